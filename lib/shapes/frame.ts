/** A frame: a named area that holds and clips its children. */
import { stringField } from '../base/fields.ts'
import { distanceToLine, isInside } from '../geometry/hit.ts'
import { pathOf } from '../geometry/path.ts'
import { directionOf } from './bidi.ts'
import { boxKind, rectangleOutline } from './box-kind.ts'
import type { Primitive, ShapeContext, ShapeOf, TextPiece } from './kind.ts'
import { isVisible } from './sketch.ts'
import { colorField } from './style.ts'

export const frameFields = {
  name: stringField('', 200),
  stroke: colorField('#868e96'),
  fill: colorField('transparent'),
}
export type FrameShape = ShapeOf<'frame', typeof frameFields>

const BORDER = 1.5
/** Of a name, in screen pixels on a board and board pixels in exports. */
export const CAPTION_SIZE = 14
const CAPTION_GAP = 6
const ELLIPSIS = '…'

/** The name above the top edge, cut to the frame's width at this zoom. */
function captionOf(shape: FrameShape, context: ShapeContext, zoom: number): TextPiece | null {
  const w = shape.placement.w * zoom
  const widthOf = (text: string) => context.measure.width(text, 'sans', CAPTION_SIZE, {})
  let text = shape.name.replaceAll('\n', ' ').trim()
  if (text === '') return null
  if (widthOf(text) > w) {
    const letters = [...text]
    // A name has up to 200 letters and a frame may be a speck: halves are left out before single letters.
    while (letters.length > 8 && widthOf(letters.slice(0, letters.length / 2).join('')) > w)
      letters.length = Math.floor(letters.length / 2)
    while (letters.length > 0 && widthOf(letters.join('').trimEnd() + ELLIPSIS) > w) letters.pop()
    if (letters.length === 0) return null
    text = letters.join('').trimEnd() + ELLIPSIS
  }
  const direction = directionOf(text)
  const width = widthOf(text)
  return {
    text,
    x: direction === 'rtl' ? w - width : 0,
    baseline: -CAPTION_GAP,
    width,
    font: 'sans',
    fontSize: CAPTION_SIZE,
    color: shape.stroke,
    marks: {},
    direction,
  }
}

export const frameKind = boxKind<FrameShape>({
  type: 'frame',
  fields: frameFields,
  capabilities: ['resize', 'bind-target', 'container'],
  overflow: () => CAPTION_SIZE + CAPTION_GAP + 2,
  hit(shape, local, tolerance) {
    const { w, h } = shape.placement
    const outline = rectangleOutline(w, h)
    if (distanceToLine(outline, local, 'closed') <= tolerance + BORDER) return true
    return isVisible(shape.fill) && isInside(outline, local)
  },
  paint(shape, context, _detail) {
    const { w, h } = shape.placement
    const path = pathOf(rectangleOutline(w, h), 'closed')
    const fill: Primitive[] = isVisible(shape.fill) ? [{ name: 'path', path, fill: shape.fill }] : []
    const border: Primitive = { name: 'path', path, stroke: { color: shape.stroke, width: BORDER } }
    const caption = captionOf(shape, context, 1)
    return [...fill, border, ...(caption ? [{ name: 'text', pieces: [caption], isCaption: true } as const] : [])]
  },
  caption: captionOf,
  defaultSize: { w: 480, h: 320 },
})
