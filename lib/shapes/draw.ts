/** A freehand stroke: pen or highlighter. Its points never change after the pen lifts. */
import { booleanField, choiceField, type Field, field } from '../base/fields.ts'
import { distanceToLine, isInside } from '../geometry/hit.ts'
import { type Path, pathOf } from '../geometry/path.ts'
import type { Point } from '../geometry/point.ts'
import { simplify } from '../geometry/simplify.ts'
import { boxKind } from './box-kind.ts'
import { guessPressures, INK_REACH, inkPath } from './ink.ts'
import type { Primitive, ShapeOf } from './kind.ts'
import { stretchPoints } from './points.ts'
import { bulgeOf } from './round-line.ts'
import { isVisible, paintFill, styleOverflow } from './sketch.ts'
import { decodeStroke, type StrokePoint } from './stroke-points.ts'
import { fillFields, strokeFields } from './style.ts'

export const MAX_STROKE_BYTES = 1_000_000

/** One compact binary value, see `encodeStroke`. */
const strokePointsField: Field<Uint8Array> = field(new Uint8Array(), (stored) =>
  stored instanceof Uint8Array && stored.byteLength <= MAX_STROKE_BYTES ? stored : new Uint8Array(),
)

export const drawFields = {
  strokePoints: strokePointsField,
  brush: choiceField(['pen', 'highlighter'], 'pen'),
  /** True when each point has its pressure, of a pen or of the hand's speed; else it is guessed from the distances. */
  hasPressure: booleanField(false),
  closed: booleanField(false),
  stroke: strokeFields.stroke,
  strokeWidth: strokeFields.strokeWidth,
  fill: fillFields.fill,
  fillStyle: fillFields.fillStyle,
}
export type DrawShape = ShapeOf<'draw', typeof drawFields>

/** Ink is wider than a line of the same setting: it thins out where the pen is fast or light. */
const INK_WIDTH = 2.6
/** In reduced detail (below 40 % zoom) a pixel off is less than half a pixel on screen. */
const REDUCED_TOLERANCE = 1

const points = new WeakMap<DrawShape, readonly StrokePoint[]>()
/** The stroke's points in local pixels, remembered for the record. */
export function strokeLine(shape: DrawShape): readonly StrokePoint[] {
  let line = points.get(shape)
  if (!line) {
    line = stretchPoints(decodeStroke(shape.strokePoints), shape.placement.w, shape.placement.h)
    points.set(shape, line)
  }
  return line
}

/** How wide the ink may be, before pressure thins it. */
export const inkWidth = (shape: Pick<DrawShape, 'brush' | 'strokeWidth'>) =>
  shape.brush === 'pen' ? shape.strokeWidth * INK_WIDTH : shape.strokeWidth

/** The stroke's points with the pressures that they are drawn with. */
export const pressedLine = (shape: DrawShape): readonly StrokePoint[] =>
  shape.hasPressure ? strokeLine(shape) : guessPressures(strokeLine(shape), inkWidth(shape))

/** The middle line as it is drawn by highlighter and reduced detail; a dot becomes a tiny line, so that its cap shows. */
function middlePath(line: readonly Point[]): Path {
  const [only, second] = line
  if (!only || second) return pathOf(line, 'open')
  const { x, y } = only
  return [
    ['M', x, y],
    ['L', x + 0.01, y],
  ]
}

function paintLine(shape: DrawShape, line: readonly StrokePoint[], detail: 'full' | 'reduced'): Primitive[] {
  if (!isVisible(shape.stroke) || shape.strokeWidth === 0) return []
  const width = inkWidth(shape)
  if (shape.brush === 'highlighter') {
    const path = middlePath(simplify(line, detail === 'full' ? 0.25 : REDUCED_TOLERANCE))
    const stroke = { color: shape.stroke, width, cap: 'round', join: 'round' } as const
    return [{ name: 'path', path, stroke, blend: 'multiply' }]
  }
  if (detail === 'full') return [{ name: 'path', path: inkPath(pressedLine(shape), width), fill: shape.stroke }]
  // The visible mean width of the ink is about two thirds of its size.
  const stroke = { color: shape.stroke, width: width * 0.66, cap: 'round', join: 'round' } as const
  return [{ name: 'path', path: middlePath(simplify(line, REDUCED_TOLERANCE)), stroke }]
}

export const drawKind = boxKind<DrawShape>({
  type: 'draw',
  fields: drawFields,
  capabilities: ['resize', 'rotate'],
  overflow(shape) {
    const { w, h } = shape.placement
    const reach = inkWidth(shape) * INK_REACH + bulgeOf(Math.hypot(w, h)) + 1
    return reach + (shape.closed ? styleOverflow(hatched(shape), w, h) : 0)
  },
  isThin: ({ closed }) => !closed,
  outline: strokeLine,
  hit(shape, local, tolerance) {
    const line = strokeLine(shape)
    if (distanceToLine(line, local, 'open') <= tolerance + inkWidth(shape) / 2) return true
    return shape.closed && isVisible(shape.fill) && isInside(line, local)
  },
  paint(shape, _context, detail) {
    const line = strokeLine(shape)
    if (line.length === 0) return []
    const { w, h } = shape.placement
    const fill = shape.closed ? paintFill(pathOf(simplify(line, 0.5), 'closed'), hatched(shape), w, h, detail) : []
    return [...fill, ...paintLine(shape, line, detail)]
  },
})

/** Strokes have no sketch settings of their own; their hatching is drawn exactly. */
const hatched = (shape: DrawShape) => ({ ...shape, dash: 'solid', look: 'clean', roughness: 0, seed: 1 }) as const
