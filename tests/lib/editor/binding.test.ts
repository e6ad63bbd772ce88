import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { distanceToLine } from '../../../lib/geometry/hit.ts'
import type { ArrowShape } from '../../../lib/shapes/arrow.ts'
import { arrowEnds } from '../../../lib/shapes/arrows.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const filled = { fill: '#ffffff', corners: 'sharp' }
const bound = (target: ShapeId, x = 0.5, y = 0.5) => ({ target, anchor: { x, y }, mode: 'outline' })
function arrowBetween(fields: object = {}) {
  const board = new BoardDriver()
  const a = board.add('geo', 100, 100, 100, 100, { ...filled, index: 'a1' })
  const b = board.add('geo', 500, 100, 100, 100, { ...filled, index: 'a2' })
  const arrow = board.add('arrow', 0, 0, 1, 1, { index: 'a3', start: bound(a), end: bound(b), ...fields })
  return { board, a, b, arrow }
}
const ends = (board: BoardDriver, id: ShapeId) => {
  const { view } = board.editor
  const { start, end } = arrowEnds(view.get(id) as ArrowShape, view.context)
  return [start, end].map(({ x, y }) => [Math.round(x * 10) / 10, Math.round(y * 10) / 10])
}
const path = (board: BoardDriver, id: ShapeId) => {
  const { view } = board.editor
  return view.outline(view.get(id) as ArrowShape)
}

describe('where an arrow end sticks', () => {
  const bindsAt = (zoom: number, screenGap: number) => {
    const board = new BoardDriver()
    const id = board.add('geo', 100, 100, 100, 100, filled)
    board.editor.camera.value = { x: 0, y: 0, zoom }
    board.choose('arrow').move((200 + screenGap / zoom) * zoom, 150 * zoom)
    return board.editor.bindTarget.value === id
  }
  it('I24 within 15 px of the outline at 100 %, up to 30 px zoomed out, marked before the press', () => {
    expect([bindsAt(1, 13), bindsAt(1, 18)]).toEqual([true, false])
    expect([bindsAt(4, 13), bindsAt(4, 18)]).toEqual([true, false])
    expect([bindsAt(0.25, 28), bindsAt(0.25, 33)]).toEqual([true, false])
    expect([bindsAt(0.05, 28), bindsAt(0.05, 33)]).toEqual([true, false])
  })
  it('I24 both ends stop about 5 px before the outlines', () => {
    const { board, arrow } = arrowBetween()
    expect(ends(board, arrow)).toEqual([
      [205, 150],
      [495, 150],
    ])
  })
  it('I24 the topmost shape is taken, a shape in a frame before the frame, a locked one never', () => {
    const board = new BoardDriver()
    const frame = board.add('frame', 100, 100, 400, 400, { index: 'a1' })
    const inside = board.add('geo', 200, 200, 100, 100, { ...filled, index: 'a2', parent: frame })
    board.add('geo', 350, 350, 100, 100, { ...filled, index: 'a3', locked: true })
    board.choose('arrow').move(250, 250)
    expect(board.editor.bindTarget.value).toBe(inside)
    board.move(400, 400)
    expect(board.editor.bindTarget.value).toBe(frame)
    board.move(700, 700)
    expect(board.editor.bindTarget.value).toBeNull()
  })
})

describe('how exactly an end sticks', () => {
  const drawnTo = (move: (board: BoardDriver) => void) => {
    const board = new BoardDriver()
    board.add('geo', 500, 100, 100, 100, filled)
    board.choose('arrow').down(100, 150)
    move(board)
    board.up()
    return (board.last as ArrowShape).end
  }
  it('I25 resting for more than 320 ms over the shape takes the point, less does not', () => {
    const rested = (ms: number) => drawnTo((board) => board.move(300, 150).move(580, 120).wait(ms))?.anchor
    expect(rested(100)).toEqual({ x: 0.5, y: 0.5 })
    expect(rested(420)).toEqual({ x: 0.8, y: 0.2 })
  })
  it('I25 slower than half a pixel a millisecond takes the point, faster the centre', () => {
    const arrived = (by: number) =>
      drawnTo((board) =>
        board
          .move(300, 150)
          .move(580 - by, 120)
          .move(580, 120),
      )?.anchor
    expect(arrived(4)).toEqual({ x: 0.8, y: 0.2 })
    expect(arrived(40)).toEqual({ x: 0.5, y: 0.5 })
  })
  it('I25 Ctrl pressed in the middle of the drag lets go, Alt takes the point inside', () => {
    expect(drawnTo((board) => board.move(300, 150).move(580, 120).press('Control').move(581, 120))).toBeNull()
    expect(drawnTo((board) => board.move(300, 150).move(575, 125).press('Alt').move(580, 120))).toMatchObject({
      anchor: { x: 0.8, y: 0.2 },
      mode: 'inside',
    })
  })
})

