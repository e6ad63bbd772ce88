/** Fewer points for the same line: Ramer (1972) and Douglas & Peucker (1973), on a stack so that depth is no limit. */
import { distanceToSegment } from './hit.ts'
import type { Point } from './point.ts'

/** Keeps the ends; every dropped point is within `tolerance` of the result. */
export function simplify<P extends Point>(points: readonly P[], tolerance: number): readonly P[] {
  if (points.length < 3) return points
  const keep = new Uint8Array(points.length)
  keep[0] = 1
  keep[points.length - 1] = 1
  const stack: number[] = [0, points.length - 1]
  while (stack.length > 0) {
    const last = stack.pop() as number
    const first = stack.pop() as number
    let farthest = -1
    let most = tolerance
    for (let i = first + 1; i < last; i++) {
      const d = distanceToSegment(points[i], points[first], points[last])
      if (d > most) {
        most = d
        farthest = i
      }
    }
    if (farthest > 0) {
      keep[farthest] = 1
      stack.push(first, farthest, farthest, last)
    }
  }
  return points.filter((_, i) => keep[i] === 1)
}
