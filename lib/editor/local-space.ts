/** Between board space and the local pixels of a placed box (origin at its top-left corner, before rotation). */
import { centreOf, type Placement } from '../geometry/box.ts'
import { type Point, rotateAbout } from '../geometry/point.ts'

export function toLocal(placement: Placement, p: Point): Point {
  const q = placement.rotation === 0 ? p : rotateAbout(p, centreOf(placement), -placement.rotation)
  return { x: q.x - placement.x, y: q.y - placement.y }
}

export function fromLocal(placement: Placement, p: Point): Point {
  const q = { x: p.x + placement.x, y: p.y + placement.y }
  return placement.rotation === 0 ? q : rotateAbout(q, centreOf(placement), placement.rotation)
}

/** Is `p` inside the polygon? Even-odd rule. */
export function isInPolygon(polygon: readonly Point[], p: Point): boolean {
  let isInside = false
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const a = polygon[i]
    const b = polygon[j]
    if (a.y > p.y !== b.y > p.y && p.x < ((b.x - a.x) * (p.y - a.y)) / (b.y - a.y) + a.x) isInside = !isInside
  }
  return isInside
}

/** Distance from `p` to the segment `a`-`b`. */
export function distanceToSegment(p: Point, a: Point, b: Point): number {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const square = dx * dx + dy * dy
  const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / square))
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy)
}

/** Do the segments `a`-`b` and `c`-`d` meet? */
export function segmentsMeet(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point) => (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
  const d1 = side(c, d, a)
  const d2 = side(c, d, b)
  const d3 = side(a, b, c)
  const d4 = side(a, b, d)
  return d1 > 0 !== d2 > 0 && d3 > 0 !== d4 > 0
}
