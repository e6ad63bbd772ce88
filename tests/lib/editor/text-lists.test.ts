import { expect, test } from 'vitest'
import { plainText } from '../../../lib/shapes/rich-text.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const textOf = (board: BoardDriver, id: string) => {
  const shape = board.editor.view.board.shapes.find((each) => each.id === id)
  return shape && 'text' in shape ? shape.text : []
}

test('I151 all words of what is selected come into a list as one step, and out of it by the same command', () => {
  const board = new BoardDriver()
  const note = board.add('note', 100, 100, 200, 200, { text: [{ insert: 'one\ntwo' }] })
  const box = board.add('geo', 400, 100, 200, 200, { text: [{ insert: 'three' }] })
  const line = board.add('line', 700, 100, 100, 100)
  board.select(line)
  expect(board.editor.isEnabled('style.list-bullet')).toBe(false)
  board.select(note, box, line)
  expect(board.editor.switched('style.list-bullet')).toBe(false)
  board.editor.run('style.list-bullet')
  expect(board.editor.switched('style.list-bullet')).toBe(true)
  for (const id of [note, box]) {
    expect(
      textOf(board, id)
        .filter(({ insert }) => insert.includes('\n'))
        .every(({ attributes }) => attributes?.list === 'bullet'),
    ).toBe(true)
  }
  board.editor.run('edit.undo')
  expect(plainText(textOf(board, note))).toBe('one\ntwo')
  expect(board.editor.switched('style.list-bullet')).toBe(false)
  board.editor.run('edit.redo')
  board.editor.run('style.list-bullet')
  expect(plainText(textOf(board, box))).toBe('three')
  expect(board.editor.switched('style.list-bullet')).toBe(false)
})
