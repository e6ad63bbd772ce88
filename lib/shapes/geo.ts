/** The generic closed form: rectangle, ellipse, diamond and the flow-chart forms, with a label inside. */
import { choiceField } from '../base/fields.ts'
import type { Box, Placement } from '../geometry/box.ts'
import { distanceToLine, isInside } from '../geometry/hit.ts'
import { flatten } from '../geometry/path.ts'
import type { Point } from '../geometry/point.ts'
import { placeLocalBox } from '../geometry/transform.ts'
import { boxKind } from './box-kind.ts'
import { formOf, geoForms } from './geo-forms.ts'
import { breaksOf } from './kept-breaks.ts'
import type { ShapeContext, ShapeOf } from './kind.ts'
import { isEmptyText, labelOverflow, layoutLabel, paintLabel } from './label.ts'
import { richTextField } from './rich-text.ts'
import { isVisible, paintFill, paintStroke, styleOverflow } from './sketch.ts'
import { fillFields, labelFields, strokeFields, textStyleFields } from './style.ts'

export { type GeoForm, geoForms } from './geo-forms.ts'

export const geoFields = {
  form: choiceField(geoForms, 'rectangle'),
  ...strokeFields,
  ...fillFields,
  ...textStyleFields,
  ...labelFields,
  text: richTextField,
}
export type GeoShape = ShapeOf<'geo', typeof geoFields>

/** Air beside the words when a word would be cut otherwise. */
const TIGHT_PADDING = 2
/** So much more of a form's width may such words take: the middle of a diamond is wider than its label's part. */
const TIGHT_SHARE = 1.15

const WHOLE: Box = { x: 0, y: 0, w: 1, h: 1 }
const labelPart = ({ form, labelArea }: GeoShape): Box => (labelArea === 'box' ? WHOLE : formOf(form).label)

/** The label's box inside a w x h shape; never narrower than a letter. A long word may come nearer to the sides. */
function labelBox(shape: GeoShape, w: number, h: number, context: ShapeContext): Box {
  const part = labelPart(shape)
  const widthOf = (share: number, padding: number) => Math.max(1, share * w - 2 * padding - shape.strokeWidth)
  const roomy = widthOf(part.w, shape.labelPadding)
  // What has the whole box comes from a program that cuts such words instead.
  const mayBeTight = shape.labelArea === 'form' && !isEmptyText(shape.text)
  const isTight = mayBeTight && layoutLabel(shape, roomy, context).widestWord > roomy
  const width = isTight
    ? widthOf(Math.min(1, part.w * TIGHT_SHARE), Math.min(TIGHT_PADDING, shape.labelPadding))
    : roomy
  const height = Math.max(1, part.h * h - 2 * shape.labelPadding - shape.strokeWidth)
  return { x: part.x * w + (part.w * w - width) / 2, y: part.y * h + (part.h * h - height) / 2, w: width, h: height }
}

/** The stored box, grown downwards when the label needs more room. */
function drawnPlacement(shape: GeoShape, context: ShapeContext): Placement {
  const { placement } = shape
  // Words that brought their line breaks along have room by the measure that they come from.
  if (isEmptyText(shape.text) || breaksOf(shape)) return placement
  const { w } = labelBox(shape, placement.w, placement.h, context)
  const inset = shape.labelPadding + shape.strokeWidth / 2
  const needed = (layoutLabel(shape, w, context).height + 2 * inset) / labelPart(shape).h
  return needed <= placement.h + 0.001 ? placement : placeLocalBox(placement, { x: 0, y: 0, w: placement.w, h: needed })
}

const outlines = new WeakMap<GeoShape, { readonly h: number; readonly line: readonly Point[] }>()
/** The outline as a polyline, remembered for the record. */
function outlineOf(shape: GeoShape, context: ShapeContext): readonly Point[] {
  const { w, h } = drawnPlacement(shape, context)
  const known = outlines.get(shape)
  if (known && known.h === h) return known.line
  const line = flatten(formOf(shape.form).path(w, h, shape.corners))[0] ?? []
  outlines.set(shape, { h, line })
  return line
}

/** A hand-drawn outline of large shapes is bent by its length, hence the sides in the overflow. */
function overflow(shape: GeoShape): number {
  const { w, h } = shape.placement
  return styleOverflow(shape, w, Math.max(h, w)) + labelOverflow(shape)
}

export const geoKind = boxKind<GeoShape>({
  type: 'geo',
  fields: geoFields,
  capabilities: ['resize', 'rotate', 'text', 'bind-target'],
  placement: drawnPlacement,
  overflow,
  outline: outlineOf,
  hit(shape, local, tolerance, context) {
    const line = outlineOf(shape, context)
    if (distanceToLine(line, local, 'closed') <= tolerance + shape.strokeWidth / 2) return true
    return isVisible(shape.fill) ? isInside(line, local) : hitsLabel(shape, local, tolerance, context)
  },
  paint(shape, context, detail) {
    const { w, h } = drawnPlacement(shape, context)
    const form = formOf(shape.form)
    const path = form.path(w, h, shape.corners)
    return [
      ...paintFill(path, shape, w, h, detail),
      ...paintStroke(path, shape, w, h, detail),
      ...paintStroke(form.details?.(w, h) ?? [], shape, w, h, detail),
      ...paintLabel(shape, labelBox(shape, w, h, context), context),
    ]
  },
  textBox(shape, context) {
    const { w, h } = drawnPlacement(shape, context)
    return labelBox(shape, w, h, context)
  },
  text: (shape) => shape.text,
})

/** A hollow shape is also hit on the words themselves. */
function hitsLabel(shape: GeoShape, local: Point, tolerance: number, context: ShapeContext): boolean {
  if (isEmptyText(shape.text)) return false
  const { w, h } = drawnPlacement(shape, context)
  const box = labelBox(shape, w, h, context)
  const layout = layoutLabel(shape, box.w, context)
  const slackX = (box.w - layout.width) * { start: 0, center: 0.5, end: 1 }[shape.align]
  const slackY = (box.h - layout.height) * { top: 0, middle: 0.5, bottom: 1 }[shape.verticalAlign]
  const x = local.x - box.x - slackX
  const y = local.y - box.y - slackY
  return x >= -tolerance && y >= -tolerance && x <= layout.width + tolerance && y <= layout.height + tolerance
}
