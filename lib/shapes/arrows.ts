/** What editors ask about arrows: where they run and end, and how an end binds. */
import type { Point } from '../geometry/point.ts'
import { localToBoard } from '../geometry/transform.ts'
import { type ArrowShape, type Binding, bindingOf } from './arrow-binding.ts'
import { routeOf } from './arrow-route.ts'
import type { AnyShape, ShapeContext } from './kind.ts'
import { kindOf } from './registry.ts'

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
