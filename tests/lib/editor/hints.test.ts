import { expect, test } from 'vitest'
import { hintFor } from '../../../lib/editor/selection/hints.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

test('I135 the hint is of the tool, the gesture or the selection at hand, and of nothing where nothing needs saying', () => {
  const board = new BoardDriver()
  const a = board.add('geo', 100, 100, 100, 100, { fill: '#ffffff' })
  const b = board.add('arrow', 300, 300, 100, 100)
  const hint = () => hintFor(board.editor)
  expect(hint()).toBe('board')
  board.choose('rectangle')
  expect(hint()).toBe('box')
  board.choose('arrow').click(500, 500)
  expect(hint()).toBe('placing')
  board.key('Escape')
  board.select(a)
  expect(hint()).toBe('shape')
  board.select(b)
  expect(hint()).toBe('points')
  board.select(a, b)
  expect(hint()).toBe('many')
  board.select(a).down(150, 150).move(250, 250)
  expect(hint()).toBe('moving')
  board.up()
  board.isViewer.value = true
  board.choose('draw')
  expect(hint()).toBeNull()
})
