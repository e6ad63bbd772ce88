/** An image: the bytes are an asset of the room, named by their SHA-256; the document holds only the name. */
import { booleanField, type Field, field, numberField, stringField } from '../base/fields.ts'
import type { Box } from '../geometry/box.ts'
import type { ShapeOf } from './kind.ts'

const WHOLE: Box = { x: 0, y: 0, w: 1, h: 1 }
/** The visible part, in fractions 0..1 of the natural size. */
const cropField: Field<Box> = field(WHOLE, (stored) => {
  const c = stored as Partial<Box> | null
  const within = (n: unknown): n is number => typeof n === 'number' && n >= 0 && n <= 1
  return c &&
    within(c.x) &&
    within(c.y) &&
    within(c.w) &&
    within(c.h) &&
    c.w > 0 &&
    c.h > 0 &&
    c.x + c.w <= 1.0001 &&
    c.y + c.h <= 1.0001
    ? { x: c.x, y: c.y, w: c.w, h: c.h }
    : WHOLE
})

export const imageFields = {
  /** 64 hex digits; '' while the upload is under way. */
  asset: stringField('', 64),
  mimeType: stringField('', 100),
  naturalWidth: numberField({ initial: 100, min: 1, max: 100_000 }),
  naturalHeight: numberField({ initial: 100, min: 1, max: 100_000 }),
  crop: cropField,
  flipX: booleanField(false),
  flipY: booleanField(false),
  alt: stringField('', 1000),
}
export type ImageShape = ShapeOf<'image', typeof imageFields>
