import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { elbowCorners } from '../../../lib/editor/gestures/elbow-legs.ts'
import { routeCrosses } from '../../../lib/geometry/elbow.ts'
import { distanceToLine } from '../../../lib/geometry/hit.ts'
import { flatten } from '../../../lib/geometry/path.ts'
import { localToBoard } from '../../../lib/geometry/transform.ts'
import type { ArrowShape } from '../../../lib/shapes/arrow.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const filled = { fill: '#ffffff', corners: 'sharp' }
const bound = (target: string, x = 0.5, y = 0.5) => ({ target, anchor: { x, y }, mode: 'outline' })
const routes = ['straight', 'curved', 'elbow'] as const
const shown = (board: BoardDriver, id: ShapeId) => board.editor.view.get(id) as ArrowShape

function between(fields: object = {}) {
  const board = new BoardDriver()
  const a = board.add('geo', 100, 100, 100, 100, { ...filled, index: 'a1' })
  const b = board.add('geo', 600, 400, 100, 100, { ...filled, index: 'a2' })
  const arrow = board.add('arrow', 0, 0, 1, 1, { index: 'a3', start: bound(a), end: bound(b), ...fields })
  return { board, a, b, arrow }
}
/** The box of the label on the board. */
function labelOf(board: BoardDriver, id: ShapeId) {
  const { view } = board.editor
  const arrow = shown(board, id)
  const box = view.kind(arrow).textBox(arrow, view.context)
  if (!box) throw new Error('no label')
  const { x, y } = localToBoard(view.placement(arrow), { x: box.x, y: box.y })
  return { x, y, w: box.w, h: box.h }
}

describe('labels of arrows', () => {
  const text = [{ insert: 'a label' }]
  for (const route of routes) {
    it(`I28 the label stays on the path when what the arrow is bound to moves: ${route}`, () => {
      const { board, arrow } = between({ route, text, bend: 60, labelAt: 0.3 })
      const isOnPath = () => {
        const { x, y, w, h } = labelOf(board, arrow)
        const middle = { x: x + w / 2, y: y + h / 2 }
        return distanceToLine(board.editor.view.outline(shown(board, arrow)), middle, 'open') < 0.5
      }
      const before = labelOf(board, arrow)
      expect(isOnPath()).toBe(true)
      board.down(650, 450).move(650, 300)
      expect([isOnPath(), labelOf(board, arrow)]).not.toEqual([true, before])
      expect(isOnPath()).toBe(true)
      board.up()
    })
    it(`I28 no line runs through the label or nearer than 3 px: ${route}`, () => {
      const { board, arrow } = between({ route, text, bend: 60, look: 'clean' })
      const { view } = board.editor
      const shape = shown(board, arrow)
      const label = view.kind(shape).textBox(shape, view.context) as { x: number; y: number; w: number; h: number }
      const lines = view
        .kind(shape)
        .paint(shape, view.context, 'full')
        .flatMap((part) => (part.name === 'path' ? flatten(part.path) : []))
      expect(lines.length).toBeGreaterThan(2)
      const near = lines
        .flat()
        .filter(
          ({ x, y }) => x > label.x - 3 && x < label.x + label.w + 3 && y > label.y - 3 && y < label.y + label.h + 3,
        )
      expect(near).toEqual([])
    })
    it(`I28 it is dragged along the path and back, never beyond its ends: ${route}`, () => {
      const { board, arrow } = between({ route, text, bend: 60 })
      const dragTo = (x: number, y: number) => {
        const label = labelOf(board, arrow)
        board.select(arrow).wait(1000)
        // Beside the middle, where a handle bends or moves a leg.
        const from = { x: label.x + label.w * 0.9, y: label.y + label.h * 0.8 }
        board.drag(from.x, from.y, x, y)
        return shown(board, arrow).labelAt
      }
      expect(dragTo(500, 450)).toBeGreaterThan(0.6)
      expect(dragTo(280, 150)).toBeLessThan(0.4)
      expect(dragTo(-500, -500)).toBe(0.05)
    })
  }
})

describe('elbow arrows', () => {
  const corners = (board: BoardDriver, id: ShapeId) => elbowCorners(board.editor.view, shown(board, id))

  it('I29 keep a stub out of their shapes, longer for thicker arrows', () => {
    const stubOf = (strokeWidth: number) => {
      const { board, a, arrow } = between({ route: 'elbow', strokeWidth })
      board.document.dispatch({
        name: 'update',
        patches: [{ id: arrow, patch: { start: bound(a, 0.5, 0.05) } }],
      })
      const [tip, corner] = corners(board, arrow)
      expect(tip.x).toBeCloseTo(corner.x)
      return Math.round(100 - corner.y)
    }
    expect([stubOf(1), stubOf(2), stubOf(3.5), stubOf(5), stubOf(10), stubOf(40)]).toEqual([28, 28, 35, 42, 66, 66])
  })
  it('I29 do not cross the shapes that they are bound to, wherever those are dragged', () => {
    const { board, a, b, arrow } = between({ route: 'elbow' })
    for (const [x, y] of [
      [300, 120],
      [300, 700],
      [-300, 300],
      [150, -250],
      [-200, 150],
    ]) {
      const [bx, by] = board.box(b)
      board
        .select(b)
        .wait(1000)
        .drag(bx + 50, by + 50, x + 50, y + 50)
      const route = corners(board, arrow)
      for (const [i, p] of route.slice(1).entries())
        expect(Math.min(Math.abs(p.x - route[i].x), Math.abs(p.y - route[i].y))).toBeLessThan(0.1)
      expect([x, y, routeCrosses(route, board.get(a).placement, 'first')]).toEqual([x, y, false])
      expect([x, y, routeCrosses(route, board.get(b).placement, 'last')]).toEqual([x, y, false])
    }
  })
  for (const route of routes) {
    it(`I30 a loop keeps its length when its shape is moved and resized: ${route}`, () => {
      const board = new BoardDriver()
      const id = board.add('geo', 300, 300, 100, 100, { ...filled, index: 'a1' })
      const arrow = board.add('arrow', 0, 0, 1, 1, { index: 'a2', route, start: bound(id), end: bound(id) })
      const reach = () => {
        const [, , w, h] = board.drawnBox(arrow)
        return Math.min(w, h)
      }
      expect(reach()).toBeGreaterThan(20)
      board.select(id).drag(350, 350, 500, 350)
      expect(reach()).toBeGreaterThan(20)
      board.select(id).dragHandle('se', -60, -60)
      expect(reach()).toBeGreaterThan(20)
    })
  }
})
