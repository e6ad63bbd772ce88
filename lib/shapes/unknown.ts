/** A shape of a type or version that this code does not know: kept untouched, drawn as a labelled stub. */
import { stringField } from '../base/fields.ts'
import { pathOf } from '../geometry/path.ts'
import { boxKind, rectangleOutline } from './box-kind.ts'
import type { Primitive, ShapeContext, ShapeOf } from './kind.ts'
import { paintLabel } from './label.ts'
import { richText } from './rich-text.ts'
import { LINE_HEIGHT } from './style.ts'

export const unknownFields = { originalType: stringField('unknown', 100) }
export type UnknownShape = ShapeOf<'unknown', typeof unknownFields>

const GREY = '#868e96'
const MIN_LABELLED_SIDE = 40

function labelOf(shape: UnknownShape, context: ShapeContext): Primitive[] {
  const { w, h } = shape.placement
  if (w < MIN_LABELLED_SIDE || h < MIN_LABELLED_SIDE) return []
  const label = {
    text: richText(shape.originalType),
    textColor: GREY,
    font: 'sans',
    fontSize: 14,
    align: 'center',
    verticalAlign: 'middle',
    lineHeight: LINE_HEIGHT,
    breaks: null,
    placement: shape.placement,
  } as const
  const pieces = paintLabel(label, { x: 4, y: 4, w: w - 8, h: h - 8 }, context)
  // A name that does not fit is left out, so that the stub never paints outside itself.
  const lines = pieces[0]?.name === 'text' ? pieces[0].pieces.length : 0
  return lines * label.fontSize * LINE_HEIGHT <= h ? pieces : []
}

export const unknownKind = boxKind<UnknownShape>({
  type: 'unknown',
  fields: unknownFields,
  capabilities: [],
  overflow: () => 2,
  paint(shape, context) {
    const { w, h } = shape.placement
    const path = pathOf(rectangleOutline(w, h), 'closed')
    return [
      { name: 'path', path, fill: '#868e9614', stroke: { color: GREY, width: 1, dash: [4, 4] } },
      ...labelOf(shape, context),
    ]
  },
})
