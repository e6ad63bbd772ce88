/** The way an arrow takes: from its ends and bindings to the chain of segments that is drawn. */

import { at } from '../base/at.ts'
import { arcChain } from '../geometry/arc.ts'
import { type Box, boxAround, type Placement } from '../geometry/box.ts'
import {
  chainLine,
  cutEnd,
  cutStart,
  endOf,
  fromOutline,
  lineChain,
  type Segment,
  splitSegment,
  startOf,
  toOutline,
} from '../geometry/curve.ts'
import { type ElbowEnd, elbowRoute, nearestSide, routeCrosses, STUB } from '../geometry/elbow.ts'
import { isInside } from '../geometry/hit.ts'
import { lengthOf, smoothPath } from '../geometry/path.ts'
import { add, distance, dot, length, lerp, type Point, scale, subtract } from '../geometry/point.ts'
import { localToBoard } from '../geometry/transform.ts'
import { type ArrowShape, type KindLookup, type Target, targetOf } from './arrow-binding.ts'
import type { AnyShape, ShapeContext } from './kind.ts'
import { measured } from './measure-cache.ts'
import { boardPoints, stretchPoints } from './points.ts'

/** Pixels between a bound end and the outline that it points at. */
export const OUTLINE_GAP = 5
const SELF_LOOP_REACH = 48
/** Anchors of one shape that are nearer than this to its centre say nothing about a side. */
const CENTRAL = 0.1

export interface ArrowRoute {
  /** Where the arrow is drawn. */
  readonly placement: Placement
  /** Tip to tip, in local pixels of that placement. */
  readonly chain: readonly Segment[]
  /** The chain as a polyline. */
  readonly line: readonly Point[]
}

interface Remembered {
  readonly start: AnyShape | undefined
  readonly end: AnyShape | undefined
  readonly route: ArrowRoute
}
const ROUTES = Symbol('arrow routes')

/** The drawn route; remembered while the arrow and its targets are the same records. */
export function routeOf(arrow: ArrowShape, context: ShapeContext, kindOf: KindLookup): ArrowRoute {
  const start = arrow.start ? context.shape(arrow.start.target) : undefined
  const end = arrow.end ? context.shape(arrow.end.target) : undefined
  const remembered = measured<ArrowShape, Remembered>(context.measure, ROUTES)
  const known = remembered.get(arrow)
  if (known && known.start === start && known.end === end) return known.route
  const route = computeRoute(arrow, context, kindOf)
  remembered.set(arrow, { start, end, route })
  return route
}

/** The first and the last; an arrow has at least two. */
const endsOf = (points: readonly Point[]): readonly [start: Point, end: Point] => [
  at(points, 0),
  at(points, points.length - 1),
]

function computeRoute(arrow: ArrowShape, context: ShapeContext, kindOf: KindLookup): ArrowRoute {
  const stored = stretchPoints(arrow.points, arrow.placement.w, arrow.placement.h)
  const board = stored.map((p) => localToBoard(arrow.placement, p))
  const [first, last] = endsOf(board)
  const start = targetOf(arrow.start, arrow, first, context, kindOf)
  const end = targetOf(arrow.end, arrow, last, context, kindOf)
  const follows = (target: Target | null) => target !== null && !target.isHeld
  if (!follows(start) && !follows(end)) {
    const chain = freeChain(arrow, stored)
    return { placement: arrow.placement, chain, line: chainLine(chain) }
  }
  const chain = boundChain(arrow, board, start, end)
  const box = boxAround(chainLine(chain)) ?? arrow.placement
  const local = chain.map((s) => s.map((p) => ({ x: p.x - box.x, y: p.y - box.y })) as unknown as Segment)
  return { placement: { ...box, rotation: 0 }, chain: local, line: chainLine(local) }
}

/** Nothing is bound: the stored points, joined as the route says. */
function freeChain(arrow: ArrowShape, points: readonly Point[]): readonly Segment[] {
  if (arrow.route === 'elbow') return lineChain(points.length > 2 ? rightAngled(points) : zigzag(...endsOf(points)))
  return joined(arrow, points)
}

function joined(arrow: ArrowShape, points: readonly Point[]): readonly Segment[] {
  if (arrow.route === 'straight') return lineChain(points)
  if (points.length === 2) return bentChain(...endsOf(points), arrow.bend)
  const chain: Segment[] = []
  let pen = at(points, 0)
  for (const c of smoothPath(points, 'open')) {
    if (c[0] !== 'C') continue
    const to = { x: c[5], y: c[6] }
    chain.push([pen, { x: c[1], y: c[2] }, { x: c[3], y: c[4] }, to])
    pen = to
  }
  return chain
}

