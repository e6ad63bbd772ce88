import { describe, expect, it } from 'vitest'
import { smallWords } from '../../../lib/editor/selection/small-words.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const points = [
  { x: 0, y: 0 },
  { x: 1000, y: 0 },
]
function labelled(zoom: number, words = 'sends the order') {
  const board = new BoardDriver()
  const id = board.add('arrow', 1000, 1000, 1000, 0, { points, text: [{ insert: words }], fontSize: 20 })
  board.editor.camera.value = { x: 0, y: 0, zoom }
  return { board, id }
}

describe('the words of an arrow', () => {
  it('I141 that the zoom makes unreadable are shown over their place when the pointer is on it, or it is selected', () => {
    const { board, id } = labelled(0.2)
    expect(smallWords(board.editor)).toBeNull()
    board.move(220, 200)
    expect(smallWords(board.editor)).toEqual({ text: 'sends the order', at: { x: 300, y: 200 } })
    board.move(700, 700)
    expect(smallWords(board.editor)).toBeNull()
    board.select(id)
    expect(smallWords(board.editor)?.text).toBe('sends the order')
  })
  it('I141 are left alone where they can be read, and are cut when they are long', () => {
    const near = labelled(0.5)
    near.board.select(near.id)
    expect(smallWords(near.board.editor)).toBeNull()
    const { board, id } = labelled(0.1, 'word '.repeat(50))
    board.select(id)
    expect(smallWords(board.editor)?.text).toMatch(/^word .*…$/)
    expect(smallWords(board.editor)?.text).toHaveLength(60)
  })
})
