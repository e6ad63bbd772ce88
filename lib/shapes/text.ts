/** Free text: as wide as its words, or wrapped at a fixed width. */
import { booleanField, choiceField } from '../base/fields.ts'
import type { Placement } from '../geometry/box.ts'
import { placeLocalBox } from '../geometry/transform.ts'
import { boxKind } from './box-kind.ts'
import type { ShapeContext, ShapeOf } from './kind.ts'
import { labelOverflow, layoutLabel } from './label.ts'
import { richTextField } from './rich-text.ts'
import { textStyleFields } from './style.ts'
import type { TextLayout } from './text-layout.ts'

export const textFields = {
  ...textStyleFields,
  align: choiceField(['start', 'center', 'end'], 'start'),
  autoWidth: booleanField(true),
  text: richTextField,
}
export type TextShape = ShapeOf<'text', typeof textFields>

/** A caret must find room in an empty text. */
const MIN_WIDTH_IN_SIZES = 0.4

function layoutOf(shape: TextShape, context: ShapeContext): TextLayout {
  const { w } = shape.placement
  return layoutLabel(shape, shape.autoWidth ? Number.POSITIVE_INFINITY : Math.max(shape.fontSize, w), context)
}

/** As tall as its lines; with automatic width the side where it is aligned stays in place. */
function drawnPlacement(shape: TextShape, context: ShapeContext): Placement {
  const { placement } = shape
  const layout = layoutOf(shape, context)
  const natural = Math.max(layout.width, shape.fontSize * MIN_WIDTH_IN_SIZES)
  const w = shape.autoWidth ? natural : Math.max(shape.fontSize, placement.w)
  const x = shape.autoWidth ? (placement.w - w) * { start: 0, center: 0.5, end: 1 }[shape.align] : 0
  if (x === 0 && w === placement.w && layout.height === placement.h) return placement
  return placeLocalBox(placement, { x, y: 0, w, h: layout.height })
}

export const textKind = boxKind<TextShape>({
  type: 'text',
  fields: textFields,
  capabilities: ['resize', 'rotate', 'text', 'words', 'bind-target'],
  placement: drawnPlacement,
  // Letters of italic and hand fonts lean out of their advance.
  overflow: (shape) => shape.fontSize * 0.5 + labelOverflow(shape),
  paint(shape, context) {
    const { pieces } = layoutOf(shape, context)
    if (pieces.length === 0) return []
    return [{ name: 'text', pieces }]
  },
  textBox(shape, context) {
    const { w, h } = drawnPlacement(shape, context)
    return { x: 0, y: 0, w, h }
  },
  text: (shape) => shape.text,
  defaultSize: { w: 10, h: 25 },
})
