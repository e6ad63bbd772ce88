/** Pen and highlighter: every coalesced sample counts, from the very press on. */
import { type Box, boxAround } from '../../geometry/box.ts'
import type { Point } from '../../geometry/point.ts'
import { type DrawShape, inkWidth } from '../../shapes/draw.ts'
import { guessPressures } from '../../shapes/ink.ts'
import type { Shape } from '../../shapes/registry.ts'
import { type SteadyLine, steadyLine } from '../../shapes/steady-hand.ts'
import { encodeStroke, type StrokePoint } from '../../shapes/stroke-points.ts'
import { newShape } from '../making/new-shape.ts'
import { highlighterStyles } from '../making/own-styles.ts'
import { MAX_LIVE_POINTS, simplified } from '../making/simplify.ts'
import { clearedUp, inPlaceOf } from './clear-up.ts'
import { cleared, previewOf, type Step, step } from './step.ts'
import type { PointerInput, PointerSample, Tool, ToolContext, ToolEvent } from './tool.ts'

type DrawState =
  | { readonly name: 'idle' }
  | {
      readonly name: 'drawing'
      readonly shape: DrawShape
      /** Board points so far, as they came. */
      readonly points: readonly StrokePoint[]
      /** The same without the grid of the screen's pixels: what is drawn, and kept. */
      readonly steady: SteadyLine
      /** Index from which Shift draws straight; null while it is not held. */
      readonly straightFrom: number | null
      readonly hasPressure: boolean
      readonly rest: Rest
      /** What the stroke has become under a pen that rests at its end. */
      readonly clear: Shape | null
    }
/** Where the pen has come to rest, and since when. */
interface Rest {
  readonly screen: Point
  readonly since: number
}
/** `clear-pen` makes a clear shape of each stroke that is one, without a hold at its end. */
type DrawToolId = 'draw' | 'highlighter' | 'clear-pen'

/** An end nearer than this to the start (screen pixels) closes the stroke. */
const CLOSING_DISTANCE = 8
const MIN_CLOSED_POINTS = 10
/** A pen that stays within so many screen pixels for so long asks for the clear shape. */
const REST_REACH = 5
const REST_MS = 500
/** Simplified strokes stay this close to the drawn one, in screen pixels at 100 %. */
const TOLERANCE = 0.15

const toStroke = ({ board, pressure }: PointerSample): StrokePoint => ({ x: board.x, y: board.y, pressure })

function placed(shape: DrawShape, points: readonly StrokePoint[], patch: Partial<DrawShape>): DrawShape {
  const box: Box = boxAround(points) ?? { x: 0, y: 0, w: 0, h: 0 }
  const local = points.map((p) => ({ ...p, x: p.x - box.x, y: p.y - box.y }))
  return { ...shape, ...patch, strokePoints: encodeStroke(local), placement: { ...box, rotation: 0 } }
}

const isClosed = (points: readonly StrokePoint[], zoom: number): boolean => {
  if (points.length < MIN_CLOSED_POINTS) return false
  const first = points[0]
  const last = points[points.length - 1]
  const far = points.some((p) => Math.hypot(p.x - first.x, p.y - first.y) > (3 * CLOSING_DISTANCE) / zoom)
  return far && Math.hypot(last.x - first.x, last.y - first.y) < CLOSING_DISTANCE / zoom
}

/** The line grown by some points. A straight part may move whole: nothing of it is settled. */
function steadied(
  { steady }: Extract<DrawState, { name: 'drawing' }>,
  points: readonly StrokePoint[],
  straightFrom: number | null,
  { camera }: ToolContext,
): SteadyLine {
  return steadyLine(points, 1 / camera.zoom, straightFrom === null ? steady : undefined)
}

const rested = (rest: Rest, { screen, at }: PointerInput): Rest =>
  Math.hypot(screen.x - rest.screen.x, screen.y - rest.screen.y) <= REST_REACH ? rest : { screen, since: at }

