import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { EVERY_MS, FEW } from '../../../lib/document/calm.ts'
import { createBoardDocument } from '../../../lib/document/create-board-document.ts'
import { id, rectangle } from '../../support/document/board-peers.ts'
import { FakeClock } from '../../support/editor/fake-clock.ts'

/** Somebody's board, and how often what shows it beside the canvas is told. */
function watched() {
  const doc = new Y.Doc()
  const clock = new FakeClock()
  const board = createBoardDocument({ doc, clock })
  const other = new Y.Doc()
  const theirs = createBoardDocument({ doc: other })
  other.on('update', (update: Uint8Array) => Y.applyUpdate(doc, update))
  let told = 0
  const seen: number[] = []
  const stop = board.observeCalmly(() => {
    told++
    seen.push(board.board.size)
  })
  let nth = 0
  const boxes = (count: number) => Array.from({ length: count }, () => rectangle(`b${nth++}`, nth, 0))
  return {
    clock,
    board,
    theirs,
    seen,
    boxes,
    stop,
    told: () => told,
    draw: (count: number) => theirs.dispatch({ name: 'create', shapes: boxes(count) }),
  }
}

describe('what only shows the board', () => {
  it('DC74 hears at once of each change that hands make', () => {
    const { draw, told } = watched()
    for (let i = 0; i < FEW / 2; i++) draw(2)
    expect(told()).toBe(FEW / 2)
  })

  it('DC74 hears of a flood at its begin, once a second, and at its end', () => {
    const { draw, told, seen, clock, board } = watched()
    const PORTIONS = 30
    for (let i = 0; i < PORTIONS; i++) {
      draw(FEW)
      clock.advance(EVERY_MS / 20)
    }
    clock.advance(EVERY_MS)
    expect(told()).toBeLessThanOrEqual(1 + PORTIONS / 20 + 1)
    expect(seen[0]).toBe(FEW)
    expect(seen.at(-1)).toBe(board.board.size)
  })

  it('DC74 hears at once of what is done here in the midst of it, and of nothing when it has left', () => {
    const { draw, told, board, clock, stop } = watched()
    for (let i = 0; i < 5; i++) draw(FEW)
    const before = told()
    board.dispatch({ name: 'update', patches: [{ id: id('b0'), patch: { fill: '#ffc9c9' } }] })
    expect(told()).toBe(before + 1)
    draw(FEW)
    stop()
    clock.advance(EVERY_MS * 2)
    expect(told()).toBe(before + 1)
  })
})
