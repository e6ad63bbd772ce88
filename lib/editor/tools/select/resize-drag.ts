/** Dragging a resize handle or the rotate handle. */
import { centreOf } from '../../../geometry/box.ts'
import type { Point } from '../../../geometry/point.ts'
import { withWaysAround } from '../../arranging/going-around.ts'
import {
  normalAngle,
  resizeBox,
  resizedRecords,
  rotatedRecords,
  type Settled,
  settled,
  settledWhole,
} from '../../arranging/resize.ts'
import { type Records, updateCommand } from '../../board/records.ts'
import type { ResizeEdge } from '../../gestures/handle.ts'
import { edgePoints } from '../../gestures/handles.ts'
import { editableRoots, framePlacement, leavesOf } from '../../selection/selection.ts'
import { noSnap, pointToGrid, snapPoint, snapTargets } from '../../snapping/snapping.ts'
import { cleared, previewOf, type Step, step } from '../step.ts'
import type { Modifiers, PointerInput, ToolContext, ToolEvent } from '../tool.ts'
import { givenUp, idle, type Resizing, type Rotating, type SelectState } from './state.ts'

const baseOf = (context: ToolContext, shapes: readonly Settled[]): Records =>
  new Map(shapes.map(({ shape }) => [shape.id, context.view.board.get(shape.id) ?? shape]))

/** Everything in the gesture was deleted by somebody else. */
const isGone = (base: Records, { view }: ToolContext): boolean => [...base.keys()].every((id) => !view.board.get(id))

/** A frame alone changes around what lies in it; among others it takes its contents along. */
function leavesSelected({ view, selection }: ToolContext) {
  const roots = editableRoots(view, selection)
  const ids = roots.map(({ id }) => id)
  const isAlone = roots.length === 1 && roots[0].type !== 'group'
  return {
    frame: framePlacement(view, roots),
    shapes: isAlone ? settled(view, leavesOf(view, ids)) : settledWhole(view, ids),
  }
}

export function beginResize(context: ToolContext, edge: ResizeEdge, press: PointerInput): Resizing | null {
  const { frame, shapes } = leavesSelected(context)
  if (!frame || shapes.length === 0) return null
  const handle = edgePoints(frame)[edge]
  const except = new Set(shapes.map(({ shape }) => shape.id))
  return {
    name: 'resizing',
    edge,
    frame,
    shapes,
    base: baseOf(context, shapes),
    grip: { x: handle.x - press.board.x, y: handle.y - press.board.y },
    last: press.board,
    targets:
      frame.rotation === 0 ? snapTargets(context.view, context.camera, context.viewport, except, centreOf(frame)) : [],
  }
}

/** Images keep their ratio unless Shift frees it; free text scales evenly by its corners. */
function keepsRatio({ shapes, edge }: Resizing, modifiers: Modifiers, context: ToolContext): boolean {
  const only = shapes.length === 1 ? shapes[0].shape : null
  if (only?.type === 'text') return edge !== 'e' && edge !== 'w'
  const byDefault = only !== null && context.view.kind(only).capabilities.has('keep-ratio')
  return byDefault !== modifiers.shift
}

function resized(state: Resizing, pointer: Point, modifiers: Modifiers, context: ToolContext) {
  const { grid, gridSize, snapToObjects } = context.settings
  const { edge, frame } = state
  const free = { x: pointer.x + state.grip.x, y: pointer.y + state.grip.y }
  const keepRatio = keepsRatio(state, modifiers, context)
  const axes = { x: /[ew]/.test(edge), y: /[ns]/.test(edge) }
  const canSnap = frame.rotation === 0 && !keepRatio
  let snap = noSnap
  let at: Point = free
  if (canSnap && grid && !modifiers.ctrl) at = pointToGrid(free, gridSize)
  else if (canSnap && !grid && snapToObjects !== modifiers.ctrl) {
    snap = snapPoint(free, state.targets, context.camera.zoom, axes)
    at = { x: free.x + snap.by.x, y: free.y + snap.by.y }
  }
  const change = resizeBox(frame, edge, at, { keepRatio, fromCentre: modifiers.alt })
  return { records: resizedRecords(state.shapes, change, edge), guides: snap.guides }
}

export function stepResizing(state: Resizing, event: ToolEvent, context: ToolContext): Step<SelectState> {
  if (isGone(state.base, context)) return step(idle, cleared)
  const showAt = (pointer: Point, modifiers: Modifiers): Step<SelectState> => {
    const { records, guides } = resized(state, pointer, modifiers, context)
    return step<SelectState>({ ...state, last: pointer }, { preview: previewOf({ replaced: records }), guides })
  }
  switch (event.name) {
    case 'move':
      return showAt(event.board, event.modifiers)
    case 'modifiers':
      return showAt(state.last, event.modifiers)
    case 'up': {
      const { records } = resized(state, event.board, event.modifiers, context)
      const { view } = context
      const command = updateCommand(view.board, withWaysAround(view, records, state.base), state.base)
      return step(idle, command ? { ...cleared, command } : cleared)
    }
    default:
      return givenUp(state, event)
  }
}

const SNAP_TURN = Math.PI / 12
const DEGREE = Math.PI / 180
const TOUCH_EASE = 5 * DEGREE

export function beginRotate(context: ToolContext, press: PointerInput): Rotating | null {
  const { frame, shapes } = leavesSelected(context)
  if (!frame || shapes.length === 0) return null
  const centre = centreOf(frame)
  const from = Math.atan2(press.board.y - centre.y, press.board.x - centre.x)
  return {
    name: 'rotating',
    centre,
    from,
    frame,
    shapes,
    base: baseOf(context, shapes),
    last: press,
  }
}

/** The turn for a pointer: whole degrees of the result, 15° steps with Shift, quarter turns attract a finger. */
export function turnFor(angle: number, start: number, pointer: PointerInput['pointer'], shift: boolean): number {
  const wanted = start + angle
  if (shift) return Math.round(wanted / SNAP_TURN) * SNAP_TURN - start
  const quarter = Math.round(wanted / (Math.PI / 2)) * (Math.PI / 2)
  if (pointer === 'touch' && Math.abs(wanted - quarter) < TOUCH_EASE) return quarter - start
  return Math.round(wanted / DEGREE) * DEGREE - start
}

export function stepRotating(state: Rotating, event: ToolEvent, context: ToolContext): Step<SelectState> {
  if (isGone(state.base, context)) return step(idle, cleared)
  const turned = (pointer: PointerInput, modifiers: Modifiers): Records => {
    const { centre } = state
    const angle = normalAngle(Math.atan2(pointer.board.y - centre.y, pointer.board.x - centre.x) - state.from)
    const turn = turnFor(angle, state.frame.rotation, pointer.pointer, modifiers.shift)
    return rotatedRecords(state.shapes, centre, turn)
  }
  const showAt = (pointer: PointerInput, modifiers: Modifiers): Step<SelectState> =>
    step<SelectState>(
      { ...state, last: pointer },
      { preview: previewOf({ replaced: turned(pointer, modifiers) }), cursor: 'grabbing' },
    )
  switch (event.name) {
    case 'move':
      return showAt(event, event.modifiers)
    case 'modifiers':
      return showAt(state.last, event.modifiers)
    case 'up': {
      const { view } = context
      const records = withWaysAround(view, turned(event, event.modifiers), state.base)
      const command = updateCommand(view.board, records, state.base)
      return step(idle, command ? { ...cleared, command } : cleared)
    }
    default:
      return givenUp(state, event)
  }
}