/** A part of a circle whose middle is `bend` pixels off the straight line. */
function bentChain(a: Point, b: Point, bend: number): readonly Segment[] {
  const span = distance(a, b)
  if (bend === 0 || span === 0) return [[a, b]]
  return arcChain(a, b, bend)
}

function zigzag(a: Point, b: Point): readonly Point[] {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  if (dx === 0 || dy === 0) return [a, b]
  const middle = lerp(a, b, 0.5)
  if (Math.abs(dx) >= Math.abs(dy)) return [a, { x: middle.x, y: a.y }, { x: middle.x, y: b.y }, b]
  return [a, { x: a.x, y: middle.y }, { x: b.x, y: middle.y }, b]
}

/** Stored corners made right-angled again after an end has moved: each leg keeps its direction. */
function rightAngled(points: readonly Point[]): readonly Point[] {
  const [first, last] = endsOf(points)
  const result: Point[] = [first]
  const legs = directions(points)
  let corner = first
  for (const [i, isLevel] of legs.entries()) {
    const p = at(points, i + 1)
    corner = isLevel ? { x: p.x, y: corner.y } : { x: corner.x, y: p.y }
    result.push(corner)
  }
  // The last leg must meet the end: shift the corner before it, or add one.
  if (result.length > 2) {
    const k = result.length - 2
    const before = at(result, k)
    result[k] = legs.at(-1) ? { x: before.x, y: last.y } : { x: last.x, y: before.y }
  } else if (corner.x !== last.x || corner.y !== last.y) result.push(last)
  result[result.length - 1] = last
  return repaired(result)
}

/**
 * Which legs are level. Where the inner legs are right-angled already, the outer ones are told by them: an end that
 * moved far must not turn its leg round.
 */
function directions(points: readonly Point[]): boolean[] {
  const legs = lineChain(points).map(([from, to]) => Math.abs(to.x - from.x) >= Math.abs(to.y - from.y))
  const inner = points.slice(1, -1)
  const isUneven = (p: Point, q: Point) => Math.abs(p.x - q.x) > 0.01 && Math.abs(p.y - q.y) > 0.01
  if (inner.length < 2 || inner.some((p, i) => i > 0 && isUneven(p, at(inner, i - 1)))) return legs
  return [!legs[1], ...legs.slice(1, -1), !legs[legs.length - 2]]
}

/** Adds a corner wherever a leg is neither level nor upright. */
function repaired(points: readonly Point[]): readonly Point[] {
  return points.flatMap((p, i) => {
    const before = points[i - 1]
    if (!before || Math.abs(before.x - p.x) < 0.01 || Math.abs(before.y - p.y) < 0.01) return [p]
    return [{ x: p.x, y: before.y }, p]
  })
}

function boundChain(
  arrow: ArrowShape,
  board: readonly Point[],
  start: Target | null,
  end: Target | null,
): readonly Segment[] {
  const [stored, storedEnd] = endsOf(board)
  const first = start && !start.isHeld ? start.aim : stored
  const last = end && !end.isHeld ? end.aim : storedEnd
  const isLoop = start !== null && end !== null && start.shape.id === end.shape.id
  let chain: readonly Segment[]
  if (arrow.route === 'elbow') chain = lineChain(elbowPoints(board, first, last, start, end, elbowStub(arrow)))
  else if (isLoop && board.length === 2) chain = loopChain(start, end)
  else chain = joined(arrow, [first, ...board.slice(1, -1), last])
  if (isLoop)
    return cutEnd(cutStart(toOutline(fromOutline(chain, start.outline), start.outline), OUTLINE_GAP), OUTLINE_GAP)
  return stopAt(stopAt(chain, start, 'start'), end, 'end')
}

/** Ends the chain just outside the outline of a target. */
function stopAt(chain: readonly Segment[], target: Target | null, side: 'start' | 'end'): readonly Segment[] {
  if (!target || target.isHeld || target.binding.mode === 'inside') return chain
  const outer = side === 'start' ? endOf(at(chain, chain.length - 1)) : startOf(at(chain, 0))
  const isSwallowed = chain.length === 1 && isInside(target.outline, outer)
  if (isSwallowed) return chain
  const trimmed = side === 'start' ? fromOutline(chain, target.outline) : toOutline(chain, target.outline)
  const gap = Math.min(OUTLINE_GAP, lengthOf(chainLine(trimmed)) * 0.25)
  return side === 'start' ? cutStart(trimmed, gap) : cutEnd(trimmed, gap)
}

