/** What is left of a stroke when a rubber is drawn over it. */
import { distanceToSegment } from '../../geometry/hit.ts'
import { distance, lerp, type Point } from '../../geometry/point.ts'
import type { StrokePoint } from '../../shapes/stroke-points.ts'

/** Edges of a cut are found to within this share of the rubber's radius. */
const EXACT = 1 / 4
/** A leg of a stroke is looked at in no more pieces than this. */
const MAX_PIECES = 4000

const between = (a: StrokePoint, b: StrokePoint, t: number): StrokePoint => ({
  ...lerp(a, b, t),
  pressure: a.pressure + (b.pressure - a.pressure) * t,
})

/** The runs of points farther than `radius` from the segment `a`-`b`; the very same array when nothing is cut. */
export function cutStroke(
  points: readonly StrokePoint[],
  a: Point,
  b: Point,
  radius: number,
): readonly (readonly StrokePoint[])[] {
  const isCut = (p: Point) => distanceToSegment(p, a, b) <= radius
  const runs: StrokePoint[][] = []
  let run: StrokePoint[] = []
  let hasCut = false
  const end = () => {
    if (run.length > 0) runs.push(run)
    run = []
  }
  points.forEach((point, i) => {
    const before = points[i - 1]
    if (before) {
      const pieces = Math.min(MAX_PIECES, Math.ceil(distance(before, point) / (radius * EXACT)))
      for (let k = 1; k < pieces; k++) {
        const p = between(before, point, k / pieces)
        const gone = isCut(p)
        hasCut ||= gone
        // The points at both edges of the cut stay; those on the way between two kept ones are not needed.
        const wasGone = run.length === 0
        if (gone) {
          if (!wasGone) {
            const edge = between(before, point, (k - 1) / pieces)
            if (k > 1) run.push(edge)
            end()
          }
        } else if (wasGone) run.push(p)
      }
    }
    if (isCut(point)) {
      hasCut = true
      end()
    } else run.push(point)
  })
  end()
  return hasCut ? runs : [points]
}
