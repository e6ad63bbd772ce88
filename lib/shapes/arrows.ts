/** What editors ask about arrows: where they run and end, and how an end binds. */
import type { ShapeId } from '../base/ids.ts'
import type { Point } from '../geometry/point.ts'
import { localToBoard } from '../geometry/transform.ts'
import { type ArrowShape, type Binding, bindingOf, isHeld } from './arrow-binding.ts'
import { routeOf } from './arrow-route.ts'
import type { AnyShape, ShapeContext } from './kind.ts'
import type { LineShape } from './line.ts'
import { boardPoints, withBoardPoints } from './points.ts'
import { kindOf, type Shape } from './registry.ts'

/** The drawn polyline, tip to tip, in board coordinates. */
export function arrowPath(arrow: ArrowShape, context: ShapeContext): readonly Point[] {
  const { line, placement } = routeOf(arrow, context, kindOf)
  return line.map((p) => localToBoard(placement, p))
}

/** The drawn tips in board coordinates. */
export function arrowEnds(arrow: ArrowShape, context: ShapeContext): { readonly start: Point; readonly end: Point } {
  const path = arrowPath(arrow, context)
  return { start: path[0], end: path[path.length - 1] }
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
  return { start: held(arrow.start, points[0]), end: held(arrow.end, points[points.length - 1]) }
}
