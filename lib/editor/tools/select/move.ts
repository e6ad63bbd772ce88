/** Dragging the selection: snapping, axis lock, copies with Alt, frames as targets; written once at the end. */
import type { ShapeId } from '../../../base/ids.ts'
import { centreOf } from '../../../geometry/box.ts'
import type { Point } from '../../../geometry/point.ts'
import type { Shape } from '../../../shapes/registry.ts'
import { withWaysAround } from '../../arranging/going-around.ts'
import { withBranches } from '../../arranging/mind-map.ts'
import { axisLocked, detached, moveCommand, movedRecords, moveRecord, movingShapes } from '../../arranging/moving.ts'
import { copiesOf } from '../../making/copies.ts'
import { editableRoots, framePlacement } from '../../selection/selection.ts'
import { noSnap, snapBox, snapTargets, toGrid } from '../../snapping/snapping.ts'
import { cleared, previewOf, type Step, step } from '../step.ts'
import type { Effects, Modifiers, ToolContext, ToolEvent } from '../tool.ts'
import { givenUp, idle, type Moving, type SelectState } from './state.ts'

const stored = (context: ToolContext, shapes: readonly Shape[]) =>
  new Map(shapes.map((shape) => [shape.id, context.view.board.get(shape.id) ?? shape]))

/** Begins a drag of `selection` at `origin`; null when nothing of it may move. */
export function beginMove(context: ToolContext, selection: readonly ShapeId[], origin: Point): Moving | null {
  const { view } = context
  const roots = editableRoots(view, selection)
  const box = framePlacement(view, roots)
  if (!box) return null
  const moving = movingShapes(
    view,
    withBranches(
      view,
      roots.map(({ id }) => id),
    ),
  )
  const frame = roots.length === 1 ? view.bounds(roots[0]) : box
  const except = new Set(moving.map(({ id }) => id))
  const targets = snapTargets(view, context.camera, context.viewport, except, centreOf(frame))
  return {
    name: 'moving',
    roots,
    base: stored(context, moving),
    shapes: detached(view, moving),
    frame,
    copies: null,
    origin,
    last: origin,
    targets,
  }
}

function offset(state: Moving, pointer: Point, modifiers: Modifiers, context: ToolContext) {
  const { grid, gridSize, snapToObjects } = context.settings
  const { frame, targets } = state
  const free = { x: pointer.x - state.origin.x, y: pointer.y - state.origin.y }
  const by = modifiers.shift ? axisLocked(free) : free
  if (grid && !modifiers.ctrl) {
    const snapped = { x: toGrid(frame.x + by.x, gridSize) - frame.x, y: toGrid(frame.y + by.y, gridSize) - frame.y }
    return { by: modifiers.shift ? axisLocked(snapped) : snapped, guides: [] }
  }
  if (grid || snapToObjects === modifiers.ctrl) return { by, guides: [] }
  const box = { ...frame, x: frame.x + by.x, y: frame.y + by.y }
  const snap = targets.length > 0 ? snapBox(box, targets, context.camera.zoom) : noSnap
  if (!modifiers.shift) return { by: { x: by.x + snap.by.x, y: by.y + snap.by.y }, guides: snap.guides }
  // The locked axis must not be left for a guide.
  const kept = by.x === 0 ? { x: 0, y: by.y + snap.by.y } : { x: by.x + snap.by.x, y: 0 }
  return { by: kept, guides: [] }
}

function dragged(state: Moving, pointer: Point, modifiers: Modifiers, context: ToolContext) {
  const { by, guides } = offset(state, pointer, modifiers, context)
  const copies = modifiers.alt ? (state.copies ?? copiesOf(context.view, state.roots, context.newId)) : state.copies
  const next: Moving = { ...state, last: pointer, copies }
  return { next, by, guides, copies: modifiers.alt ? copies : null }
}

function shown(state: Moving, pointer: Point, modifiers: Modifiers, context: ToolContext): Step<SelectState> {
  const { next, by, guides, copies } = dragged(state, pointer, modifiers, context)
  const preview = copies
    ? previewOf({ created: copies.shapes.map((shape) => moveRecord(shape, by)) })
    : previewOf({ replaced: withWaysAround(context.view, movedRecords(state.shapes, by), state.base) })
  return step<SelectState>(next, { preview, guides, cursor: copies ? 'copy' : 'move' })
}

function dropped(state: Moving, pointer: Point, modifiers: Modifiers, context: ToolContext): Effects {
  const { by, copies } = dragged(state, pointer, modifiers, context)
  if (copies) {
    const shapes = copies.shapes.map((shape) => moveRecord(shape, by))
    return { ...cleared, command: { name: 'create', shapes }, selection: copies.roots, copiedBy: by }
  }
  const command = moveCommand(context.view, state.shapes, () => by, state.base)
  return command ? { ...cleared, command } : cleared
}

export function stepMoving(state: Moving, event: ToolEvent, context: ToolContext): Step<SelectState> {
  // Everything under the pointer was deleted by somebody else: there is nothing left to drag.
  if (state.roots.every(({ id }) => !context.view.board.get(id))) return step(idle, cleared)
  switch (event.name) {
    case 'move':
      return shown(state, event.board, event.modifiers, context)
    case 'modifiers':
      return shown(state, state.last, event.modifiers, context)
    case 'up':
      return step(idle, dropped(state, event.board, event.modifiers, context))
    default:
      return givenUp(state, event)
  }
}
