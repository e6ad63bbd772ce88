/** Equal gaps: between two neighbours, or repeating the gap of a pair on one side. */
import type { Box } from '../../geometry/box.ts'
import type { Guide } from '../tools/tool.ts'

export interface GapSnap {
  readonly by: number
  /** Marks the equal gaps once the box is `there`. */
  guides(there: Box): readonly Guide[]
}
interface Span {
  readonly start: number
  readonly end: number
  readonly box: Box
}
/** Pairs are quadratic; the nearest neighbours are enough. */
const MAX_NEIGHBOURS = 12

function spansAcross(box: Box, targets: readonly Box[], axis: 'x' | 'y'): Span[] {
  const [pos, size, cross, crossSize] = axis === 'x' ? (['x', 'w', 'y', 'h'] as const) : (['y', 'h', 'x', 'w'] as const)
  return targets
    .filter((t) => t[cross] < box[cross] + box[crossSize] && box[cross] < t[cross] + t[crossSize])
    .slice(0, MAX_NEIGHBOURS)
    .map((t) => ({ start: t[pos], end: t[pos] + t[size], box: t }))
    .sort((a, b) => a.start - b.start)
}

function gapGuide(from: Span | Box, to: Span | Box, axis: 'x' | 'y', there: Box): Guide {
  const end = 'end' in from ? from.end : axis === 'x' ? from.x + from.w : from.y + from.h
  const start = 'start' in to ? to.start : axis === 'x' ? to.x : to.y
  const cross = axis === 'x' ? there.y + there.h / 2 : there.x + there.w / 2
  return axis === 'x'
    ? { name: 'gap', from: { x: end, y: cross }, to: { x: start, y: cross } }
    : { name: 'gap', from: { x: cross, y: end }, to: { x: cross, y: start } }
}

function axisSnap(box: Box, targets: readonly Box[], axis: 'x' | 'y', reach: number): GapSnap | null {
  const spans = spansAcross(box, targets, axis)
  const start = axis === 'x' ? box.x : box.y
  const size = axis === 'x' ? box.w : box.h
  let best: GapSnap | null = null
  const consider = (by: number, guides: GapSnap['guides']) => {
    if (Math.abs(by) <= reach && (!best || Math.abs(by) < Math.abs(best.by))) best = { by, guides }
  }
  for (let i = 0; i < spans.length; i++)
    for (let j = i + 1; j < spans.length; j++) {
      const a = spans[i]
      const b = spans[j]
      const gap = b.start - a.end
      if (gap <= 0) continue
      const between = (gap - size) / 2
      if (between > 0)
        consider(a.end + between - start, (there) => [gapGuide(a, there, axis, there), gapGuide(there, b, axis, there)])
      consider(b.end + gap - start, (there) => [gapGuide(a, b, axis, there), gapGuide(b, there, axis, there)])
      consider(a.start - gap - size - start, (there) => [gapGuide(there, a, axis, there), gapGuide(a, b, axis, there)])
    }
  return best
}

export const gapSnaps = (box: Box, targets: readonly Box[], reach: number) => ({
  x: axisSnap(box, targets, 'x', reach),
  y: axisSnap(box, targets, 'y', reach),
})