function finished(
  id: DrawToolId,
  state: Extract<DrawState, { name: 'drawing' }>,
  context: ToolContext,
): Step<DrawState> {
  const { zoom } = context.camera
  const closed = isClosed(state.points, zoom)
  // Fewer points do not tell any more how fast the hand was: what its speed made of the ink is kept as pressure.
  const { points: steady } = state.steady
  const pressed = state.hasPressure ? steady : guessPressures(steady, inkWidth(state.shape))
  const points = simplified(pressed, TOLERANCE / Math.max(1, zoom))
  const shape = placed(state.shape, points, { closed, hasPressure: true })
  const clear = state.clear ?? (id === 'clear-pen' ? clearedUp(state.points, context) : null)
  const followUp = clear ? { followUp: inPlaceOf(shape, clear) } : {}
  const command = { name: 'create', shapes: [shape] } as const
  return step<DrawState>({ name: 'idle' }, { ...cleared, command, ...followUp, selection: [] })
}

function stepDraw(id: DrawToolId, state: DrawState, event: ToolEvent, context: ToolContext): Step<DrawState> {
  const idle: DrawState = { name: 'idle' }
  if (state.name === 'idle') {
    if (event.name !== 'down' || event.button !== 0) return step(state)
    const brush = id === 'highlighter' ? 'highlighter' : 'pen'
    const styles = brush === 'highlighter' ? { ...context.styles, ...highlighterStyle(context) } : context.styles
    const at = { ...event.board, w: 0, h: 0, rotation: 0 }
    const shape = newShape('draw', context.newId(), { ...styles, brush }, at) as DrawShape
    const points = [toStroke(event)]
    const drawing: DrawState = {
      name: 'drawing',
      shape,
      points,
      steady: steadyLine(points, 1 / context.camera.zoom),
      straightFrom: event.modifiers.shift ? 0 : null,
      hasPressure: event.pointer === 'pen',
      rest: { screen: event.screen, since: event.at },
      clear: null,
    }
    return step(drawing, { preview: previewOf({ created: [placed(shape, points, {})] }), selection: [] })
  }
  switch (event.name) {
    case 'cancel':
      return step(idle, cleared)
    case 'key':
      return event.key === 'Escape' ? step(idle, cleared) : step(state)
    case 'tick': {
      // Shift draws straight already, and a marker marks words.
      const isAsked = event.at - state.rest.since >= REST_MS && state.straightFrom === null && id !== 'highlighter'
      const clear = isAsked && !state.clear ? clearedUp(state.points, context) : null
      return clear ? step({ ...state, clear }, { preview: previewOf({ created: [clear] }) }) : step(state)
    }
    case 'move': {
      const rest = rested(state.rest, event)
      if (state.clear && rest === state.rest) return step(state)
      const straightFrom = event.modifiers.shift ? (state.straightFrom ?? state.points.length - 1) : null
      const fresh = event.samples.map(toStroke)
      const points =
        straightFrom === null
          ? [...state.points, ...fresh]
          : [...state.points.slice(0, straightFrom + 1), fresh[fresh.length - 1] ?? toStroke(event)]
      const steady = steadied(state, points, straightFrom, context)
      const next = { ...state, points, straightFrom, steady, rest, clear: null }
      // A stroke without end is cut, so that neither memory nor the document overflows.
      if (points.length >= MAX_LIVE_POINTS) return finished(id, next, context)
      const shape = placed(state.shape, next.steady.points, { hasPressure: state.hasPressure })
      return step(next, { preview: previewOf({ created: [shape] }) })
    }
    case 'up': {
      const last = state.points[state.points.length - 1]
      const end = toStroke(event)
      const isNew = last.x !== end.x || last.y !== end.y
      // The lift reports no pressure; the last real one holds.
      const points =
        isNew && state.straightFrom === null ? [...state.points, { ...end, pressure: last.pressure }] : state.points
      return finished(id, { ...state, points, steady: steadied(state, points, state.straightFrom, context) }, context)
    }
    default:
      return step(state)
  }
}

/** The highlighter keeps its own colour and width unless they were chosen for it. */
function highlighterStyle({ styles }: ToolContext): object {
  return {
    ...highlighterStyles,
    fill: 'transparent',
    ...(typeof styles.highlighterStroke === 'string' ? { stroke: styles.highlighterStroke } : {}),
    ...(typeof styles.highlighterWidth === 'number' ? { strokeWidth: styles.highlighterWidth } : {}),
  }
}

export const drawTool = (id: DrawToolId): Tool<DrawState> => ({
  id,
  initial: { name: 'idle' },
  cursor: 'crosshair',
  step: (state, event, context) => stepDraw(id, state, event, context),
})
