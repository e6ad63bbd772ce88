import { expect, test } from 'vitest'
import { boardColors } from '../../../lib/editor/board/board-colors.ts'
import { showMatch } from '../../../lib/editor/board/find.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

test("I131 the board's own colours are those of no palette, the most used first", () => {
  const board = new BoardDriver()
  board.add('geo', 0, 0, 10, 10, { stroke: '#123456', fill: '#abcdef' })
  board.add('geo', 0, 0, 10, 10, { stroke: '#e03131', fill: '#abcdef' })
  const known = new Set(['#e03131', '#1e1e1e'])
  expect(boardColors(board.document.board, known, 10)).toEqual(['#abcdef', '#123456'])
  expect(boardColors(board.document.board, known, 1)).toEqual(['#abcdef'])
})

test('I132 finding moves the view only for what is out of sight', () => {
  const board = new BoardDriver({ settings: { reducedMotion: true } })
  const near = board.add('geo', 100, 100, 100, 100)
  const far = board.add('geo', 5000, 100, 100, 100)
  const before = board.editor.camera.value
  showMatch(board.editor, near)
  expect([board.selection, board.editor.camera.value]).toEqual([[near], before])
  showMatch(board.editor, far)
  expect(board.editor.camera.value.x).toBe(5050 - 500)
})
