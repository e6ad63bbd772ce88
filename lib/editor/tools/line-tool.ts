/** Arrow and line: drag for one segment, or click point after point until Enter, Esc or a click on the last point. */
import type { ShapeId } from '../../base/ids.ts'
import { add, type BoardPoint, type Point, subtract } from '../../geometry/point.ts'
import type { Binding } from '../../shapes/arrow.ts'
import { fromBoardPoints } from '../../shapes/points.ts'
import type { Shape } from '../../shapes/registry.ts'
import { goingAround } from '../arranging/going-around.ts'
import { type Approach, aimOf, approached, bindingTo, bindTargetAt, newApproach, snapAngle } from '../making/binding.ts'
import { newShape } from '../making/new-shape.ts'
import { pointToGrid } from '../snapping/snapping.ts'
import { cleared, createdEffects, dragThreshold, previewOf, type Step, step } from './step.ts'
import type { Modifiers, PointerInput, Tool, ToolContext, ToolEvent } from './tool.ts'

interface Making {
  readonly id: ShapeId
  readonly seed: number
  readonly start: Binding | null
  /** Points that are set; the pointer is the next one. */
  readonly points: readonly Point[]
  readonly pointer: Point
  /** Where the hand is, before angle and grid. */
  readonly grip: Point
  readonly end: Binding | null
  readonly approach: Approach
  readonly modifiers: Modifiers
}
type LineState =
  | { readonly name: 'idle' }
  | { readonly name: 'pressing'; readonly origin: PointerInput; readonly making: Making }
  | { readonly name: 'dragging'; readonly making: Making }
  /** Between the clicks of a multi-point line. */
  | { readonly name: 'placing'; readonly making: Making; readonly pressed: Point | null }
type LineToolId = 'arrow' | 'line'

/** A click this near (screen pixels) to the last point finishes, to the first point closes a line. */
const SAME_POINT = 8
const DEFAULT_LENGTH = 200

const idle: LineState = { name: 'idle' }

function lineShape(tool: LineToolId, making: Making, points: readonly Point[], context: ToolContext): Shape {
  const local = fromBoardPoints(points)
  const styles = { ...context.styles, seed: making.seed }
  const base = newShape(
    tool,
    making.id,
    tool === 'line' ? { ...styles, route: lineRoute(context) } : styles,
    local.placement,
  )
  if (base.type === 'arrow') {
    const arrow = { ...base, points: local.points, start: making.start, end: making.end }
    return points.length === 2 ? goingAround(context.view, arrow) : arrow
  }
  if (base.type !== 'line') return base
  const first = points[0]
  const last = points[points.length - 1]
  const closed = points.length > 3 && Math.hypot(first.x - last.x, first.y - last.y) < SAME_POINT / context.camera.zoom
  return { ...base, points: local.points, closed }
}
const lineRoute = ({ styles }: ToolContext) => (styles.route === 'curved' ? 'curved' : 'straight')

/** Space held: everything set so far comes along with the pointer, and the start binds to what is there. */
function carried(tool: LineToolId, making: Making, { board, modifiers }: PointerInput, context: ToolContext): Making {
  const by = subtract(board, making.grip)
  if (!modifiers.space || (by.x === 0 && by.y === 0)) return { ...making, grip: board }
  const points = making.points.map((p) => add(p, by))
  return { ...making, points, start: startBinding(tool, points[0], modifiers, context), grip: board }
}

/** The end point where the pointer is now: angle or grid, then binding. */
function aimed(tool: LineToolId, held: Making, pointer: PointerInput, context: ToolContext): Making {
  const { modifiers } = pointer
  const making = carried(tool, held, pointer, context)
  const from = making.points[making.points.length - 1]
  let at: Point = pointer.board
  if (modifiers.shift) at = snapAngle(from, at)
  else if (context.settings.grid) at = pointToGrid(at, context.settings.gridSize)
  if (tool === 'line') return { ...making, pointer: at, modifiers }
  const target = modifiers.ctrl ? undefined : bindTargetAt(context, at, new Set())
  const approach = approached(making.approach, target?.id ?? null, pointer.screen, pointer.at)
  const isLoop = target !== undefined && target.id === making.start?.target
  const end = target
    ? bindingTo(context.view, target, at, modifiers, aimOf(approach.isPrecise || isLoop, context.styles.route))
    : null
  return { ...making, pointer: at, approach, end, modifiers }
}

function startBinding(tool: LineToolId, at: Point, modifiers: Modifiers, context: ToolContext): Binding | null {
  const target = tool === 'arrow' && !modifiers.ctrl ? bindTargetAt(context, at, new Set()) : undefined
  return target ? bindingTo(context.view, target, at, modifiers, aimOf(false, context.styles.route)) : null
}

function begun(tool: LineToolId, event: PointerInput, context: ToolContext): Making {
  const { modifiers, board } = event
  const at = context.settings.grid && !modifiers.ctrl ? pointToGrid(board, context.settings.gridSize) : board
  return {
    id: context.newId(),
    seed: context.newSeed(),
    start: startBinding(tool, at, modifiers, context),
    points: [at],
    pointer: at,
    grip: board,
    end: null,
    approach: newApproach(event.screen, event.at),
    modifiers,
  }
}

/** A loop needs two different points of its shape: aim exactly where it was pressed. */
function untangled(making: Making, context: ToolContext): Making {
  const { start, end } = making
  if (!start || !end || start.target !== end.target) return making
  const target = context.view.get(start.target)
  if (!target) return making
  const precise = bindingTo(context.view, target, making.points[0], making.modifiers, 'point')
  return { ...making, start: precise }
}

