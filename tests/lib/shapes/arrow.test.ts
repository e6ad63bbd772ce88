import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceToLine, isInside } from '../../../lib/geometry/hit.ts'
import { lengthOf } from '../../../lib/geometry/path.ts'
import { distance, type Point } from '../../../lib/geometry/point.ts'
import { localToBoard } from '../../../lib/geometry/transform.ts'
import { arrowEnds, arrowPath, bindingAt } from '../../../lib/shapes/arrows.ts'
import { geoForms } from '../../../lib/shapes/geo.ts'
import { kindOf, makeShape, type Shape } from '../../../lib/shapes/registry.ts'
import { richText } from '../../../lib/shapes/rich-text.ts'
import { contextOf, id } from './arbitraries.ts'

type Arrow = Extract<Shape, { type: 'arrow' }>
const bound = (target: string, x = 0.5, y = 0.5) => ({ target: id(target), anchor: { x, y }, mode: 'outline' as const })
const box = (name: string, x: number, y: number, rest: object = {}) =>
  makeShape('geo', id(name), { placement: { x, y, w: 120, h: 80, rotation: 0 }, ...rest })
const arrow = (fields: Partial<Arrow>) => makeShape('arrow', id('arrow'), fields)
const outlineOf = (shape: Shape): readonly Point[] => {
  const context = contextOf(shape)
  const kind = kindOf(shape)
  const placement = kind.placement(shape, context)
  return kind.outline(shape, context).map((p) => localToBoard(placement, p))
}

describe('a bound arrow', () => {
  it('I24 stops about 5 px before the outline of any form, turned or not', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...geoForms),
        fc.double({ min: -4, max: 4, noNaN: true }),
        fc.constantFrom('straight', 'curved', 'elbow'),
        (form, rotation, route) => {
          const a = box('a', 0, 0)
          const b = box('b', 400, 250, { form, placement: { x: 400, y: 250, w: 150, h: 100, rotation } })
          const shape = arrow({ start: bound('a'), end: bound('b'), route, bend: 30 })
          const { start, end } = arrowEnds(shape, contextOf(a, b, shape))
          // The gap is measured along the line: it is less across a slanting side.
          for (const [tip, target] of [
            [start, a],
            [end, b],
          ] as const) {
            const gap = distanceToLine(outlineOf(target), tip, 'closed')
            expect(gap).toBeLessThan(5.5)
            expect(gap).toBeGreaterThan(0.3)
            expect(isInside(outlineOf(target), tip)).toBe(false)
          }
        },
      ),
    )
  })

  it('I26 follows its target', () => {
    const shape = arrow({
      points: [
        { x: 0, y: 0 },
        { x: 100, y: 100 },
      ],
      end: bound('b'),
    })
    const before = arrowEnds(shape, contextOf(shape, box('b', 300, 0)))
    const after = arrowEnds(shape, contextOf(shape, box('b', 300, 500)))
    expect(before.start).toEqual(after.start)
    expect(after.end.y).toBeGreaterThan(before.end.y + 100)
  })

  it('I25 ends exactly at its anchor in mode inside', () => {
    const b = box('b', 300, 0)
    const shape = arrow({ end: { target: id('b'), anchor: { x: 0.25, y: 0.5 }, mode: 'inside' } })
    expect(arrowEnds(shape, contextOf(shape, b)).end).toEqual({ x: 330, y: 40 })
  })

  it('falls back to its stored points when the target is gone or cannot be bound to', () => {
    const stored = arrow({ start: bound('gone'), end: bound('line') })
    const line = makeShape('line', id('line'))
    expect(arrowPath(stored, contextOf(stored, line))).toEqual([
      { x: 0, y: 0 },
      { x: 100, y: 100 },
    ])
  })

  it('I30 from a shape to itself does not collapse, on any route', () => {
    for (const route of ['straight', 'curved', 'elbow'] as const) {
      for (const [s, e] of [
        [bound('a'), bound('a')],
        [bound('a', 0, 0.5), bound('a', 1, 0.5)],
      ] as const) {
        const a = box('a', 0, 0)
        const shape = arrow({ start: s, end: e, route })
        const path = arrowPath(shape, contextOf(a, shape))
        expect(lengthOf(path)).toBeGreaterThan(40)
        expect(path.filter((p) => isInside(outlineOf(a), p))).toEqual([])
      }
    }
  })

  it('never has zero or broken length, wherever its targets are', () => {
    const coordinate = fc.integer({ min: -300, max: 300 })
    fc.assert(
      fc.property(coordinate, coordinate, fc.constantFrom('straight', 'curved', 'elbow'), (x, y, route) => {
        const [a, b] = [box('a', 0, 0), box('b', x, y)]
        const shape = arrow({ start: bound('a'), end: bound('b'), route, bend: 10 })
        const path = arrowPath(shape, contextOf(a, b, shape))
        expect(path.length).toBeGreaterThan(1)
        expect(path.every((p) => Number.isFinite(p.x) && Number.isFinite(p.y))).toBe(true)
        // Both centres on one spot leave no way between them.
        if (x !== 0 || y !== 0) expect(lengthOf(path)).toBeGreaterThan(0)
      }),
    )
  })

  it('depends on its targets', () => {
    const shape = arrow({ start: bound('a'), end: bound('b') })
    expect(kindOf(shape).dependsOn(shape)).toEqual(['a', 'b'])
  })
})

