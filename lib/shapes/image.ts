/** An image: the bytes are an asset of the room, named by their SHA-256; the document holds only the name. */
import { booleanField, type Field, field, numberField, stringField } from '../base/fields.ts'
import type { Box } from '../geometry/box.ts'
import { pathOf } from '../geometry/path.ts'
import { boxKind, rectangleOutline } from './box-kind.ts'
import type { Primitive, ShapeOf } from './kind.ts'

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

export const MAX_ALT_LENGTH = 1000
/** A page full of small print; what is longer is cut. */
export const MAX_PICTURE_WORDS = 20_000

export const imageFields = {
  /** 64 hex digits; '' while the upload is under way. */
  asset: stringField('', 64),
  mimeType: stringField('', 100),
  naturalWidth: numberField({ initial: 100, min: 1, max: 100_000 }),
  naturalHeight: numberField({ initial: 100, min: 1, max: 100_000 }),
  crop: cropField,
  flipX: booleanField(false),
  flipY: booleanField(false),
  alt: stringField('', MAX_ALT_LENGTH),
  /** What is written in it, as far as the file that it came from says so: found, read out and exported as words. */
  words: stringField('', MAX_PICTURE_WORDS),
}
export type ImageShape = ShapeOf<'image', typeof imageFields>

export const imageKind = boxKind<ImageShape>({
  type: 'image',
  fields: imageFields,
  capabilities: ['resize', 'rotate', 'keep-ratio', 'crop', 'bind-target'],
  overflow: () => 1,
  paint(shape) {
    const { w, h } = shape.placement
    const { asset, crop, flipX, flipY, alt } = shape
    if (asset === '') return placeholder(w, h)
    return [{ name: 'image', asset, box: { x: 0, y: 0, w, h }, crop, flipX, flipY, alt }]
  },
  defaultSize: { w: 200, h: 200 },
})

/** While the upload is under way: a quiet box with a mountain, as wide as the image will be. */
function placeholder(w: number, h: number): Primitive[] {
  const side = Math.min(w, h) / 4
  const at = (x: number, y: number) => ({ x: w / 2 + x * side, y: h / 2 + y * side })
  const mountain = pathOf([at(-1, 0.7), at(-0.3, -0.4), at(0.15, 0.25), at(0.45, -0.1), at(1, 0.7)], 'closed')
  return [
    { name: 'path', path: pathOf(rectangleOutline(w, h), 'closed'), fill: '#868e9624' },
    { name: 'path', path: mountain, fill: '#868e9680' },
  ]
}
