/** Free text: as wide as its words, or wrapped at a fixed width. */
import { booleanField, choiceField } from '../base/fields.ts'
import type { ShapeOf } from './kind.ts'
import { richTextField } from './rich-text.ts'
import { textStyleFields } from './style.ts'

export const textFields = {
  ...textStyleFields,
  align: choiceField(['start', 'center', 'end'], 'start'),
  autoWidth: booleanField(true),
  text: richTextField,
}
export type TextShape = ShapeOf<'text', typeof textFields>
