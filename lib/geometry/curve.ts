/** Chains of lines and cubic curves that can be measured, cut and written as a path. */
import { crossings } from './hit.ts'
import { cubicAt, type Path, type PathCommand } from './path.ts'
import { distance, lerp, type Point } from './point.ts'

/** Two points: a line. Four: a cubic curve. */
export type Segment = readonly [Point, Point] | readonly [Point, Point, Point, Point]

export const startOf = (s: Segment): Point => s[0]
export const endOf = (s: Segment): Point => s[s.length - 1] as Point

export const segmentAt = (s: Segment, t: number): Point =>
  s.length === 2 ? lerp(s[0], s[1], t) : cubicAt(s[0], s[1], s[2], s[3], t)

const isLine = (s: Segment): s is readonly [Point, Point] => s.length === 2

/** The parts before and after `t` (de Casteljau). */
export function splitSegment(s: Segment, t: number): readonly [Segment, Segment] {
  if (isLine(s)) {
    const middle = lerp(s[0], s[1], t)
    return [
      [s[0], middle],
      [middle, s[1]],
    ]
  }
  const [p0, p1, p2, p3] = s
  const [a, b, c] = [lerp(p0, p1, t), lerp(p1, p2, t), lerp(p2, p3, t)]
  const [d, e] = [lerp(a, b, t), lerp(b, c, t)]
  const middle = lerp(d, e, t)
  return [
    [p0, a, d, middle],
    [middle, e, c, p3],
  ]
}

export const reverseSegments = (chain: readonly Segment[]): readonly Segment[] =>
  chain.map((s) => [...s].reverse() as unknown as Segment).reverse()

const PIECES = 24
const samplesOf = (s: Segment): readonly Point[] =>
  isLine(s) ? s : Array.from({ length: PIECES + 1 }, (_, i) => segmentAt(s, i / PIECES))

/** The chain as a polyline. */
export function chainLine(chain: readonly Segment[]): readonly Point[] {
  const line: Point[] = []
  for (const s of chain) line.push(...(line.length === 0 ? samplesOf(s) : samplesOf(s).slice(1)))
  return line
}

export function chainPath(chain: readonly Segment[]): Path {
  const path: PathCommand[] = []
  chain.forEach((s, i) => {
    if (i === 0) path.push(['M', s[0].x, s[0].y])
    if (isLine(s)) path.push(['L', s[1].x, s[1].y])
    else path.push(['C', s[1].x, s[1].y, s[2].x, s[2].y, s[3].x, s[3].y])
  })
  return path
}

export const lineChain = (points: readonly Point[]): readonly Segment[] =>
  points.slice(1).map((p, i) => [points[i], p] as const)

/** Drops the first `by` pixels of the chain; at least a tenth of it remains. */
export function cutStart(chain: readonly Segment[], by: number): readonly Segment[] {
  if (by <= 0) return chain
  const line = chainLine(chain)
  let total = 0
  for (let i = 1; i < line.length; i++) total += distance(line[i - 1], line[i])
  let rest = Math.min(by, total * 0.9)
  for (let i = 0; i < chain.length; i++) {
    const samples = samplesOf(chain[i])
    for (let k = 1; k < samples.length; k++) {
      const piece = distance(samples[k - 1], samples[k])
      if (piece > 0 && rest <= piece) {
        const t = (k - 1 + rest / piece) / (samples.length - 1)
        return [splitSegment(chain[i], t)[1], ...chain.slice(i + 1)]
      }
      rest -= piece
    }
  }
  return chain
}
export const cutEnd = (chain: readonly Segment[], by: number): readonly Segment[] =>
  by <= 0 ? chain : reverseSegments(cutStart(reverseSegments(chain), by))

/** Where a segment crosses a closed outline, as ascending values of t. */
function outlineCrossings(s: Segment, outline: readonly Point[]): readonly number[] {
  const samples = samplesOf(s)
  const pieces = samples.length - 1
  const found: number[] = []
  for (let k = 0; k < pieces; k++) {
    for (const t of crossings(samples[k], samples[k + 1], outline, 'closed')) found.push((k + t) / pieces)
  }
  return found
}

/** The chain from where it leaves `outline` on; the chain itself when it never crosses it. */
export function fromOutline(chain: readonly Segment[], outline: readonly Point[]): readonly Segment[] {
  for (let i = 0; i < chain.length; i++) {
    const found = outlineCrossings(chain[i], outline)
    // The last crossing of the first segment that has any: dents of the outline are jumped over.
    if (found.length > 0) return [splitSegment(chain[i], found[found.length - 1])[1], ...chain.slice(i + 1)]
  }
  return chain
}
export const toOutline = (chain: readonly Segment[], outline: readonly Point[]): readonly Segment[] =>
  reverseSegments(fromOutline(reverseSegments(chain), outline))