const shown = (tool: LineToolId, making: Making, context: ToolContext) => {
  const shape = lineShape(tool, untangled(making, context), [...making.points, making.pointer], context)
  return { preview: previewOf({ created: [shape] }), bindTarget: making.end?.target ?? null }
}

function finished(tool: LineToolId, making: Making, context: ToolContext): Step<LineState> {
  const whole = untangled(making, context)
  const first = whole.points[0]
  const isTiny = whole.points.every((p) => Math.hypot(p.x - first.x, p.y - first.y) < 1)
  if (whole.points.length < 2 || (isTiny && !whole.start && !whole.end)) return step(idle, cleared)
  return step(idle, createdEffects(lineShape(tool, whole, whole.points, context), context))
}

/** Ends the line without the point that the pointer still carries. */
const cutOff = (tool: LineToolId, making: Making, context: ToolContext) =>
  finished(tool, { ...making, end: null }, context)

function stepPlacing(
  tool: LineToolId,
  state: Extract<LineState, { name: 'placing' }>,
  event: ToolEvent,
  context: ToolContext,
): Step<LineState> {
  const { making } = state
  switch (event.name) {
    case 'cancel':
      return cutOff(tool, making, context)
    case 'key': {
      if (event.key === 'Enter' || event.key === 'Escape') return cutOff(tool, making, context)
      if (event.key !== 'Backspace') return step(state)
      if (making.points.length < 2) return step(idle, cleared)
      const shorter = { ...making, points: making.points.slice(0, -1) }
      return step({ ...state, making: shorter }, shown(tool, shorter, context))
    }
    case 'double-click':
      return cutOff(tool, making, context)
    case 'move': {
      const next = aimed(tool, making, event, context)
      return step({ ...state, making: next }, shown(tool, next, context))
    }
    case 'down':
      return event.button === 0 ? step({ ...state, pressed: event.screen }) : step(state)
    case 'up': {
      const next = aimed(tool, making, event, context)
      const last = making.points[making.points.length - 1]
      const isSame = Math.hypot(next.pointer.x - last.x, next.pointer.y - last.y) < SAME_POINT / context.camera.zoom
      if (isSame) return making.points.length > 1 ? cutOff(tool, making, context) : step({ ...state, pressed: null })
      const longer = { ...next, points: [...making.points, next.pointer] }
      const first = making.points[0]
      const closes =
        tool === 'line' &&
        longer.points.length > 3 &&
        Math.hypot(next.pointer.x - first.x, next.pointer.y - first.y) < SAME_POINT / context.camera.zoom
      if (longer.end || closes) return finished(tool, longer, context)
      return step({ name: 'placing', making: longer, pressed: null }, shown(tool, longer, context))
    }
    default:
      return step(state)
  }
}

function stepLine(tool: LineToolId, state: LineState, event: ToolEvent, context: ToolContext): Step<LineState> {
  switch (state.name) {
    case 'idle': {
      if (event.name === 'down' && event.button === 0)
        return step({ name: 'pressing', origin: event, making: begun(tool, event, context) })
      if (event.name !== 'move' || tool === 'line') return step(state)
      const target = event.modifiers.ctrl ? undefined : bindTargetAt(context, event.board, new Set())
      return step(state, { bindTarget: target?.id ?? null })
    }
    case 'pressing': {
      const { making, origin } = state
      if (event.name === 'cancel' || (event.name === 'key' && event.key === 'Escape')) return step(idle, cleared)
      if (event.name === 'up') return step({ name: 'placing', making, pressed: null }, shown(tool, making, context))
      if (event.name !== 'move') return step(state)
      const far = Math.hypot(event.screen.x - origin.screen.x, event.screen.y - origin.screen.y)
      if (far < dragThreshold(event.pointer)) return step(state)
      const next = aimed(tool, making, event, context)
      return step({ name: 'dragging', making: next }, shown(tool, next, context))
    }
    case 'dragging': {
      if (event.name === 'cancel' || (event.name === 'key' && event.key === 'Escape')) return step(idle, cleared)
      if (event.name === 'move') {
        const next = aimed(tool, state.making, event, context)
        return step({ name: 'dragging', making: next }, shown(tool, next, context))
      }
      if (event.name === 'tick' && state.making.approach.target) {
        const { approach } = state.making
        const rested = approached(approach, approach.target, approach.screen, event.at)
        const target = rested.target ? context.view.get(rested.target) : undefined
        const { pointer, modifiers } = state.making
        const end = target
          ? bindingTo(context.view, target, pointer, modifiers, aimOf(rested.isPrecise, context.styles.route))
          : null
        const next = { ...state.making, approach: rested, end }
        return step({ name: 'dragging', making: next }, shown(tool, next, context))
      }
      if (event.name !== 'up') return step(state)
      // The lift itself is no motion: only where it happened counts, not how slow it was.
      const { making } = state
      return finished(tool, { ...making, points: [...making.points, making.pointer] }, context)
    }
    case 'placing':
      return stepPlacing(tool, state, event, context)
  }
}

function defaultLine(tool: LineToolId, at: BoardPoint, context: ToolContext): Shape {
  const half = DEFAULT_LENGTH / 2
  const { points, placement } = fromBoardPoints([
    { x: at.x - half, y: at.y },
    { x: at.x + half, y: at.y },
  ])
  return newShape(tool, context.newId(), { ...context.styles, points, seed: context.newSeed() }, placement)
}

export const lineTool = (id: LineToolId): Tool<LineState> => ({
  id,
  initial: { name: 'idle' },
  cursor: 'crosshair',
  step: (state, event, context) => stepLine(id, state, event, context),
  drop: (at, context) => createdEffects(defaultLine(id, at, context), context),
})
