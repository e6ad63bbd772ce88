/** Where tldraw ends an arrow that is bound: just outside the outline that its way crosses. */
import { arcChain } from '../geometry/arc.ts'
import { chainLine } from '../geometry/curve.ts'
import { add, distance, type Point, scale, subtract } from '../geometry/point.ts'
import { localToBoard } from '../geometry/transform.ts'
import { tableMeasurer } from '../shapes/measure-table.ts'
import { kindOf, type Shape } from '../shapes/registry.ts'

/** Between a head and the outline that it points at, and the least that is left of an arrow. */
const OFFSET = 10
const MIN_LENGTH = 10

export interface BoundEnd {
  /** What the end aims at. */
  readonly point: Point
  /** What it stops at; null: it ends exactly at its point. */
  readonly target: Shape | null
  readonly hasHead: boolean
}
interface Arrow {
  readonly start: BoundEnd
  readonly end: BoundEnd
  readonly bend: number
  readonly strokeWidth: number
  readonly scale: number
}

function outlineOf(target: Shape): readonly Point[] {
  const context = { measure: tableMeasurer, shape: () => undefined }
  const kind = kindOf(target)
  const placement = kind.placement(target, context)
  return kind.outline(target, context).map((p) => localToBoard(placement, p))
}

/** How far along `line`, in pixels, it crosses the closed `outline`. */
function crossings(line: readonly Point[], outline: readonly Point[]): readonly number[] {
  const found: number[] = []
  let walked = 0
  for (let i = 1; i < line.length; i++) {
    const [p, q] = [line[i - 1], line[i]]
    const d = subtract(q, p)
    const length = distance(p, q)
    for (let j = 0; j < outline.length; j++) {
      const a = outline[j]
      const e = subtract(outline[(j + 1) % outline.length], a)
      const cross = d.x * e.y - d.y * e.x
      if (cross === 0) continue
      const t = ((a.x - p.x) * e.y - (a.y - p.y) * e.x) / cross
      const u = ((a.x - p.x) * d.y - (a.y - p.y) * d.x) / cross
      if (t >= 0 && t <= 1 && u >= 0 && u <= 1) found.push(walked + t * length)
    }
    walked += length
  }
  return found
}

const lengthOf = (line: readonly Point[]): number =>
  line.reduce((sum, p, i) => (i === 0 ? 0 : sum + distance(line[i - 1], p)), 0)

function pointAt(line: readonly Point[], far: number): Point {
  let left = Math.max(0, far)
  for (let i = 1; i < line.length; i++) {
    const step = distance(line[i - 1], line[i])
    if (left <= step || i === line.length - 1) {
      const share = step === 0 ? 0 : Math.min(1, left / step)
      return add(line[i - 1], scale(subtract(line[i], line[i - 1]), share))
    }
    left -= step
  }
  return line[0]
}

const strokeOf = (target: Shape | null): number => (target && 'strokeWidth' in target ? target.strokeWidth : 0)

/** How far from the outline of its target a head keeps. */
export const offsetTo = (target: Shape, strokeWidth: number, scale: number): number =>
  OFFSET * scale + (strokeWidth + strokeOf(target)) / 2

/** The ends as drawn and the bend of what is left between them. */
export function drawnEnds(arrow: Arrow): { readonly start: Point; readonly end: Point; readonly bend: number } {
  const { start, end, bend } = arrow
  const isStraight = bend === 0
  const line = isStraight ? [start.point, end.point] : chainLine(arcChain(start.point, end.point, bend))
  const total = lengthOf(line)
  if (total === 0 || (!start.target && !end.target)) return { start: start.point, end: end.point, bend }
  // A straight arrow stops at what it meets first, coming from its other end; a curved one nearer to its own.
  const stop = (side: BoundEnd, wanted: number): number | null => {
    if (!side.target) return null
    const met = crossings(line, outlineOf(side.target))
    return met.length === 0
      ? null
      : met.reduce((best, at) => (Math.abs(at - wanted) < Math.abs(best - wanted) ? at : best))
  }
  const from = stop(start, isStraight ? total : total * 0.25)
  const until = stop(end, isStraight ? 0 : total * 0.75)
  let [low, high] = [from ?? 0, until ?? total]
  const offsetOf = (side: BoundEnd, isMet: boolean) =>
    side.target && side.hasHead && (isMet || isStraight) ? offsetTo(side.target, arrow.strokeWidth, arrow.scale) : 0
  let [before, after] = [offsetOf(start, from !== null), offsetOf(end, until !== null)]
  const least =
    MIN_LENGTH * arrow.scale + Math.max(0, before - OFFSET * arrow.scale) + Math.max(0, after - OFFSET * arrow.scale)
  if (high - low - before - after < least) {
    const turn = before !== 0 && after !== 0 ? -1.5 : isStraight ? -1 : -2
    before *= turn
    after *= turn
  }
  low = Math.max(0, low + before)
  high = Math.min(total, high - after)
  if (high <= low) return { start: start.point, end: end.point, bend }
  const a = low === 0 ? start.point : pointAt(line, low)
  const b = high === total ? end.point : pointAt(line, high)
  return { start: a, end: b, bend: isStraight ? 0 : sagittaOf(a, pointAt(line, (low + high) / 2), b) }
}

function sagittaOf(a: Point, middle: Point, b: Point): number {
  const span = distance(a, b)
  if (span === 0) return 0
  return ((b.x - a.x) * (middle.y - a.y) - (b.y - a.y) * (middle.x - a.x)) / span
}
