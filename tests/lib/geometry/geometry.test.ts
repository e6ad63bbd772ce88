import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boxAround, cornersOf, type Placement } from '../../../lib/geometry/box.ts'
import {
  chainLine,
  cutEnd,
  cutStart,
  fromOutline,
  lineChain,
  splitSegment,
  toOutline,
} from '../../../lib/geometry/curve.ts'
import {
  crossing,
  crossings,
  distanceToLine,
  distanceToSegment,
  isInside,
  lineTouchesBox,
} from '../../../lib/geometry/hit.ts'
import {
  ellipsePath,
  flatten,
  lengthOf,
  pathOf,
  pointAlong,
  roundedPolygon,
  smoothPath,
} from '../../../lib/geometry/path.ts'
import { distance } from '../../../lib/geometry/point.ts'
import { simplify } from '../../../lib/geometry/simplify.ts'
import {
  applyAffine,
  boardToLocal,
  boundsOf,
  compose,
  invert,
  localToBoard,
  placeLocalBox,
  placementAffine,
} from '../../../lib/geometry/transform.ts'

const unit = fc.double({ min: -1000, max: 1000, noNaN: true })
const point = fc.record({ x: unit, y: unit })
const size = fc.double({ min: 0, max: 1000, noNaN: true })
const placement: fc.Arbitrary<Placement> = fc.record({
  x: unit,
  y: unit,
  w: size,
  h: size,
  rotation: fc.double({ min: -7, max: 7, noNaN: true }),
})
const square = [
  { x: 0, y: 0 },
  { x: 100, y: 0 },
  { x: 100, y: 100 },
  { x: 0, y: 100 },
]

describe('transform', () => {
  it('maps local to board and back', () => {
    fc.assert(
      fc.property(placement, point, (place, p) => {
        const back = boardToLocal(place, localToBoard(place, p))
        expect(distance(back, p)).toBeLessThan(1e-6)
        expect(distance(applyAffine(placementAffine(place), p), localToBoard(place, p))).toBeLessThan(1e-6)
      }),
    )
  })

  it('inverts what it composes', () => {
    fc.assert(
      fc.property(placement, placement, point, (a, b, p) => {
        const both = compose(placementAffine(a), placementAffine(b))
        const back = invert(both)
        expect(back && distance(applyAffine(back, applyAffine(both, p)), p)).toBeLessThan(1e-5)
      }),
    )
  })

  it('has no inverse for a flat map', () => {
    expect(invert({ a: 1, b: 2, c: 2, d: 4, e: 0, f: 0 })).toBeNull()
  })

  it('bounds hold the corners, and a local box stays where it is', () => {
    fc.assert(
      fc.property(placement, (place) => {
        const bounds = boundsOf(place)
        const around = boxAround(cornersOf(place))
        expect(around?.w).toBeCloseTo(bounds.w, 6)
        expect(around?.y).toBeCloseTo(bounds.y, 6)
        const taller = placeLocalBox(place, { x: 0, y: 0, w: place.w, h: place.h + 50 })
        expect(distance(localToBoard(taller, { x: 0, y: 0 }), localToBoard(place, { x: 0, y: 0 }))).toBeLessThan(1e-6)
      }),
    )
  })
})

describe('hit', () => {
  it('finds the inside by the even-odd rule', () => {
    expect(isInside(square, { x: 50, y: 50 })).toBe(true)
    expect(isInside(square, { x: 150, y: 50 })).toBe(false)
    expect(isInside([], { x: 0, y: 0 })).toBe(false)
  })

  it('measures to the nearest part of a line, closed or open', () => {
    expect(distanceToLine(square, { x: -10, y: 50 }, 'closed')).toBe(10)
    expect(distanceToLine(square, { x: -10, y: 50 }, 'open')).toBeCloseTo(Math.hypot(10, 50))
    expect(distanceToLine([], { x: 0, y: 0 }, 'open')).toBe(Number.POSITIVE_INFINITY)
    expect(distanceToSegment({ x: 3, y: 4 }, { x: 0, y: 0 }, { x: 0, y: 0 })).toBe(5)
  })

  it('a crossing lies on both segments', () => {
    fc.assert(
      fc.property(point, point, point, point, (a, b, c, d) => {
        const t = crossing(a, b, c, d)
        if (t === null) return
        const p = { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t }
        expect(distanceToSegment(p, c, d)).toBeLessThan(1e-3)
      }),
    )
    expect(crossings({ x: -10, y: 50 }, { x: 110, y: 50 }, square, 'closed')).toHaveLength(2)
  })
})

