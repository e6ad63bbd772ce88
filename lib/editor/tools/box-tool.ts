/** One tool for everything drawn as a box: the closed forms, frame, note, table. */
import { wholeOf } from '../../document/belonging.ts'
import type { Command } from '../../document/command.ts'
import { type Box, containsBox, type Placement } from '../../geometry/box.ts'
import type { Point } from '../../geometry/point.ts'
import type { GeoForm } from '../../shapes/geo-forms.ts'
import type { Shape, ShapeType } from '../../shapes/registry.ts'
import { inOneStep } from '../board/records.ts'
import { newShape } from '../making/new-shape.ts'
import { emptyTable, fittedTable, markOf } from '../making/new-table.ts'
import type { StyleDefaults } from '../settings.ts'
import { pointToGrid, snapPoint, snapTargets } from '../snapping/snapping.ts'
import { cleared, createdEffects, dragThreshold, previewOf, type Step, step, toolAfter } from './step.ts'
import type { Effects, Modifiers, PointerInput, Tool, ToolContext, ToolEvent } from './tool.ts'
import type { ToolId } from './tool-ids.ts'

type BoxState =
  | { readonly name: 'idle' }
  | { readonly name: 'pressing'; readonly origin: PointerInput }
  | {
      readonly name: 'dragging'
      readonly origin: Point
      readonly current: Point
      readonly last: Point
      readonly modifiers: Modifiers
      readonly shape: Shape
      readonly targets: readonly Box[]
    }
/** What a box tool makes: a shape of a kind from the styles of the next shape and these fields. */
interface BoxMaker {
  readonly kind: ShapeType
  readonly fields?: (context: ToolContext) => StyleDefaults
}

/** The box from a press to the pointer; Shift makes it square, Alt draws from the centre. */
export function draggedBox(origin: Point, to: Point, { shift, alt }: Modifiers): Box {
  let dx = to.x - origin.x
  let dy = to.y - origin.y
  if (shift) {
    const side = Math.max(Math.abs(dx), Math.abs(dy))
    dx = side * (dx < 0 ? -1 : 1)
    dy = side * (dy < 0 ? -1 : 1)
  }
  const w = Math.abs(dx)
  const h = Math.abs(dy)
  if (alt) return { x: origin.x - w, y: origin.y - h, w: 2 * w, h: 2 * h }
  return { x: Math.min(origin.x, origin.x + dx), y: Math.min(origin.y, origin.y + dy), w, h }
}

/** A shape of the tool's kind at `placement`. */
function boxShape({ kind, fields }: BoxMaker, context: ToolContext, placement: Placement): Shape {
  const { styles } = context
  if (kind === 'table') return emptyTable(context.newId(), styles, placement)
  return newShape(kind, context.newId(), { ...styles, ...fields?.(context) }, placement)
}

function defaultBox(maker: BoxMaker, context: ToolContext, centre: Point): Shape {
  const shape = boxShape(maker, context, { x: 0, y: 0, w: 1, h: 1, rotation: 0 })
  const { w, h } = context.view.kind(shape).defaultSize
  return boxed(shape, { x: centre.x - w / 2, y: centre.y - h / 2, w, h })
}

/** The shape with the box that it was drawn with: of a table as many cells as have room there. */
function boxed(shape: Shape, box: Box): Shape {
  const placement = { ...box, rotation: 0 }
  return shape.type === 'table' ? fittedTable(shape, placement) : { ...shape, placement }
}

/** What lies wholly inside a new frame belongs to it, groups as a whole. */
function adoptCommand(frame: Shape, { view }: ToolContext): Command | null {
  const wholes = new Set(view.inBox(frame.placement).map((shape) => wholeOf(view.board, shape)))
  const inside = [...wholes]
    .filter((whole) => whole.type !== 'frame' && !whole.locked && view.board.parentOf(whole) === undefined)
    .filter((whole) => containsBox(frame.placement, view.bounds(whole)))
    .map(({ id }) => id)
  return inside.length > 0 ? { name: 'set-parent', ids: inside, parent: frame.id } : null
}