/** From a shape to itself: out at one side and in at another, in a wide curve. */
function loopChain(start: Target, end: Target): readonly Segment[] {
  const { w, h } = start.placement
  const reach = Math.max(SELF_LOOP_REACH, 0.5 * Math.max(w, h))
  const local = (x: number, y: number) => localToBoard(start.placement, { x, y })
  const centre = local(w / 2, h / 2)
  const [a, b] = [start.binding.anchor, end.binding.anchor]
  const saysSide = (anchor: Point) => Math.hypot(anchor.x - 0.5, anchor.y - 0.5) > CENTRAL
  const isApart = Math.hypot(a.x - b.x, a.y - b.y) > 2 * CENTRAL
  if (!saysSide(a) || !saysSide(b) || !isApart) {
    return splitSegment(
      [local(w * 0.7, h / 2), local(w * 0.7, -1.6 * reach), local(w + 1.6 * reach, h * 0.3), local(w / 2, h * 0.3)],
      0.5,
    )
  }
  const half = Math.max(w, h) / 2
  const [outStart, outEnd] = [unitFrom(centre, start.aim), unitFrom(centre, end.aim)]
  const away = (aim: Point, out: Point) => add(aim, scale(out, reach * 2 + half))
  const [a1, b1] = [away(start.aim, outStart), away(end.aim, outEnd)]
  // Two pieces, so that leaving and coming back are crossings of different segments.
  if (dot(outStart, outEnd) > -0.5) return splitSegment([start.aim, a1, b1, end.aim], 0.5)
  // Opposite sides: over the top, or the curve would run straight through the shape.
  const up = outStart.x < 0 ? { x: -outStart.y, y: outStart.x } : { x: outStart.y, y: -outStart.x }
  const top = add(centre, scale(up, half + reach))
  return [
    [start.aim, add(start.aim, scale(outStart, reach)), add(top, scale(outStart, half + reach)), top],
    [top, add(top, scale(outEnd, half + reach)), add(end.aim, scale(outEnd, reach)), end.aim],
  ]
}

function unitFrom(centre: Point, p: Point): Point {
  const out = subtract(p, centre)
  return scale(out, 1 / (length(out) || 1))
}

const STUB_PER_WIDTH = 4.75
const MAX_STUB = 66
/** How long an elbow arrow runs straight out of its shapes: thick ones need more room for their heads. */
export const elbowStub = ({ strokeWidth }: Pick<ArrowShape, 'strokeWidth'>): number =>
  Math.min(MAX_STUB, STUB + STUB_PER_WIDTH * Math.max(0, strokeWidth - 2))

const boxOf = (target: Target | null): Box | undefined =>
  target ? (boxAround(target.outline) ?? undefined) : undefined

function elbowPoints(
  board: readonly Point[],
  first: Point,
  last: Point,
  start: Target | null,
  end: Target | null,
  stub: number,
): readonly Point[] {
  const startBox = boxOf(start)
  const endBox = boxOf(end)
  if (board.length > 2) {
    const kept = rightAngled([first, ...board.slice(1, -1), last])
    const isFree =
      !(startBox && routeCrosses(kept, startBox, 'first')) && !(endBox && routeCrosses(kept, endBox, 'last'))
    if (isFree) return kept
  }
  if (start && end && start.shape.id === end.shape.id) {
    const box = startBox as Box
    const out = { x: box.x + box.w * 0.6, y: box.y + box.h / 2 }
    const back = { x: box.x + box.w / 2, y: box.y + box.h * 0.4 }
    return elbowRoute({ point: out, box, sides: ['top'] }, { point: back, box, sides: ['right'] }, stub)
  }
  return elbowRoute(elbowEnd(first, start, startBox), elbowEnd(last, end, endBox), stub)
}

/**
 * The ends that an elbow arrow's own route is searched from, whatever corners it has now; null when its way is not
 * searched: another route, a loop, or an end that is held where another program has put it.
 */
export function elbowEnds(arrow: ArrowShape, context: ShapeContext, kindOf: KindLookup) {
  if (arrow.route !== 'elbow') return null
  const board = boardPoints(arrow)
  const [first, last] = endsOf(board)
  const start = targetOf(arrow.start, arrow, first, context, kindOf)
  const end = targetOf(arrow.end, arrow, last, context, kindOf)
  if (start?.isHeld || end?.isHeld || (start && start.shape.id === end?.shape.id)) return null
  return {
    start: elbowEnd(start?.aim ?? first, start, boxOf(start)),
    end: elbowEnd(end?.aim ?? last, end, boxOf(end)),
  }
}

function elbowEnd(point: Point, target: Target | null, box: Box | undefined): ElbowEnd {
  if (!target || !box || target.binding.mode === 'inside') return { point, ...(box ? { box } : {}) }
  const { anchor } = target.binding
  const isPrecise = Math.hypot(anchor.x - 0.5, anchor.y - 0.5) > CENTRAL
  return isPrecise ? { point, box, sides: [nearestSide(box, point)] } : { point, box }
}
