/** A frame: a named area that holds and clips its children. */
import { stringField } from '../base/fields.ts'
import { distanceToLine, isInside } from '../geometry/hit.ts'
import { pathOf } from '../geometry/path.ts'
import { directionOf } from './bidi.ts'
import { boxKind, rectangleOutline } from './box-kind.ts'
import type { Primitive, ShapeContext, ShapeOf } from './kind.ts'
import { isVisible } from './sketch.ts'
import { colorField } from './style.ts'

export const frameFields = {
  name: stringField('', 200),
  stroke: colorField('#868e96'),
  fill: colorField('transparent'),
}
export type FrameShape = ShapeOf<'frame', typeof frameFields>

const BORDER = 1.5
const TITLE_SIZE = 14
const TITLE_GAP = 6
const ELLIPSIS = '…'

/** The name above the top edge, cut to the frame's width. */
function titleOf(shape: FrameShape, context: ShapeContext): Primitive[] {
  const { w } = shape.placement
  const widthOf = (text: string) => context.measure.width(text, 'sans', TITLE_SIZE, {})
  let text = shape.name.replaceAll('\n', ' ').trim()
  if (text === '') return []
  if (widthOf(text) > w) {
    const letters = [...text]
    while (letters.length > 0 && widthOf(letters.join('') + ELLIPSIS) > w) letters.pop()
    if (letters.length === 0) return []
    text = letters.join('') + ELLIPSIS
  }
  const direction = directionOf(text)
  const width = widthOf(text)
  const piece = {
    text,
    x: direction === 'rtl' ? w - width : 0,
    baseline: -TITLE_GAP,
    width,
    font: 'sans',
    fontSize: TITLE_SIZE,
    color: shape.stroke,
    marks: {},
    direction,
  } as const
  return [{ name: 'text', pieces: [piece] }]
}

export const frameKind = boxKind<FrameShape>({
  type: 'frame',
  fields: frameFields,
  capabilities: ['resize', 'bind-target', 'container'],
  overflow: () => TITLE_SIZE + TITLE_GAP + 2,
  hit(shape, local, tolerance) {
    const { w, h } = shape.placement
    const outline = rectangleOutline(w, h)
    const isOnTitle = local.x >= 0 && local.x <= w && local.y < 0 && local.y >= -(TITLE_SIZE + TITLE_GAP)
    if (isOnTitle || distanceToLine(outline, local, 'closed') <= tolerance + BORDER) return true
    return isVisible(shape.fill) && isInside(outline, local)
  },
  paint(shape, context, _detail) {
    const { w, h } = shape.placement
    const path = pathOf(rectangleOutline(w, h), 'closed')
    const fill: Primitive[] = isVisible(shape.fill) ? [{ name: 'path', path, fill: shape.fill }] : []
    return [...fill, { name: 'path', path, stroke: { color: shape.stroke, width: BORDER } }, ...titleOf(shape, context)]
  },
  defaultSize: { w: 480, h: 320 },
})
