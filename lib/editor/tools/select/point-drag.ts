/** Dragging a point of a line or arrow, the bend of a curve, an arrow's end onto another shape, or a label. */
import { distance, type Point } from '../../../geometry/point.ts'
import type { ArrowShape } from '../../../shapes/arrow.ts'
import { drawnPoints, isPointShape } from '../../../shapes/arrows.ts'
import { withBoardPoints } from '../../../shapes/points.ts'
import type { Shape } from '../../../shapes/registry.ts'
import { goingAround, isOwnWay } from '../../arranging/going-around.ts'
import { type Records, updateCommand } from '../../board/records.ts'
import type { Handle } from '../../gestures/handle.ts'
import { aimOf, approached, bindingTo, bindTargetAt, newApproach, snapAngle } from '../../making/binding.ts'
import { editableRoots } from '../../selection/selection.ts'
import { pointToGrid } from '../../snapping/snapping.ts'
import { cleared, previewOf, type Step, step } from '../step.ts'
import type { PointerInput, ToolContext, ToolEvent } from '../tool.ts'
import { beginLeg } from './leg-drag.ts'
import { givenUp, idle, type LabelDrag, type LegDrag, type PointDrag, type SelectState } from './state.ts'

export function beginPoint(
  context: ToolContext,
  handle: Extract<Handle, { name: 'point' | 'middle' }>,
  press: PointerInput,
): PointDrag | LegDrag | null {
  const shape = editableRoots(context.view, context.selection)[0]
  if (!shape || !isPointShape(shape)) return null
  if (handle.name === 'middle' && shape.type === 'arrow' && shape.route === 'elbow')
    return beginLeg(context, shape, handle.index, press)
  const drawn = drawnPoints(shape, context.view.context)
  const bends = handle.name === 'middle' && shape.type === 'arrow' && shape.route === 'curved' && drawn.length === 2
  const inserts = handle.name === 'middle' && !bends
  const index = inserts ? handle.index + 1 : handle.index
  const points = inserts ? [...drawn.slice(0, index), press.board, ...drawn.slice(index)] : drawn
  const findsWay = shape.type === 'arrow' && isOwnWay(context.view, shape)
  const approach = newApproach(press.screen, press.at)
  return { name: 'point', shape, points, index, approach, last: press, bends, findsWay }
}

/** Signed distance of `p` from the chord `a`-`b`; positive to the right of its direction on screen. */
const sagitta = (a: Point, b: Point, p: Point): number => {
  const length = distance(a, b)
  return length === 0 ? 0 : ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)) / length
}

function moved(state: PointDrag, pointer: PointerInput, context: ToolContext) {
  const { shape, points, index } = state
  const { modifiers } = pointer
  if (state.bends && shape.type === 'arrow') {
    const bend = sagitta(points[0], points[1], pointer.board)
    return { record: { ...shape, bend }, bindTarget: null, approach: state.approach }
  }
  const neighbour = points[index === 0 ? 1 : index - 1]
  let at: Point = pointer.board
  if (modifiers.shift) at = snapAngle(neighbour, at)
  else if (context.settings.grid && !modifiers.ctrl) at = pointToGrid(at, context.settings.gridSize)
  const placed = points.map((p, i) => (i === index ? at : p))
  const record = withBoardPoints(shape, placed)
  const isStart = index === 0
  const isEnd = index === points.length - 1
  if (record.type !== 'arrow' || (!isStart && !isEnd)) return { record, bindTarget: null, approach: state.approach }
  const target = modifiers.ctrl ? undefined : bindTargetAt(context, at, new Set([shape.id]))
  const approach = approached(state.approach, target?.id ?? null, pointer.screen, pointer.at)
  const other = isStart ? record.end : record.start
  const isLoop = target !== undefined && other?.target === target.id
  const binding = target
    ? bindingTo(context.view, target, at, modifiers, aimOf(approach.isPrecise || isLoop, record.route))
    : null
  const bound: ArrowShape = isStart ? { ...record, start: binding } : { ...record, end: binding }
  const routed = state.findsWay ? goingAround(context.view, bound) : bound
  return { record: routed, bindTarget: binding?.target ?? null, approach }
}

const write = (context: ToolContext, record: Shape, before: Shape) =>
  updateCommand(context.view.board, new Map([[record.id, record]]), new Map([[before.id, before]]))

export function stepPoint(state: PointDrag, event: ToolEvent, context: ToolContext): Step<SelectState> {
  if (!context.view.board.get(state.shape.id)) return step(idle, cleared)
  const shown = (pointer: PointerInput): Step<SelectState> => {
    const { record, bindTarget, approach } = moved(state, pointer, context)
    const replaced: Records = new Map([[record.id, record]])
    return step<SelectState>({ ...state, approach, last: pointer }, { preview: previewOf({ replaced }), bindTarget })
  }
  switch (event.name) {
    case 'move':
      return shown(event)
    case 'modifiers':
      return shown({ ...state.last, modifiers: event.modifiers })
    case 'tick':
      return shown({ ...state.last, at: event.at })
    case 'up': {
      // Where the pointer was last decides; the lift itself is neither fast nor slow.
      const { record } = moved(state, { ...state.last, modifiers: event.modifiers }, context)
      const command = write(context, record, state.shape)
      return step(idle, command ? { ...cleared, command } : cleared)
    }
    default:
      return givenUp(state, event)
  }
}

/** The record without point `index`; null when only two are left. */
export function withoutPoint(context: ToolContext, shape: Shape, index: number): Shape | null {
  if (!isPointShape(shape)) return null
  const points = drawnPoints(shape, context.view.context)
  if (points.length <= 2) return null
  return withBoardPoints(
    shape,
    points.filter((_, i) => i !== index),
  )
}

/** Share 0..1 of the way along `path` that is nearest to `p`. */
export function shareAlong(path: readonly Point[], p: Point): number {
  let best = Number.POSITIVE_INFINITY
  let bestAt = 0
  let walked = 0
  for (let i = 0; i + 1 < path.length; i++) {
    const a = path[i]
    const b = path[i + 1]
    const length = distance(a, b)
    const t =
      length === 0
        ? 0
        : Math.min(1, Math.max(0, ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / (length * length)))
    const far = Math.hypot(p.x - a.x - t * (b.x - a.x), p.y - a.y - t * (b.y - a.y))
    if (far < best) {
      best = far
      bestAt = walked + t * length
    }
    walked += length
  }
  return walked === 0 ? 0.5 : bestAt / walked
}

export function stepLabel(state: LabelDrag, event: ToolEvent, context: ToolContext): Step<SelectState> {
  const { arrow } = state
  if (!context.view.board.get(arrow.id)) return step(idle, cleared)
  if (event.name === 'cancel' || (event.name === 'key' && event.key === 'Escape')) return step(idle, cleared)
  if (event.name !== 'move' && event.name !== 'up') return step<SelectState>(state)
  const labelAt = Math.min(0.95, Math.max(0.05, shareAlong(context.view.outline(arrow), event.board)))
  const record = { ...arrow, labelAt }
  if (event.name === 'move')
    return step<SelectState>(state, { preview: previewOf({ replaced: new Map([[arrow.id, record]]) }) })
  const command = write(context, record, arrow)
  return step(idle, command ? { ...cleared, command } : cleared)
}
