/** What editors ask about arrows: where they run and end, and how an end binds. */
import { at } from '../base/at.ts'
import type { ShapeId } from '../base/ids.ts'
import type { Box } from '../geometry/box.ts'
import { type ElbowEnd, elbowRoute, isCrossed } from '../geometry/elbow.ts'
import type { Point } from '../geometry/point.ts'
import { localToBoard } from '../geometry/transform.ts'
import { type ArrowShape, type Binding, bindingOf, isHeld } from './arrow-binding.ts'
import { elbowEnds, elbowStub, routeOf } from './arrow-route.ts'
import type { AnyShape, ShapeContext } from './kind.ts'
import type { LineShape } from './line.ts'
import { boardPoints, withBoardPoints } from './points.ts'
import { kindOf, type Shape } from './registry.ts'

/** The drawn polyline, tip to tip, in board coordinates. */
export function arrowPath(arrow: ArrowShape, context: ShapeContext): readonly Point[] {
  const { line, placement } = routeOf(arrow, context, kindOf)
  return line.map((p) => localToBoard(placement, p))
}

const endsOf = (points: readonly Point[]): { readonly start: Point; readonly end: Point } => ({
  start: at(points, 0),
  end: at(points, points.length - 1),
})

/** The drawn tips in board coordinates. */
export function arrowEnds(arrow: ArrowShape, context: ShapeContext): { readonly start: Point; readonly end: Point } {
  const path = arrowPath(arrow, context)
  return endsOf(path)
}

/** The binding of an end dropped at a board point: exactly there when `precise`, else at the target's centre. */
export const bindingAt = (target: AnyShape, point: Point, context: ShapeContext, precise: boolean): Binding =>
  bindingOf(target, kindOf(target).placement(target, context), point, precise)

export type PointShape = ArrowShape | LineShape
export const isPointShape = (shape: Shape): shape is PointShape => shape.type === 'arrow' || shape.type === 'line'

/** The points as drawn, in board coordinates: bound ends where they really are. */
export function drawnPoints(shape: PointShape, context: ShapeContext): readonly Point[] {
  const points = boardPoints(shape)
  if (shape.type !== 'arrow' || (!shape.start && !shape.end)) return points
  const { start, end } = arrowEnds(shape, context)
  return points.map((p, i) => (i === 0 && shape.start ? start : i === points.length - 1 && shape.end ? end : p))
}

/** Where an elbow arrow's way is searched from; null when it is not searched. */
export const searchedEnds = (arrow: ArrowShape, context: ShapeContext) => elbowEnds(arrow, context, kindOf)

/** The arrow with corners that lead around `obstacles`; with none of its own when nothing is in its way. */
export function routedAround(
  arrow: ArrowShape,
  ends: { readonly start: ElbowEnd; readonly end: ElbowEnd },
  obstacles: readonly Box[],
  context: ShapeContext,
): ArrowShape {
  const points = boardPoints(arrow)
  const { start, end } = endsOf(points)
  const bare = points.length > 2 ? withBoardPoints(arrow, [start, end]) : arrow
  const plain = arrowPath(bare, context)
  if (!obstacles.some((box) => isCrossed(plain, box))) return bare
  const route = elbowRoute(ends.start, ends.end, elbowStub(arrow), obstacles)
  if (route.length < 3) return bare
  const routed = withBoardPoints(arrow, route)
  return withBoardPoints(arrow, drawnPoints(routed, context))
}

/** The arrow without the bindings that are lost: those ends stay exactly where they are drawn. */
export function released(arrow: ArrowShape, isLost: (target: ShapeId) => boolean, context: ShapeContext): ArrowShape {
  const loses = (binding: Binding | null) => binding !== null && isLost(binding.target)
  if (!loses(arrow.start) && !loses(arrow.end)) return arrow
  return {
    ...withBoardPoints(arrow, drawnPoints(arrow, context)),
    start: loses(arrow.start) ? null : arrow.start,
    end: loses(arrow.end) ? null : arrow.end,
  }
}

/** Which ends still are where another program has put them. */
export function arrowHeldEnds(arrow: ArrowShape, context: ShapeContext) {
  const points = boardPoints(arrow)
  const held = (binding: Binding | null, end: Point): boolean => {
    const target = binding && context.shape(binding.target)
    return Boolean(target && isHeld(binding, end, target, kindOf(target).placement(target, context)))
  }
  const { start, end } = endsOf(points)
  return { start: held(arrow.start, start), end: held(arrow.end, end) }
}
