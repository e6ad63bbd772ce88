/** A sticky note: words shrink to fit, then the note grows. */
import type { ShapeOf } from './kind.ts'
import { richTextField } from './rich-text.ts'
import { colorField, textStyleFields } from './style.ts'

export const noteFields = { ...textStyleFields, fill: colorField('#ffec99'), text: richTextField }
export type NoteShape = ShapeOf<'note', typeof noteFields>
