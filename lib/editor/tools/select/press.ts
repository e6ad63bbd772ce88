/** From hovering to pressing to the gesture that a press turns into. */

import type { ShapeId } from '../../../base/ids.ts'
import { containsPoint } from '../../../geometry/box.ts'
import type { Point } from '../../../geometry/point.ts'
import { boardToLocal } from '../../../geometry/transform.ts'
import type { Shape } from '../../../shapes/registry.ts'
import { plainText } from '../../../shapes/rich-text.ts'
import { oneCell } from '../../cells/cell-range.ts'
import type { Handle } from '../../gestures/handle.ts'
import { frameOf, handleAt } from '../../gestures/handles.ts'
import { ancestorsOf, isLockedIn, selectableFor, selectedRoots } from '../../selection/selection.ts'
import { dragThreshold, hitTolerance, type Step, step } from '../step.ts'
import type { Effects, PointerInput, ToolContext, ToolEvent } from '../tool.ts'
import { stepLeg } from './leg-drag.ts'
import { lineAt, lineCursor, stepLine } from './line-drag.ts'
import { stepMarquee } from './marquee.ts'
import { beginMove, stepMoving } from './move.ts'
import { beginPoint, stepLabel, stepPoint } from './point-drag.ts'
import { beginResize, beginRotate, stepResizing, stepRotating } from './resize-drag.ts'
import { idle, type Pressed, type SelectState } from './state.ts'

type Pressing = Extract<SelectState, { name: 'pressing' }>

/** The selected arrow whose label is under `p`. */
function labelAt({ view, selection }: ToolContext, p: Point) {
  const shape = selection.length === 1 ? view.get(selection[0]) : undefined
  if (shape?.type !== 'arrow' || plainText(shape.text) === '' || isLockedIn(view, shape)) return undefined
  const box = view.kind(shape).textBox(shape, view.context)
  return box && containsPoint(box, boardToLocal(view.placement(shape), p)) ? shape : undefined
}

/** What a press at the pointer would take hold of. */
export function under(context: ToolContext, event: PointerInput): Pressed {
  const { view, camera, selection, entered, isViewer } = context
  const frame = frameOf(context)
  const handle = frame && handleAt(frame, event.screen, event.pointer !== 'mouse')
  const arrow = isViewer ? undefined : labelAt(context, event.board)
  // Words lie over the middle of their arrow: who takes them by it moves them, and does not bend the arrow.
  if (frame && handle && !(arrow && handle.name === 'middle')) return { name: 'handle', handle, frame: frame.placement }
  if (arrow) return { name: 'label', arrow }
  const line = lineAt(context, event)
  if (line) return { name: 'line', ...line }
  const hit = view.hit(event.board, { tolerance: hitTolerance(event.pointer) / camera.zoom, zoom: camera.zoom })
  if (hit) {
    const target = event.modifiers.ctrl ? hit : selectableFor(view, hit, entered)
    return { name: 'shape', id: target.id, wasSelected: selection.includes(target.id) }
  }
  const isInside =
    frame !== null &&
    !selectedRoots(view, selection).every((shape) => shape.type === 'frame' || isLockedIn(view, shape)) &&
    containsPoint(
      { x: 0, y: 0, w: frame.placement.w, h: frame.placement.h },
      boardToLocal(frame.placement, event.board),
    )
  return isInside && !event.modifiers.shift ? { name: 'inside' } : { name: 'empty' }
}

const cursors = { empty: 'default', label: 'grab', shape: 'move', inside: 'move' } as const
const cursorFor = (on: Pressed): string =>
  on.name === 'handle' ? on.handle.cursor : on.name === 'line' ? lineCursor(on.at) : cursors[on.name]

export function hovering(context: ToolContext, event: PointerInput): Step<SelectState> {
  const on = under(context, event)
  const cursor = context.isViewer ? (on.name === 'shape' ? 'pointer' : 'default') : cursorFor(on)
  return step(idle, { hovered: on.name === 'shape' ? on.id : null, cursor })
}

/** An entered group is left by touching something that is not inside it. */
function leftGroup(context: ToolContext, id: ShapeId | null): Effects {
  const { entered, view } = context
  if (entered === null) return {}
  const shape = id === null ? undefined : view.get(id)
  return shape && ancestorsOf(view, shape).some((ancestor) => ancestor.id === entered) ? {} : { entered: null }
}

export function pressed(context: ToolContext, event: PointerInput): Step<SelectState> {
  const on = under(context, event)
  const state: SelectState = { name: 'pressing', origin: event, on }
  if (on.name !== 'shape' || on.wasSelected || event.modifiers.shift) return step(state)
  return step(state, { selection: [on.id], ...leftGroup(context, on.id) })
}

