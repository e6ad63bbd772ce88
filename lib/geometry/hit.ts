/** Questions about polylines and polygons: inside, how far, where do they cross. */
import type { Box } from './box.ts'
import { distance, type Point } from './point.ts'

/** Even-odd rule; the polygon closes itself. */
export function isInside(polygon: readonly Point[], p: Point): boolean {
  let inside = false
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const a = polygon[i]
    const b = polygon[j]
    if (a.y > p.y !== b.y > p.y && p.x < ((b.x - a.x) * (p.y - a.y)) / (b.y - a.y) + a.x) inside = !inside
  }
  return inside
}

/** The point of segment a-b that is nearest to `p`. */
export function nearestOnSegment(p: Point, a: Point, b: Point): Point {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const squared = dx * dx + dy * dy
  if (squared === 0) return a
  const t = Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / squared))
  return { x: a.x + t * dx, y: a.y + t * dy }
}

export const distanceToSegment = (p: Point, a: Point, b: Point): number => distance(p, nearestOnSegment(p, a, b))

export type Ending = 'open' | 'closed'

/** The nearest point of a polyline; null when it has no points. */
export function nearestOnLine(line: readonly Point[], p: Point, ending: Ending): Point | null {
  if (line.length === 0) return null
  let best = line[0]
  let bestDistance = distance(p, best)
  const count = ending === 'closed' ? line.length : line.length - 1
  for (let i = 0; i < count; i++) {
    const candidate = nearestOnSegment(p, line[i], line[(i + 1) % line.length])
    const d = distance(p, candidate)
    if (d < bestDistance) {
      best = candidate
      bestDistance = d
    }
  }
  return best
}

/** Infinity for a line without points. */
export function distanceToLine(line: readonly Point[], p: Point, ending: Ending): number {
  const nearest = nearestOnLine(line, p, ending)
  return nearest === null ? Infinity : distance(p, nearest)
}

/** Whether any part of an open polyline lies in the box, edges included. */
export function lineTouchesBox(line: readonly Point[], { x, y, w, h }: Box): boolean {
  const right = x + w
  const bottom = y + h
  const isIn = ({ x: px, y: py }: Point) => px >= x && px <= right && py >= y && py <= bottom
  if (line.length === 1) return isIn(line[0])
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1]
    const b = line[i]
    if (a.x < x ? b.x < x : a.x > right && b.x > right) continue
    if (a.y < y ? b.y < y : a.y > bottom && b.y > bottom) continue
    // The boxes of both meet: the segment misses only with all four corners on one side of it.
    const dx = b.x - a.x
    const dy = b.y - a.y
    const topLeft = dx * (y - a.y) - dy * (x - a.x)
    const topRight = topLeft - dy * w
    const bottomLeft = topLeft + dx * h
    const bottomRight = bottomLeft - dy * w
    if (Math.min(topLeft, topRight, bottomLeft, bottomRight) > 0) continue
    if (Math.max(topLeft, topRight, bottomLeft, bottomRight) < 0) continue
    return true
  }
  return false
}

/** Where segment a-b crosses segment c-d, as the fraction of a-b; null when they do not (or are parallel). */
export function crossing(a: Point, b: Point, c: Point, d: Point): number | null {
  const rx = b.x - a.x
  const ry = b.y - a.y
  const sx = d.x - c.x
  const sy = d.y - c.y
  const cross = rx * sy - ry * sx
  if (cross === 0) return null
  const t = ((c.x - a.x) * sy - (c.y - a.y) * sx) / cross
  const u = ((c.x - a.x) * ry - (c.y - a.y) * rx) / cross
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? t : null
}

/** Fractions of segment a-b, ascending, at which it crosses the polyline. */
export function crossings(a: Point, b: Point, line: readonly Point[], ending: Ending): readonly number[] {
  const found: number[] = []
  const count = ending === 'closed' ? line.length : line.length - 1
  for (let i = 0; i < count; i++) {
    const t = crossing(a, b, line[i], line[(i + 1) % line.length])
    if (t !== null) found.push(t)
  }
  return found.sort((p, q) => p - q)
}
