/** The generic closed form: rectangle, ellipse, diamond and the flow-chart forms, with a label inside. */
import { choiceField } from '../base/fields.ts'
import type { ShapeOf } from './kind.ts'
import { richTextField } from './rich-text.ts'
import { fillFields, strokeFields, textStyleFields } from './style.ts'

export const geoForms = [
  'rectangle',
  'ellipse',
  'diamond',
  'triangle',
  'parallelogram',
  'trapezoid',
  'pentagon',
  'hexagon',
  'octagon',
  'star',
  'cloud',
  'cylinder',
  'document',
  'arrow-right',
  'arrow-left',
  'arrow-up',
  'arrow-down',
  'cross',
  'check',
  'heart',
] as const
export type GeoForm = (typeof geoForms)[number]

export const geoFields = {
  form: choiceField(geoForms, 'rectangle'),
  ...strokeFields,
  ...fillFields,
  ...textStyleFields,
  text: richTextField,
}
export type GeoShape = ShapeOf<'geo', typeof geoFields>