function finishedBox(shape: Shape, context: ToolContext): Effects {
  const effects = createdEffects(shape, context)
  if (shape.type === 'frame' && effects.command) {
    const command = inOneStep([effects.command, adoptCommand(shape, context)]) ?? effects.command
    return { ...effects, command }
  }
  // Typing on a new note or table works at once.
  if (shape.type === 'table') return { ...effects, ...toolAfter(context), cells: markOf(shape) }
  return shape.type === 'note' ? { ...effects, ...toolAfter(context), edit: shape.id } : effects
}

function drag(
  state: Extract<BoxState, { name: 'dragging' }>,
  pointer: Point,
  modifiers: Modifiers,
  context: ToolContext,
) {
  const { zoom } = context.camera
  let origin = state.origin
  // Space carries the whole shape along.
  if (modifiers.space) origin = { x: origin.x + pointer.x - state.last.x, y: origin.y + pointer.y - state.last.y }
  const { grid, gridSize, snapToObjects } = context.settings
  const snaps = snapToObjects !== modifiers.ctrl
  const snap = grid
    ? { by: { x: 0, y: 0 }, guides: [] }
    : snaps
      ? snapPoint(pointer, state.targets, zoom, { x: true, y: true })
      : { by: { x: 0, y: 0 }, guides: [] }
  const current = grid ? pointToGrid(pointer, gridSize) : { x: pointer.x + snap.by.x, y: pointer.y + snap.by.y }
  const box = draggedBox(grid ? pointToGrid(origin, gridSize) : origin, current, modifiers)
  const shape = boxed(state.shape, box)
  const next: BoxState = { ...state, origin, current, last: pointer, modifiers, shape }
  return step<BoxState>(next, { preview: previewOf({ created: [shape] }), guides: snap.guides })
}

function stepBox(maker: BoxMaker, state: BoxState, event: ToolEvent, context: ToolContext): Step<BoxState> {
  const idle: BoxState = { name: 'idle' }
  if (event.name === 'cancel' || (event.name === 'key' && event.key === 'Escape')) return step(idle, cleared)
  switch (state.name) {
    case 'idle':
      return event.name === 'down' && event.button === 0 ? step({ name: 'pressing', origin: event }) : step(state)
    case 'pressing': {
      if (event.name === 'up') return step(idle, finishedBox(defaultBox(maker, context, state.origin.board), context))
      if (event.name !== 'move') return step(state)
      const { origin } = state
      const far = Math.hypot(event.screen.x - origin.screen.x, event.screen.y - origin.screen.y)
      if (far < dragThreshold(event.pointer)) return step(state)
      const shape = boxShape(maker, context, { ...origin.board, w: 0, h: 0, rotation: 0 })
      const targets = snapTargets(context.view, context.camera, context.viewport, new Set(), origin.board)
      const dragging = { name: 'dragging' as const, origin: origin.board, current: event.board, last: event.board }
      return drag({ ...dragging, modifiers: event.modifiers, shape, targets }, event.board, event.modifiers, context)
    }
    case 'dragging': {
      if (event.name === 'move') return drag(state, event.board, event.modifiers, context)
      if (event.name === 'modifiers') return drag(state, state.last, event.modifiers, context)
      if (event.name !== 'up') return step(state)
      const { shape } = drag(state, event.board, event.modifiers, context).state as typeof state
      const { w, h } = shape.placement
      // Never an invisible shape: a drag back to the start makes nothing.
      if (w < 1 && h < 1) return step(idle, cleared)
      const sized = boxed(shape, { ...shape.placement, w: Math.max(1, w), h: Math.max(1, h) })
      return step(idle, finishedBox(sized, context))
    }
  }
}

export const boxTool = (id: ToolId, maker: BoxMaker): Tool<BoxState> => ({
  id,
  initial: { name: 'idle' },
  cursor: 'crosshair',
  step: (state, event, context) => stepBox(maker, state, event, context),
  drop: (at, context) => finishedBox(defaultBox(maker, context, at), context),
})

/** A tool for a closed form; without one, for that which was chosen last. */
export const formTool = (id: ToolId, form?: GeoForm): Tool<BoxState> =>
  boxTool(id, {
    kind: 'geo',
    fields: ({ styles, newSeed }) => ({ form: form ?? styles.form ?? 'cloud', seed: newSeed() }),
  })