/** A click on a table that is selected already marks a cell, with Shift as far as there; a finger opens the marked one. */
function cellUnder(shape: Shape | undefined, context: ToolContext, { board, modifiers, pointer }: PointerInput) {
  const { view, cells, isViewer } = context
  if (!shape) return null
  const cell = view.kind(shape).parts?.at(shape, boardToLocal(view.placement(shape), board), view.context)
  if (!cell) return null
  if (modifiers.shift) return cells ? { cells: { from: cells.from, to: cell } } : null
  const opens = cells?.from === cell && cells.to === cell && pointer === 'touch' && !isViewer
  return { cells: oneCell(cell), ...(opens ? { edit: shape.id } : {}) }
}

/** The press ended where it began. */
export function clicked(state: Pressing, context: ToolContext, event: PointerInput): Effects {
  const { on } = state
  const { selection } = context
  switch (on.name) {
    // On a small table handles lie over its cells; a click means what lies below.
    case 'handle':
      return (selection.length === 1 && cellUnder(context.view.get(selection[0]), context, event)) || {}
    case 'label':
      return {}
    case 'line':
      return cellUnder(on.table, context, event) ?? {}
    case 'shape': {
      const cell = on.wasSelected && selection.length === 1 ? cellUnder(context.view.get(on.id), context, event) : null
      if (cell) return cell
      if (!state.origin.modifiers.shift) return selection.length > 1 || !on.wasSelected ? { selection: [on.id] } : {}
      const others = selection.filter((id) => id !== on.id)
      return { selection: others.length < selection.length ? others : [...selection, on.id] }
    }
    case 'inside':
    case 'empty':
      if (event.modifiers.shift) return {}
      return { selection: [], ...leftGroup(context, null) }
  }
}

function beginHandle(context: ToolContext, handle: Handle, origin: PointerInput): SelectState | null {
  switch (handle.name) {
    case 'resize':
      return beginResize(context, handle.edge, origin)
    case 'rotate':
      return beginRotate(context, origin)
    case 'point':
    case 'middle':
      return beginPoint(context, handle, origin)
  }
}

function begin(state: Pressing, context: ToolContext): { gesture: SelectState | null; effects: Effects } {
  const { on, origin } = state
  if (on.name === 'empty')
    return {
      gesture: { name: 'marquee', origin: origin.board, last: origin.board, before: context.selection },
      effects: { hovered: null, ...leftGroup(context, null) },
    }
  if (context.isViewer) return { gesture: null, effects: {} }
  if (on.name === 'handle') return { gesture: beginHandle(context, on.handle, origin), effects: {} }
  if (on.name === 'label') return { gesture: { name: 'label', arrow: on.arrow }, effects: {} }
  if (on.name === 'line')
    return { gesture: { name: 'line', table: on.table, at: on.at, origin: origin.board }, effects: {} }
  const selection =
    on.name === 'shape' && !context.selection.includes(on.id) ? [...context.selection, on.id] : context.selection
  return { gesture: beginMove(context, selection, origin.board), effects: { selection, hovered: null } }
}

/** Follows a press until it is a drag; then the gesture gets this very event, so nothing is lost. */
export function stepPressing(
  state: Pressing,
  event: Extract<ToolEvent, { name: 'move' }>,
  context: ToolContext,
): Step<SelectState> {
  const { origin } = state
  const far = Math.hypot(event.screen.x - origin.screen.x, event.screen.y - origin.screen.y)
  if (far < dragThreshold(event.pointer)) return step<SelectState>(state)
  const { gesture, effects } = begin(state, context)
  if (!gesture) return step(idle, effects)
  const first = stepGesture(gesture, event, context)
  return step(first.state, { ...effects, ...first.effects })
}

/** One step of a running gesture. */
export function stepGesture(state: SelectState, event: ToolEvent, context: ToolContext): Step<SelectState> {
  switch (state.name) {
    case 'moving':
      return stepMoving(state, event, context)
    case 'resizing':
      return stepResizing(state, event, context)
    case 'rotating':
      return stepRotating(state, event, context)
    case 'marquee':
      return stepMarquee(state, event, context)
    case 'point':
      return stepPoint(state, event, context)
    case 'line':
      return stepLine(state, event, context)
    case 'leg':
      return stepLeg(state, event, context)
    case 'label':
      return stepLabel(state, event, context)
    default:
      return step(state)
  }
}
