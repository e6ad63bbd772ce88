/** The way of a bound elbow arrow, which is not in the file: found as ours is, with its ends where tldraw has them. */
import { type Box, boxAround, centreOf } from '../geometry/box.ts'
import { type ElbowEnd, elbowRoute, type Side } from '../geometry/elbow.ts'
import { add, distance, type Point, scale, subtract } from '../geometry/point.ts'
import { localToBoard } from '../geometry/transform.ts'
import type { ArrowShape } from '../shapes/arrow.ts'
import { elbowStub } from '../shapes/arrow-route.ts'
import { arrowPath, searchedEnds } from '../shapes/arrows.ts'
import type { ShapeContext } from '../shapes/kind.ts'
import { tableMeasurer } from '../shapes/measure-table.ts'
import { boardPoints, withBoardPoints } from '../shapes/points.ts'
import { kindOf, type Shape } from '../shapes/registry.ts'

export interface ElbowTarget {
  readonly shape: Shape
  /** Between the outline and the tip. */
  readonly offset: number
  readonly isExact: boolean
}
interface Targets {
  readonly start: ElbowTarget | null
  readonly end: ElbowTarget | null
}

/** The arrow with all corners of its way; `middle` is where its middle leg lies in the room between both targets. */
export function withElbow(arrow: ArrowShape, { start, end }: Targets, middle: number): ArrowShape {
  const context: ShapeContext = {
    measure: tableMeasurer,
    shape: (id) => [start?.shape, end?.shape].find((shape) => shape?.id === id),
  }
  const way = [...wayOf(arrow, context)]
  if (way.length < 2) return arrow
  const ended = endedAt(endedAt(way, start, context).reverse(), end, context).reverse()
  const shifted = middle === 0.5 ? ended : withMiddle(ended, boxesOf(arrow, { start, end }, context), middle, arrow)
  return withBoardPoints(arrow, shifted)
}

function wayOf(arrow: ArrowShape, context: ShapeContext): readonly Point[] {
  const ends = searchedEnds(arrow, context)
  if (!ends) return arrowPath(arrow, context)
  const { start, end } = ends
  const sides = start.sides || end.sides ? null : sidesOf(start, end, arrow)
  const toward = sides
    ? [
        { ...start, sides: [sides[0]] },
        { ...end, sides: [sides[1]] },
      ]
    : [start, end]
  return elbowRoute(toward[0], toward[1], elbowStub(arrow))
}

/** The sides that tldraw leaves by and enters at, where it chooses: across the wider room, else round one corner. */
function sidesOf(start: ElbowEnd, end: ElbowEnd, arrow: ArrowShape): readonly [Side, Side] | null {
  const { box: a, point: from } = start
  const { box: b, point: to } = end
  if (!a || !b) return null
  const [x, y] = [gapOf(a.x, a.w, b.x, b.w), gapOf(a.y, a.h, b.y, b.h)]
  const least = 2 * LEAST_LEG_IN_WIDTHS * arrow.strokeWidth
  const level: readonly [Side, Side] = x > 0 ? ['right', 'left'] : ['left', 'right']
  if (Math.abs(x) + 1 > Math.abs(y) && Math.abs(x) > least) return level
  const stub = elbowStub(arrow)
  const isBeside = centreOf(b).x > centreOf(a).x ? a.x + a.w + stub <= to.x : a.x - stub >= to.x
  const side: Side = centreOf(b).x > centreOf(a).x ? 'right' : 'left'
  if (isBeside && from.y <= b.y - stub) return [side, 'top']
  if (isBeside && from.y >= b.y + b.h + stub) return [side, 'bottom']
  if (Math.abs(y) <= least) return null
  return y > 0 ? ['bottom', 'top'] : ['top', 'bottom']
}
const LEAST_LEG_IN_WIDTHS = 3

/** Signed: above nought when `b` lies beyond `a`, nought when they overlap. */
function gapOf(a: number, aSize: number, b: number, bSize: number): number {
  if (b > a + aSize) return b - a - aSize
  return a > b + bSize ? -(a - b - bSize) : 0
}

function outlineOf({ shape }: ElbowTarget, context: ShapeContext): readonly Point[] {
  const kind = kindOf(shape)
  const placement = kind.placement(shape, context)
  return kind.outline(shape, context).map((p) => localToBoard(placement, p))
}

/** Where the leg from `from` on, and beyond `tip`, first meets the outline: as a share of the leg. */
function meets(from: Point, tip: Point, outline: readonly Point[]): number | null {
  const d = subtract(tip, from)
  let nearest: number | null = null
  for (const [i, a] of outline.entries()) {
    const e = subtract(outline[(i + 1) % outline.length], a)
    const cross = d.x * e.y - d.y * e.x
    if (cross === 0) continue
    const t = ((a.x - from.x) * e.y - (a.y - from.y) * e.x) / cross
    const u = ((a.x - from.x) * d.y - (a.y - from.y) * d.x) / cross
    if (t >= 0 && u >= 0 && u <= 1 && (nearest === null || t < nearest)) nearest = t
  }
  return nearest
}

/** The way with its first point at the wanted distance from the outline; a leg too short for that keeps half of it. */
function endedAt(way: Point[], target: ElbowTarget | null, context: ShapeContext): Point[] {
  if (!target || target.isExact) return way
  const [tip, from, ...rest] = way
  const leg = distance(from, tip)
  const met = leg === 0 ? null : meets(from, tip, outlineOf(target, context))
  if (met === null) return way
  const room = met * leg
  const kept = room < 2 * target.offset ? target.offset : room - target.offset
  return [add(from, scale(subtract(tip, from), Math.min(kept, room) / leg)), from, ...rest]
}

const boxesOf = (arrow: ArrowShape, { start, end }: Targets, context: ShapeContext): readonly [Box, Box] => {
  const points = boardPoints(arrow)
  const boxAt = (target: ElbowTarget | null, p: Point): Box =>
    (target && boxAround(outlineOf(target, context))) ?? { ...p, w: 0, h: 0 }
  return [boxAt(start, points[0]), boxAt(end, points[points.length - 1])]
}

/** A way out, across and in with its middle leg elsewhere than in the middle of the room. */
function withMiddle(
  way: readonly Point[],
  boxes: readonly [Box, Box],
  middle: number,
  arrow: ArrowShape,
): readonly Point[] {
  if (way.length !== 4) return way
  const axis = Math.abs(way[1].x - way[2].x) < 0.02 ? 'x' : 'y'
  const size = axis === 'x' ? 'w' : 'h'
  const [a, b] = boxes
  const air = ({ w, h }: Box) => (w === 0 && h === 0 ? arrow.strokeWidth * 1.5 : elbowStub(arrow))
  const isForward = a[axis] <= b[axis]
  const from = isForward ? a[axis] + a[size] + air(a) : a[axis] - air(a)
  const to = isForward ? b[axis] - air(b) : b[axis] + b[size] + air(b)
  if (isForward !== from < to) return way
  const at = from + (to - from) * middle
  return [way[0], { ...way[1], [axis]: at }, { ...way[2], [axis]: at }, way[3]]
}
