/** Eraser: everything between two samples is touched; touched shapes fade and go when the pointer lifts. */
import type { ShapeId } from '../../base/ids.ts'
import { boxAround, grow } from '../../geometry/box.ts'
import { lerp, type Point } from '../../geometry/point.ts'
import { deletionOf } from '../selection/deleting.ts'
import { isLockedIn, selectableFor } from '../selection/selection.ts'
import { cleared, previewOf, type Step, step } from './step.ts'
import type { Tool, ToolContext, ToolEvent } from './tool.ts'

type EraserState =
  | { readonly name: 'idle' }
  | { readonly name: 'erasing'; readonly last: Point; readonly marked: ReadonlySet<ShapeId> }

/** Reach around the pointer in screen pixels. */
const REACH = 6
/** Distance between the points that are probed along a fast stroke, in screen pixels. */
const PROBE_STEP = 4
const MAX_PROBES = 500

/** What the segment from `a` to `b` touches; locked shapes are safe, members of groups count as their group. */
function touched(context: ToolContext, a: Point, b: Point): Set<ShapeId> {
  const { view, camera } = context
  const tolerance = REACH / camera.zoom
  const length = Math.hypot(b.x - a.x, b.y - a.y)
  const probes = Math.min(MAX_PROBES, Math.max(1, Math.ceil((length * camera.zoom) / PROBE_STEP)))
  const found = new Set<ShapeId>()
  const around = grow(boxAround([a, b]) ?? { ...a, w: 0, h: 0 }, tolerance)
  const near = view.inBox(around)
  if (near.length === 0) return found
  const passed = new Set<ShapeId>()
  for (let i = 0; i <= probes; i++) {
    const p = lerp(a, b, i / probes)
    // Everything under the point, not only the topmost.
    for (;;) {
      const shape = view.hit(p as never, { tolerance, except: passed })
      if (!shape) break
      passed.add(shape.id)
      if (!isLockedIn(view, shape)) found.add(selectableFor(view, shape, context.entered).id)
    }
  }
  return found
}

function withMembers(context: ToolContext, ids: ReadonlySet<ShapeId>): ReadonlySet<ShapeId> {
  const all = new Set<ShapeId>()
  const visit = (id: ShapeId) => {
    all.add(id)
    if (context.view.get(id)?.type === 'group') for (const child of context.view.board.childrenOf(id)) visit(child.id)
  }
  for (const id of ids) visit(id)
  return all
}

function rubbed(
  state: Extract<EraserState, { name: 'erasing' }>,
  to: readonly Point[],
  alt: boolean,
  context: ToolContext,
) {
  const marked = new Set(state.marked)
  let last = state.last
  for (const p of to) {
    for (const id of touched(context, last, p)) {
      if (alt) marked.delete(id)
      else marked.add(id)
    }
    last = p
  }
  const next: EraserState = { name: 'erasing', last, marked }
  return step<EraserState>(next, { preview: previewOf({ fading: withMembers(context, marked) }) })
}

function stepEraser(state: EraserState, event: ToolEvent, context: ToolContext): Step<EraserState> {
  if (state.name === 'idle') {
    if (event.name !== 'down' || event.button !== 0) return step(state)
    const start = { name: 'erasing' as const, last: event.board, marked: new Set<ShapeId>() }
    return rubbed(start, [event.board], event.modifiers.alt, context)
  }
  switch (event.name) {
    case 'cancel':
      return step({ name: 'idle' }, cleared)
    case 'key':
      return event.key === 'Escape' ? step({ name: 'idle' }, cleared) : step(state)
    case 'move': {
      const path = event.samples.length > 0 ? event.samples.map(({ board }) => board) : [event.board]
      return rubbed(state, path, event.modifiers.alt, context)
    }
    case 'up': {
      const ids = [...state.marked].filter((id) => context.view.board.get(id))
      if (ids.length === 0) return step({ name: 'idle' }, cleared)
      const command = deletionOf(context.view, ids)
      return step({ name: 'idle' }, command ? { ...cleared, command } : cleared)
    }
    default:
      return step(state)
  }
}

export const eraserTool: Tool<EraserState> = {
  id: 'eraser',
  initial: { name: 'idle' },
  cursor: 'crosshair',
  step: stepEraser,
}
