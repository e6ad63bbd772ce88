/** Moving shapes by an offset: groups and frames take their members along, arrows keep or drop their bindings. */
import type { ShapeId } from '../../base/ids.ts'
import type { Command, ShapePatch } from '../../document/command.ts'
import type { Point } from '../../geometry/point.ts'
import type { ArrowShape } from '../../shapes/arrow.ts'
import { released } from '../../shapes/arrows.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { BoardView } from '../board/board-view.ts'
import { patchBetween, type Records, updateCommand } from '../board/records.ts'
import { withDescendants } from '../selection/selection.ts'
import { MAX_MOVED, withWaysAround } from './going-around.ts'

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

/**
 * The command that moves each of `shapes`, as they were when the gesture began (`base`; the stored ones when left out), by
 * its offset. Of very many only their places are written, without asking each field of each and without looking for ways
 * around them. Null: nothing moves.
 */
export function moveCommand(
  view: BoardView,
  shapes: readonly Shape[],
  offsetOf: (shape: Shape) => Point,
  base?: Records,
): Command | null {
  const { board } = view
  if (shapes.length <= MAX_MOVED) {
    const records: Records = new Map(shapes.map((shape) => [shape.id, moveRecord(shape, offsetOf(shape))]))
    return updateCommand(board, withWaysAround(view, records, base), base)
  }
  const patches: { readonly id: ShapeId; readonly patch: ShapePatch }[] = []
  for (const shape of shapes) {
    const stored = board.get(shape.id)
    if (!stored) continue
    const before = base?.get(shape.id) ?? stored
    const by = offsetOf(shape)
    const patch = shape === before ? movePatch(shape, by) : patchBetween(before, moveRecord(shape, by))
    if (patch) patches.push({ id: shape.id, patch })
  }
  return patches.length > 0 ? { name: 'update', patches } : null
}

const movePatch = ({ placement }: Shape, by: Point): ShapePatch | null =>
  by.x === 0 && by.y === 0 ? null : { placement: { ...placement, x: placement.x + by.x, y: placement.y + by.y } }

/** Keeps the longer axis only (Shift while dragging). */
export const axisLocked = (by: Point): Point =>
  Math.abs(by.x) >= Math.abs(by.y) ? { x: by.x, y: 0 } : { x: 0, y: by.y }
