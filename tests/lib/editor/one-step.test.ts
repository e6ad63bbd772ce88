import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { actions } from '../../../lib/editor/actions/action-table.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const label = [{ insert: 'words' }]

/** What may be selected when a command is run: each kind alone, several, a group, a frame with contents. */
const selections: Readonly<Record<string, (board: BoardDriver) => readonly ShapeId[]>> = {
  'a rectangle': (board) => [board.add('geo', 100, 100, 80, 60, { text: label })],
  'a text': (board) => [board.add('text', 100, 100, 80, 25, { text: label })],
  'a note': (board) => [board.add('note', 100, 100, 200, 200, { text: label })],
  'an arrow': (board) => [
    board.add('arrow', 100, 100, 200, 0, {
      text: label,
      points: [
        { x: 0, y: 0 },
        { x: 200, y: 0 },
      ],
    }),
  ],
  'an image': (board) => [board.add('image', 100, 100, 80, 60)],
  'a frame with a shape': (board) => {
    const frame = board.add('frame', 100, 100, 300, 200)
    board.add('geo', 120, 120, 50, 50, { parent: frame })
    return [frame]
  },
  several: (board) => [
    board.add('geo', 100, 100, 80, 60),
    board.add('note', 240, 180, 200, 200, { text: label }),
    board.add('text', 500, 410, 80, 25, { text: label }),
  ],
  'a group and a shape': (board) => {
    board.select(board.add('geo', 100, 100, 80, 60), board.add('geo', 200, 130, 40, 90)).editor.run('arrange.group')
    return [...board.selection, board.add('geo', 500, 300, 50, 50)]
  },
}
const EXCEPT = new Set(['edit.undo', 'edit.redo'])

describe.each(Object.entries(selections))('with %s selected', (_, select) => {
  it('TL2 I23 every command that changes the board is one step, and undo takes it back whole', () => {
    const changed: string[] = []
    const board = new BoardDriver()
    board.add('geo', 600, 600, 40, 40)
    const chosen = select(board)
    // Something to paste.
    board.select(...chosen).editor.run('style.copy')
    const read = () => JSON.stringify(board.document.doc.getMap('shapes').toJSON())
    const before = JSON.parse(read())
    const steps = board.undoSteps()
    for (const { id } of actions) {
      if (EXCEPT.has(id)) continue
      board.select(...chosen)
      if (!board.editor.isEnabled(id) || !board.editor.run(id)) continue
      board.editor.editing.value = null
      board.wait(1000)
      if (board.undoSteps() === steps) continue
      changed.push(id)
      expect(board.undoSteps() - steps, id).toBe(1)
      board.editor.run('edit.undo')
      expect(JSON.parse(read()), id).toEqual(before)
    }
    expect(changed.length).toBeGreaterThan(8)
  })
})
