import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boxAround } from '../../../lib/geometry/box.ts'
import { distanceToLine } from '../../../lib/geometry/hit.ts'
import { flatten, pointAlong } from '../../../lib/geometry/path.ts'
import type { Point } from '../../../lib/geometry/point.ts'
import { inkWidth } from '../../../lib/shapes/draw.ts'
import { kindOf, makeShape } from '../../../lib/shapes/registry.ts'
import { encodeStroke } from '../../../lib/shapes/stroke-points.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'
import { contextOf, id } from './arbitraries.ts'

function inkOf(points: readonly Point[], fields: object = {}) {
  const box = boxAround(points) as { x: number; y: number; w: number; h: number }
  const local = points.map((p) => ({ x: p.x - box.x, y: p.y - box.y, pressure: 0.5 }))
  const placement = { ...box, rotation: 0 }
  const shape = makeShape('draw', id('a'), { strokePoints: encodeStroke(local), placement, ...fields })
  const [ink] = kindOf(shape).paint(shape, contextOf(shape), 'full')
  if (ink?.name !== 'path') throw new Error('no ink')
  return { shape, local, outline: flatten(ink.path)[0] }
}
const zigzag = [
  { x: 0, y: 0 },
  { x: 100, y: 0 },
  { x: 0, y: 40 },
  { x: 100, y: 80 },
  { x: 0, y: 120 },
]
/** Loops of an outline overlap: inside means that it winds around the point. */
function winding(outline: readonly Point[], p: Point): number {
  let turns = 0
  outline.forEach((a, i) => {
    const b = outline[(i + 1) % outline.length]
    const side = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)
    if (a.y <= p.y && b.y > p.y && side > 0) turns++
    if (a.y > p.y && b.y <= p.y && side < 0) turns--
  })
  return turns
}
const area = (outline: readonly Point[]) =>
  Math.abs(
    outline.reduce((sum, a, i) => {
      const b = outline[(i + 1) % outline.length]
      return sum + a.x * b.y - b.x * a.y
    }, 0),
  ) / 2

describe('ink', () => {
  it('I39 reaches every corner of a sparse zigzag and is nowhere thinner than a third of its width', () => {
    for (const strokeWidth of [2, 4, 8]) {
      const { shape, local, outline } = inkOf(zigzag, { strokeWidth })
      const reach = inkWidth(shape) / 6
      for (let i = 0; i <= 200; i++) {
        const { point, direction } = pointAlong(local, i / 200)
        for (const side of [-reach, 0, reach]) {
          const p = { x: point.x - direction.y * side, y: point.y + direction.x * side }
          // At a corner the inner side lies on the other leg, and the outer one beyond both.
          if (side !== 0 && local.some((corner) => Math.hypot(corner.x - p.x, corner.y - p.y) < reach * 2)) continue
          expect(winding(outline, p), `${strokeWidth} at ${i / 200}, ${side}`).not.toBe(0)
        }
      }
    }
  })
  it('I39 stays around the line that was drawn, whatever the line', () => {
    const coordinate = fc.integer({ min: 0, max: 300 })
    const point = fc.record({ x: coordinate, y: coordinate })
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 12 }), (points) => {
        fc.pre(points.some((p) => p.x !== points[0].x || p.y !== points[0].y))
        const { shape, local, outline } = inkOf(points)
        for (const p of outline) expect(distanceToLine(local, p, 'open')).toBeLessThan(kindOf(shape).overflow(shape))
        for (const p of local) {
          const isCovered = winding(outline, p) !== 0 || distanceToLine(outline, p, 'closed') < 0.75
          expect(isCovered, `${p.x},${p.y}`).toBe(true)
        }
      }),
    )
  })
  it('I39 looks the same before and after the pen lifts, drawn with a mouse', () => {
    const board = new BoardDriver().choose('draw').down(100, 100)
    for (let i = 1; i <= 80; i++) board.move(100 + i * (1 + i / 12), 100 + 40 * Math.sin(i / 6))
    const paintedArea = () => {
      const shape = board.editor.preview.value.created[0] ?? board.last
      const [ink] = kindOf(shape).paint(shape, board.editor.view.context, 'full')
      return ink.name === 'path' ? area(flatten(ink.path)[0]) : 0
    }
    const live = paintedArea()
    board.up()
    expect(board.editor.preview.value.created).toEqual([])
    expect(Math.abs(paintedArea() - live) / live).toBeLessThan(0.05)
  })
  it('I39 is thinner where the hand was faster', () => {
    const drawn = (step: number) => {
      const board = new BoardDriver().choose('draw').down(100, 100)
      for (let x = 100; x < 400; x += step) board.move(x + step, 100)
      const shape = board.up().last
      const [ink] = kindOf(shape).paint(shape, board.editor.view.context, 'full')
      return ink.name === 'path' ? area(flatten(ink.path)[0]) : 0
    }
    expect(drawn(20)).toBeLessThan(drawn(1) * 0.6)
  })
  it('a dot is a dot', () => {
    const { outline } = inkOf([{ x: 10, y: 10 }])
    expect(winding(outline, { x: 0.2, y: 0.2 })).not.toBe(0)
    expect(area(outline)).toBeGreaterThan(5)
  })
})