describe('a free arrow', () => {
  it('SH6 keeps its points when it is moved and resized there and back', () => {
    const shape = arrow({
      points: [
        { x: 5, y: 5 },
        { x: 20, y: 90 },
        { x: 105, y: 105 },
      ],
    })
    const big = arrow({ ...shape, placement: { x: 7, y: 9, w: 300, h: 50, rotation: 0 } })
    const path = arrowPath(big, contextOf(big))
    expect(path[0]).toEqual({ x: 7, y: 9 })
    expect(path[2]).toEqual({ x: 307, y: 59 })
    expect(path[1].x).toBeCloseTo(7 + 45)
    const back = arrow({ ...big, placement: shape.placement })
    expect(arrowPath(back, contextOf(back))).toEqual(arrowPath(shape, contextOf(shape)))
  })

  it('bends by its sagitta', () => {
    const shape = arrow({
      route: 'curved',
      bend: 40,
      placement: { x: 0, y: 0, w: 200, h: 0, rotation: 0 },
      points: [
        { x: 0, y: 0 },
        { x: 200, y: 0 },
      ],
    })
    const path = arrowPath(shape, contextOf(shape))
    expect(path[12]).toEqual({ x: 100, y: 40 })
  })

  it('leaves a gap in the line where its label is', () => {
    const shape = arrow({
      look: 'clean',
      text: richText('label'),
      placement: { x: 0, y: 0, w: 400, h: 0, rotation: 0 },
      points: [
        { x: 0, y: 0 },
        { x: 400, y: 0 },
      ],
    })
    const context = contextOf(shape)
    const label = kindOf(shape).textBox(shape, context)
    const bodies = kindOf(shape).paint(shape, context, 'full').slice(0, 2)
    const ends = bodies.map((p) => (p.name === 'path' ? p.path.map((c) => c[1]) : []))
    expect(ends[0][0]).toBe(0)
    expect(ends[0][1]).toBeLessThan(label!.x)
    expect(ends[1][0]).toBeGreaterThan(label!.x + label!.w)
    expect(ends[1][1]).toBe(400)
  })
})

describe('binding', () => {
  it('aims at the centre after a fast drop and at the exact point after a precise one', () => {
    const b = box('b', 100, 100, { placement: { x: 100, y: 100, w: 120, h: 80, rotation: Math.PI / 2 } })
    const point = localToBoard(b.placement, { x: 30, y: 20 })
    expect(bindingAt(b, point, contextOf(b), false).anchor).toEqual({ x: 0.5, y: 0.5 })
    const precise = bindingAt(b, point, contextOf(b), true)
    expect(precise.anchor.x).toBeCloseTo(0.25)
    expect(precise.anchor.y).toBeCloseTo(0.25)
    expect(distance(point, localToBoard(b.placement, { x: 30, y: 20 }))).toBe(0)
  })
})
