import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Box, centreOf } from '../../../lib/geometry/box.ts'
import { elbowRoute, isCrossed, nearestSide, routeCrosses } from '../../../lib/geometry/elbow.ts'
import type { Point } from '../../../lib/geometry/point.ts'

const box = fc.record({
  x: fc.integer({ min: -600, max: 600 }),
  y: fc.integer({ min: -600, max: 600 }),
  w: fc.integer({ min: 20, max: 300 }),
  h: fc.integer({ min: 20, max: 300 }),
})
const isRightAngled = (route: readonly Point[]) =>
  route.every((p, i) => i === 0 || Math.abs(p.x - route[i - 1].x) < 0.05 || Math.abs(p.y - route[i - 1].y) < 0.05)
const apart = (a: Box, b: Box, by: number) =>
  a.x > b.x + b.w + by || b.x > a.x + a.w + by || a.y > b.y + b.h + by || b.y > a.y + a.h + by

describe('elbow routes', () => {
  it('I29 are right-angled and cross neither of their boxes', () => {
    fc.assert(
      fc.property(box, box, (a, b) => {
        fc.pre(apart(a, b, 10))
        const route = elbowRoute({ point: centreOf(a), box: a }, { point: centreOf(b), box: b })
        expect(isRightAngled(route)).toBe(true)
        expect(routeCrosses(route, a, 'first')).toBe(false)
        expect(routeCrosses(route, b, 'last')).toBe(false)
        expect(route[0]).toEqual(centreOf(a))
        expect(route[route.length - 1]).toEqual(centreOf(b))
      }),
    )
  })

  it('leave through the wanted side', () => {
    const a = { x: 0, y: 0, w: 100, h: 100 }
    const b = { x: 300, y: 0, w: 100, h: 100 }
    const route = elbowRoute({ point: { x: 50, y: 50 }, box: a, sides: ['left'] }, { point: { x: 350, y: 50 }, box: b })
    expect(route[1].x).toBeLessThan(0)
    expect(isRightAngled(route)).toBe(true)
    expect(routeCrosses(route, a, 'first')).toBe(false)
  })

  it('I29 keep a stub of up to 28 px', () => {
    const a = { x: 0, y: 0, w: 100, h: 100 }
    const route = elbowRoute({ point: { x: 50, y: 50 }, box: a, sides: ['top'] }, { point: { x: 50, y: 300 } })
    expect(route[1]).toEqual({ x: 50, y: -28 })
  })

  it('give some route between boxes that overlap', () => {
    fc.assert(
      fc.property(box, box, (a, b) => {
        const route = elbowRoute({ point: centreOf(a), box: a }, { point: centreOf(b), box: b })
        expect(route.length).toBeGreaterThan(1)
        expect(isRightAngled(route)).toBe(true)
      }),
    )
  })

  it('I125 go around what is in their way, or as if it were not there', () => {
    fc.assert(
      fc.property(box, box, fc.array(box, { maxLength: 12 }), (a, b, others) => {
        fc.pre(apart(a, b, 70))
        const obstacles = others.filter((other) => apart(a, other, 45) && apart(b, other, 45))
        const [start, end] = [
          { point: centreOf(a), box: a },
          { point: centreOf(b), box: b },
        ]
        const route = elbowRoute(start, end, undefined, obstacles)
        expect(isRightAngled(route)).toBe(true)
        // Nothing here walls an end in: boxes leave room beside each other, so there is always a way.
        expect(obstacles.filter((other) => isCrossed(route, other))).toEqual([])
      }),
    )
  })
  it('I125 five hundred shapes in the way are given up on in time', () => {
    const a = { x: 0, y: 0, w: 100, h: 100 }
    const b = { x: 3000, y: 2000, w: 100, h: 100 }
    const obstacles = Array.from({ length: 500 }, (_, i) => ({
      x: 200 + (i % 25) * 110,
      y: -100 + Math.floor(i / 25) * 110,
      w: 80,
      h: 80,
    }))
    const from = performance.now()
    const route = elbowRoute({ point: centreOf(a), box: a }, { point: centreOf(b), box: b }, undefined, obstacles)
    expect(performance.now() - from).toBeLessThan(500)
    expect(isRightAngled(route)).toBe(true)
  })

  it('know the nearest side', () => {
    const a = { x: 0, y: 0, w: 100, h: 50 }
    expect([
      nearestSide(a, { x: 5, y: 25 }),
      nearestSide(a, { x: 50, y: 48 }),
      nearestSide(a, { x: 50, y: 2 }),
    ]).toEqual(['left', 'bottom', 'top'])
  })
})