describe('lines and boxes', () => {
  const coordinate = fc.integer({ min: -60, max: 60 })
  const point = fc.record({ x: coordinate, y: coordinate })
  const box = fc.record({ x: coordinate, y: coordinate, w: fc.nat(50), h: fc.nat(50) })

  it('a line touches a box when one of its points lies in it or it crosses an edge, and only then', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 6 }), box, (line, { x, y, w, h }) => {
        const inBox = line.some((p) => p.x >= x && p.x <= x + w && p.y >= y && p.y <= y + h)
        const edges = [
          { x, y },
          { x: x + w, y },
          { x: x + w, y: y + h },
          { x, y: y + h },
        ]
        const crosses = line.some((p, i) => i > 0 && crossings(line[i - 1], p, edges, 'closed').length > 0)
        expect(lineTouchesBox(line, { x, y, w, h })).toBe(inBox || crosses)
      }),
    )
  })
})

describe('simplify', () => {
  it('stays within its tolerance and keeps the ends', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 60 }), (line) => {
        const fewer = simplify(line, 5)
        expect(fewer[0]).toBe(line[0])
        expect(fewer[fewer.length - 1]).toBe(line[line.length - 1])
        for (const p of line) expect(distanceToLine(fewer, p, 'open')).toBeLessThanOrEqual(5 + 1e-9)
      }),
    )
  })

  it('does not overflow the stack on a million points', () => {
    const line = Array.from({ length: 200_000 }, (_, i) => ({ x: i, y: i % 2 }))
    expect(simplify(line, 2)).toHaveLength(2)
  })
})

describe('paths', () => {
  it('flattens an ellipse to within a quarter of a pixel', () => {
    const [line] = flatten(ellipsePath(-200, -200, 400, 400))
    for (const p of line) expect(Math.abs(Math.hypot(p.x, p.y) - 200)).toBeLessThan(0.3)
    expect(lengthOf([...line, line[0]])).toBeGreaterThan(2 * Math.PI * 200 * 0.999)
  })

  it('a smooth path runs through all its points', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 8 }), (points) => {
        const [line] = flatten(smoothPath(points, 'open'))
        for (const p of points) expect(Math.min(...line.map((q) => distance(p, q)))).toBeLessThan(1e-6)
      }),
    )
  })

  it('rounded corners stay inside the polygon', () => {
    const [line] = flatten(roundedPolygon(square, 40))
    expect(boxAround(line)).toEqual({ x: 0, y: 0, w: 100, h: 100 })
    expect(line.some((p) => distance(p, { x: 0, y: 0 }) < 1)).toBe(false)
  })

  it('keeps subpaths apart', () => {
    const two = [...pathOf(square, 'closed'), ...pathOf(square, 'open')]
    expect(flatten(two).map((line) => line.length)).toEqual([4, 4])
  })

  it('finds the middle of a line', () => {
    expect(pointAlong(square.slice(0, 3), 0.5)).toEqual({ point: { x: 100, y: 0 }, direction: { x: 1, y: 0 } })
    expect(pointAlong([], 0.5).point).toEqual({ x: 0, y: 0 })
  })
})

describe('chains', () => {
  it('a split curve is the same curve', () => {
    const [a, b] = splitSegment([square[0], square[1], square[2], square[3]], 0.3)
    expect(chainLine([a])[24]).toEqual(chainLine([b])[0])
    expect(a[0]).toEqual(square[0])
    expect(b[b.length - 1]).toEqual(square[3])
  })

  it('cuts by length and never away altogether', () => {
    const chain = lineChain([
      { x: 0, y: 0 },
      { x: 100, y: 0 },
      { x: 100, y: 100 },
    ])
    expect(lengthOf(chainLine(cutStart(chain, 120)))).toBeCloseTo(80)
    expect(lengthOf(chainLine(cutEnd(chain, 120)))).toBeCloseTo(80)
    expect(lengthOf(chainLine(cutStart(chain, 1000)))).toBeCloseTo(20)
  })

  it('leaves and reaches an outline', () => {
    const chain = lineChain([
      { x: 50, y: 50 },
      { x: 300, y: 50 },
    ])
    expect(chainLine(fromOutline(chain, square))[0]).toEqual({ x: 100, y: 50 })
    expect(
      chainLine(
        toOutline(
          lineChain([
            { x: 300, y: 50 },
            { x: 50, y: 50 },
          ]),
          square,
        ),
      )[1],
    ).toEqual({ x: 100, y: 50 })
  })
})
