/** A freehand stroke: pen or highlighter. Its points never change after the pen lifts. */
import { booleanField, choiceField, type Field, field } from '../base/fields.ts'
import type { ShapeOf } from './kind.ts'
import { fillFields, strokeFields } from './style.ts'

export const MAX_STROKE_BYTES = 1_000_000

/** One compact binary value, see `encodeStroke`. */
const strokePointsField: Field<Uint8Array> = field(new Uint8Array(), (stored) =>
  stored instanceof Uint8Array && stored.byteLength <= MAX_STROKE_BYTES ? stored : new Uint8Array(),
)

export const drawFields = {
  strokePoints: strokePointsField,
  brush: choiceField(['pen', 'highlighter'], 'pen'),
  /** True when the pressures come from a real pen; otherwise they are simulated from speed. */
  hasPressure: booleanField(false),
  closed: booleanField(false),
  stroke: strokeFields.stroke,
  strokeWidth: strokeFields.strokeWidth,
  fill: fillFields.fill,
  fillStyle: fillFields.fillStyle,
}
export type DrawShape = ShapeOf<'draw', typeof drawFields>
