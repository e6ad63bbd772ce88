import { expect, it } from 'vitest'
import type { ShapeId } from '../../../../lib/base/ids.ts'
import { createLongWork } from '../../../../lib/document/long-work.ts'
import { createFileIntake } from '../../../../lib/page/files/files.ts'
import { BoardDriver } from '../../../support/editor/board-driver.ts'

const boardFile = (name: string, x: number, title = '') =>
  new File(
    [
      JSON.stringify({
        type: 'inkroom',
        version: 1,
        title,
        background: '#ffeecc',
        shapes: [{ id: name, type: 'geo', placement: { x, y: 0, w: 100, h: 80, rotation: 0 } }],
        comments: [],
        assets: {},
      }),
    ],
    `${name}.json`,
  )

function openIntake() {
  const board = new BoardDriver()
  const said: string[] = []
  let next = 0
  const intake = createFileIntake({
    editor: board.editor,
    assets: { offer: () => {} } as never,
    api: { assetUrl: (asset) => `/${asset}` },
    pictures: { add: async () => {}, read: async () => null },
    say: (words) => said.push(words),
    t: (key) => key,
    turns: createLongWork(),
    newId: () => `f${next++}` as ShapeId,
    newSeed: () => 1,
  })
  return { board, intake, said }
}

it('I55 board files that are dropped together, with paper and title, are one step and selected together', async () => {
  const { board, intake } = openIntake()
  const { editor } = board
  const { board: shown, history } = editor.document
  await intake.add([boardFile('a', 0, 'Plan'), boardFile('b', 500)], { x: 100, y: 100 })
  expect([shown.size, shown.title, shown.background]).toEqual([2, 'Plan', '#ffeecc'])
  expect(editor.selection.value).toHaveLength(2)
  editor.run('edit.undo')
  expect([shown.size, shown.title, shown.background, history.canUndo.value]).toEqual([0, '', '', false])
  editor.run('edit.redo')
  expect([shown.size, shown.title, shown.background, history.canRedo.value]).toEqual([2, 'Plan', '#ffeecc', false])
})

it('I55 a file that cannot be read is named, and the others are put down', async () => {
  const { board, intake, said } = openIntake()
  await intake.add([new File(['no board'], 'x.txt'), boardFile('a', 0)], { x: 0, y: 0 })
  expect(said).toContain('import.unknown')
  expect(board.editor.document.board.size).toBe(1)
})
