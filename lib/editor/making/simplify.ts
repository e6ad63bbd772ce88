/** Fewer points for the same stroke: Douglas-Peucker without recursion, so that long strokes cannot overflow. */
import { distanceToSegment } from '../../geometry/hit.ts'
import type { StrokePoint } from '../../shapes/stroke-points.ts'

/** A stroke is finished by force at this many samples. */
export const MAX_LIVE_POINTS = 20_000
/** Pressure differences above this are kept like corners. */
const PRESSURE_STEP = 0.12

/** Points of which every left-out one lies within `tolerance` of the line through the kept ones. */
export function simplified(points: readonly StrokePoint[], tolerance: number): readonly StrokePoint[] {
  if (points.length < 3) return points
  const keep = new Uint8Array(points.length)
  keep[0] = 1
  keep[points.length - 1] = 1
  const ranges: [number, number][] = [[0, points.length - 1]]
  for (let range = ranges.pop(); range; range = ranges.pop()) {
    const [from, to] = range
    const a = points[from]
    const b = points[to]
    let worst = -1
    let worstScore = 1
    for (let i = from + 1; i < to; i++) {
      const p = points[i]
      const share = (i - from) / (to - from)
      const pressure = Math.abs(p.pressure - a.pressure - (b.pressure - a.pressure) * share)
      const score = Math.max(distanceToSegment(p, a, b) / tolerance, pressure / PRESSURE_STEP)
      if (score > worstScore) {
        worst = i
        worstScore = score
      }
    }
    if (worst < 0) continue
    keep[worst] = 1
    ranges.push([from, worst], [worst, to])
  }
  return points.filter((_, i) => keep[i] === 1)
}
