/** Moving shapes by an offset: groups and frames take their members along, arrows keep or drop their bindings. */
import type { ShapeId } from '../../base/ids.ts'
import type { Point } from '../../geometry/point.ts'
import type { ArrowShape } from '../../shapes/arrow.ts'
import { released } from '../../shapes/arrows.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { BoardView } from '../board/board-view.ts'
import type { Records } from '../board/records.ts'
import { withDescendants } from '../selection/selection.ts'

export const moveRecord = <S extends Shape>(shape: S, by: Point): S => ({
  ...shape,
  placement: { ...shape.placement, x: shape.placement.x + by.x, y: shape.placement.y + by.y },
})

const isBound = (shape: Shape): shape is ArrowShape =>
  shape.type === 'arrow' && (shape.start !== null || shape.end !== null)

/** The shapes that move when `ids` are dragged, as they are before it. */
export const movingShapes = (view: BoardView, ids: readonly ShapeId[]): readonly Shape[] =>
  withDescendants(view, ids, 'all')

/** A bound arrow keeps its bindings when one of its targets moves along; else it comes off. */
export function detached(view: BoardView, shapes: readonly Shape[]): readonly Shape[] {
  const moving = new Set(shapes.map(({ id }) => id))
  return shapes.map((shape) => {
    if (!isBound(shape)) return shape
    const follows = (shape.start && moving.has(shape.start.target)) || (shape.end && moving.has(shape.end.target))
    return follows ? shape : released(shape, () => true, view.context)
  })
}

export const movedRecords = (shapes: readonly Shape[], by: Point): Records =>
  new Map(shapes.map((shape) => [shape.id, moveRecord(shape, by)]))

/** Keeps the longer axis only (Shift while dragging). */
export const axisLocked = (by: Point): Point =>
  Math.abs(by.x) >= Math.abs(by.y) ? { x: by.x, y: 0 } : { x: 0, y: by.y }
