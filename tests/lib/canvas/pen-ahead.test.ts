import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { createPenAhead, type TimedPoint, trustedAhead } from '../../../lib/canvas/pen-ahead.ts'
import { isOpaqueInk, withAhead } from '../../../lib/canvas/wet-tip.ts'
import { distance, type Point, type ScreenPoint, screenPoint } from '../../../lib/geometry/point.ts'
import { type DrawShape, strokeLine } from '../../../lib/shapes/draw.ts'
import { makeShape } from '../../../lib/shapes/registry.ts'
import { encodeStroke } from '../../../lib/shapes/stroke-points.ts'
import { hands } from '../../support/ink/hands.ts'

const SAMPLE_MS = 8
const timed = (points: readonly Point[]): TimedPoint[] =>
  points.map(({ x, y }, nth) => ({ screen: screenPoint(x, y), at: 1000 + nth * SAMPLE_MS }))
/** As browsers foresee: on along the last two samples, for one and two pictures. */
function straightOn(trail: readonly TimedPoint[]): TimedPoint[] {
  const [a, b] = trail.slice(-2)
  return [1, 2].map((ahead) => ({
    screen: screenPoint(b.screen.x + (b.screen.x - a.screen.x) * ahead, b.screen.y + (b.screen.y - a.screen.y) * ahead),
    at: b.at + ahead * SAMPLE_MS,
  }))
}
const line = timed([0, 5, 10, 15, 20].map((x) => ({ x, y: 0 })))

describe('the pen ahead', () => {
  it('I150 goes on where the hand goes straight on, and no farther than it came in the same time', () => {
    expect(trustedAhead(line, straightOn(line))).toEqual([screenPoint(25, 0), screenPoint(30, 0)])
    const tooFar = [{ screen: screenPoint(60, 0), at: line[4].at + SAMPLE_MS }]
    expect(trustedAhead(line, tooFar)).toEqual([])
  })
  it('I150 tells nothing at a sharp turn, at a beginning, when the hand rests, and where the guess turns off', () => {
    const corner = timed([...[0, 5, 10].map((x) => ({ x, y: 0 })), { x: 10, y: 5 }, { x: 10, y: 10 }])
    expect(trustedAhead(corner, straightOn(corner))).toEqual([])
    expect(trustedAhead(line.slice(0, 2), straightOn(line.slice(0, 2)))).toEqual([])
    const still = timed(Array.from({ length: 5 }, () => ({ x: 3, y: 3 })))
    expect(trustedAhead(still, straightOn(still))).toEqual([])
    expect(trustedAhead(line, [{ screen: screenPoint(20, 5), at: line[4].at + SAMPLE_MS }])).toEqual([])
    expect(trustedAhead(line, [])).toEqual([])
  })
  it('I150 never leads by more than 32 pixels or 33 milliseconds, whatever a browser foresees', () => {
    const point = fc.record({ x: fc.integer({ min: -900, max: 900 }), y: fc.integer({ min: -900, max: 900 }) })
    const later = fc.record({ screen: point, after: fc.integer({ min: -50, max: 200 }) })
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 1, maxLength: 8 }),
        fc.array(later, { maxLength: 5 }),
        (way, guesses) => {
          const trail = timed(way)
          const tip = trail[trail.length - 1]
          const foreseen = guesses.map(({ screen, after }) => ({ screen: screen as ScreenPoint, at: tip.at + after }))
          for (const p of trustedAhead(trail, foreseen)) {
            expect(distance(p, tip.screen)).toBeLessThanOrEqual(32)
            expect(foreseen.some(({ screen, at }) => screen === p && at > tip.at && at <= tip.at + 33)).toBe(true)
          }
        },
      ),
    )
  })
  it('I150 is nearer to where real hands are a moment later than the pen itself, and never far beside their line', () => {
    let [lag, rest, helped] = [0, 0, 0]
    for (const { name, points } of hands) {
      const way = timed(points)
      for (let nth = 3; nth + 2 < way.length; nth++) {
        const trail = way.slice(Math.max(0, nth - 5), nth + 1)
        const ahead = trustedAhead(trail, straightOn(trail))
        if (ahead.length < 2) continue
        const truth = way[nth + 2].screen
        lag += distance(way[nth].screen, truth)
        rest += distance(ahead[1], truth)
        helped++
        const beside = Math.min(...way.slice(nth, nth + 6).map(({ screen }) => distance(screen, ahead[1])))
        expect(beside, `${name} at ${nth}`).toBeLessThan(20)
      }
    }
    expect(helped).toBeGreaterThan(100)
    expect(rest).toBeLessThan(lag / 2)
  })
  it('I150 is forgotten when the pen is lifted, and when it tells nothing for a while', () => {
    const pen = createPenAhead()
    pen.moved(line, straightOn(line))
    const { at } = line[4]
    expect(pen.at(at + 10)).toHaveLength(2)
    expect(pen.at(at + 51)).toEqual([])
    pen.forget()
    expect(pen.at(at + 10)).toEqual([])
  })
  it('I150 ink that is seen through is drawn longer as one stroke, and the record is not touched', () => {
    const strokePoints = encodeStroke([
      { x: 0, y: 0, pressure: 0.5 },
      { x: 40, y: 10, pressure: 0.25 },
    ])
    const placement = { x: 100, y: 50, w: 40, h: 10, rotation: 0 }
    const stroke = makeShape('draw', 'a' as ShapeId, { strokePoints, placement, brush: 'highlighter' }) as DrawShape
    const longer = withAhead(stroke, [{ x: 150, y: 45 }])
    expect(isOpaqueInk(stroke)).toBe(false)
    expect(longer.placement).toEqual({ x: 100, y: 45, w: 50, h: 15, rotation: 0 })
    expect(strokeLine(longer).map(({ x, y }) => [x, y])).toEqual([
      [0, 5],
      [40, 15],
      [50, 0],
    ])
    expect(stroke.strokePoints).toBe(strokePoints)
  })
})
