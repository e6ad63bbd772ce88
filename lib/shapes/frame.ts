/** A frame: a named area that holds and clips its children. */
import { stringField } from '../base/fields.ts'
import type { ShapeOf } from './kind.ts'
import { colorField } from './style.ts'

export const frameFields = {
  name: stringField('', 200),
  stroke: colorField('#868e96'),
  fill: colorField('transparent'),
}
export type FrameShape = ShapeOf<'frame', typeof frameFields>
