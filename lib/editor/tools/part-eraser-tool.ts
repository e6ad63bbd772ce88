/** Rubs out the part of a stroke that it is drawn over; what is left are strokes of their own. Other shapes are safe. */
import type { ShapeId } from '../../base/ids.ts'
import type { Command } from '../../document/command.ts'
import { boardPoints, withPoints } from '../../document/live-stroke.ts'
import { boxAround, grow } from '../../geometry/box.ts'
import { lengthOf } from '../../geometry/path.ts'
import type { Point } from '../../geometry/point.ts'
import { localToBoard } from '../../geometry/transform.ts'
import { type DrawShape, inkWidth, pressedLine } from '../../shapes/draw.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { StrokePoint } from '../../shapes/stroke-points.ts'
import { cutStroke } from '../making/cut-stroke.ts'
import { isLockedIn } from '../selection/selection.ts'
import { cleared, previewOf, type Step, step } from './step.ts'
import type { Tool, ToolContext, ToolEvent } from './tool.ts'

/** What is left of each stroke that was touched. */
type Left = ReadonlyMap<ShapeId, { readonly stroke: DrawShape; readonly pieces: readonly DrawShape[] }>
type PartEraserState =
  | { readonly name: 'idle' }
  | { readonly name: 'rubbing'; readonly last: Point; readonly left: Left }

/** Reach around the pointer in screen pixels. */
const REACH = 8
/** Shorter crumbs (screen pixels) go with what was rubbed out. */
const LEAST_PIECE = 2
/** One stroke is not cut into more pieces than this at once. */
const MAX_PIECES = 200

const idle: PartEraserState = { name: 'idle' }

/** The stroke's points on the board, with the pressures that they are drawn with. */
const inkOf = (stroke: DrawShape): readonly StrokePoint[] =>
  pressedLine(stroke).map((p) => ({ ...localToBoard(stroke.placement, p), pressure: p.pressure }))

function cutPiece(piece: DrawShape, isWhole: boolean, a: Point, b: Point, context: ToolContext): readonly DrawShape[] {
  const { zoom } = context.camera
  const points = isWhole ? inkOf(piece) : boardPoints(piece)
  const runs = cutStroke(points, a, b, REACH / zoom + inkWidth(piece) / 2)
  if (runs.length === 1 && runs[0] === points) return [piece]
  return runs
    .filter((run) => lengthOf(run) * zoom >= LEAST_PIECE)
    .slice(0, MAX_PIECES)
    .map((run) => ({ ...withPoints(piece, run), id: context.newId(), closed: false, hasPressure: true }))
}

function rubbed(left: Left, a: Point, b: Point, context: ToolContext): Left {
  const { view } = context
  const reach = REACH / context.camera.zoom
  const near = view.inBox(grow(boxAround([a, b]) ?? { ...a, w: 0, h: 0 }, reach))
  const touched = new Map<ShapeId, DrawShape>()
  for (const shape of near) if (shape.type === 'draw' && !isLockedIn(view, shape)) touched.set(shape.id, shape)
  for (const { stroke } of left.values()) touched.set(stroke.id, stroke)
  let next = left
  for (const stroke of touched.values()) {
    if (!view.board.get(stroke.id)) continue
    const known = left.get(stroke.id)
    const before = known?.pieces ?? [stroke]
    const pieces = before.flatMap((piece) => cutPiece(piece, piece === stroke, a, b, context))
    if (pieces.length === before.length && pieces.every((piece, i) => piece === before[i])) continue
    next = new Map(next).set(stroke.id, { stroke, pieces })
  }
  return next
}

/** The first piece stands for the stroke, so that what hangs on it stays; the others are shown beside it. */
function shown(left: Left): Step<PartEraserState>['effects'] {
  const replaced = new Map<ShapeId, Shape>()
  const created: Shape[] = []
  const fading = new Set<ShapeId>()
  for (const { stroke, pieces } of left.values()) {
    const [first, ...others] = pieces
    if (first) replaced.set(stroke.id, { ...first, id: stroke.id })
    else fading.add(stroke.id)
    created.push(...others)
  }
  return { preview: previewOf({ replaced, created, fading }) }
}

function commandOf(left: Left, { view }: ToolContext): Command | null {
  const gone: ShapeId[] = []
  const patches: { readonly id: ShapeId; readonly patch: object }[] = []
  const shapes: Shape[] = []
  for (const { stroke, pieces } of left.values()) {
    if (!view.board.get(stroke.id)) continue
    const [first, ...others] = pieces
    if (!first) gone.push(stroke.id)
    else {
      const { strokePoints, placement, closed, hasPressure } = first
      patches.push({ id: stroke.id, patch: { strokePoints, placement, closed, hasPressure } })
    }
    shapes.push(...others)
  }
  const commands: Command[] = []
  if (gone.length > 0) commands.push({ name: 'delete', ids: gone })
  if (patches.length > 0) commands.push({ name: 'update', patches: patches as never })
  if (shapes.length > 0) commands.push({ name: 'create', shapes })
  return commands.length === 0 ? null : { name: 'batch', commands }
}

function stepPartEraser(state: PartEraserState, event: ToolEvent, context: ToolContext): Step<PartEraserState> {
  if (state.name === 'idle') {
    if (event.name !== 'down' || event.button !== 0) return step(state)
    const left = rubbed(new Map(), event.board, event.board, context)
    return step<PartEraserState>({ name: 'rubbing', last: event.board, left }, shown(left))
  }
  switch (event.name) {
    case 'cancel':
      return step(idle, cleared)
    case 'key':
      return event.key === 'Escape' ? step(idle, cleared) : step(state)
    case 'move': {
      const path = event.samples.length > 0 ? event.samples.map(({ board }) => board) : [event.board]
      let { last, left } = state
      for (const to of path) {
        left = rubbed(left, last, to, context)
        last = to
      }
      return step<PartEraserState>({ name: 'rubbing', last, left }, left === state.left ? {} : shown(left))
    }
    case 'up': {
      const command = commandOf(state.left, context)
      return step(idle, command ? { ...cleared, command } : cleared)
    }
    default:
      return step(state)
  }
}

export const partEraserTool: Tool<PartEraserState> = {
  id: 'part-eraser',
  initial: idle,
  cursor: 'crosshair',
  step: stepPartEraser,
}
