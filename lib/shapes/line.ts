/** A line through two or more points: straight or curved, open or closed. */
import { booleanField, choiceField } from '../base/fields.ts'
import type { ShapeOf } from './kind.ts'
import { pointsField } from './points.ts'
import { fillFields, strokeFields } from './style.ts'

export const lineFields = {
  points: pointsField,
  route: choiceField(['straight', 'curved'], 'straight'),
  closed: booleanField(false),
  ...strokeFields,
  fill: fillFields.fill,
  fillStyle: fillFields.fillStyle,
}
export type LineShape = ShapeOf<'line', typeof lineFields>