describe('arrows follow', () => {
  const ways: Readonly<Record<string, (board: BoardDriver, id: ShapeId) => void>> = {
    moved: (board) => board.down(550, 150).move(550, 300),
    resized: (board, id) => {
      const at = board.select(id).handle('w')
      board.down(at.x, at.y).move(at.x - 100, at.y)
    },
    rotated: (board, id) => {
      const at = board.select(id).handle('rotate')
      board
        .down(at.x, at.y)
        .move(at.x + 30, at.y)
        .move(at.x + 60, at.y + 30)
    },
  }
  for (const [name, way] of Object.entries(ways)) {
    it(`I26 a shape that is ${name}, while it is, in the same frame`, () => {
      const { board, b, arrow } = arrowBetween()
      const before = ends(board, arrow)
      const repainted: ShapeId[] = []
      board.editor.view.onInvalidated((ids) => repainted.push(...ids))
      way(board, b)
      const during = ends(board, arrow)
      expect(during).not.toEqual(before)
      expect(repainted).toContain(arrow)
      const gap = distanceToLine(
        board.editor.view.outline(board.editor.view.get(b) as never),
        path(board, arrow).at(-1) as never,
        'closed',
      )
      expect(gap).toBeGreaterThan(3)
      expect(gap).toBeLessThan(5.5)
      board.up()
      expect(ends(board, arrow)).toEqual(during)
    })
  }
  it('I26 a shape that somebody else drags, while they do', () => {
    const { board, b, arrow } = arrowBetween()
    const placement = { x: 500, y: 400, w: 100, h: 100, rotation: 0 }
    const repainted: ShapeId[] = []
    board.editor.view.onInvalidated((ids) => repainted.push(...ids))
    board.editor.peers.value = [{ moving: [{ id: b, placement }], drawing: [] } as never]
    const shown = ends(board, arrow)
    expect(shown[1][1]).toBeGreaterThan(350)
    expect(repainted).toContain(arrow)
    board.remotely((document) => document.dispatch({ name: 'update', patches: [{ id: b, patch: { placement } }] }))
    board.editor.peers.value = []
    expect(ends(board, arrow)).toEqual(shown)
  })
  it('I16 I26 shapes nudged by arrow keys, press by press', () => {
    const { board, b, arrow } = arrowBetween()
    board.select(b).key('Shift+ArrowRight')
    expect(ends(board, arrow)[1]).toEqual([505, 150])
    board.key('ArrowRight')
    expect(ends(board, arrow)[1]).toEqual([506, 150])
  })
  for (const route of ['straight', 'curved', 'elbow'] as const) {
    it(`I22 deleting a shape leaves its arrows exactly as they were drawn, undo binds them again: ${route}`, () => {
      const { board, a, b, arrow } = arrowBetween({ route, bend: 40 })
      board.select(b).drag(550, 150, 550, 400)
      const before = ends(board, arrow)
      board.select(a, b).expectOneStep(() => board.key('Delete'))
      expect(ends(board, arrow)).toEqual(before)
      expect(board.get(arrow)).toMatchObject({ start: null, end: null })
      board.key('Mod+z')
      expect(board.get(arrow)).toMatchObject({ start: { target: a }, end: { target: b } })
    })
  }
  it('I22 erasing a shape leaves its arrows where they were, too', () => {
    const { board, arrow } = arrowBetween()
    const before = ends(board, arrow)
    board.choose('eraser').drag(550, 90, 550, 130)
    expect([board.shapes.length, ends(board, arrow)]).toEqual([2, before])
  })
})
