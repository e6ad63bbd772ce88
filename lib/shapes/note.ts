/** A sticky note: words shrink to fit, then the note grows. */

import { choiceField, numberField, stringField } from '../base/fields.ts'
import type { Box, Placement } from '../geometry/box.ts'
import { type Path, roundedPolygon } from '../geometry/path.ts'
import { placeLocalBox } from '../geometry/transform.ts'
import { boxKind, rectangleOutline } from './box-kind.ts'
import { readableOn, shade } from './color.ts'
import { breaksOf } from './kept-breaks.ts'
import type { Primitive, ShapeContext, ShapeOf, TextMeasurer } from './kind.ts'
import { isEmptyText, labelOverflow, paintLabel } from './label.ts'
import { measured } from './measure-cache.ts'
import { richTextField } from './rich-text.ts'
import { isVisible } from './sketch.ts'
import { colorField, textStyleFields } from './style.ts'
import { textSize } from './text-layout.ts'

const PADDING = 16
const MAX_AUTHOR_LENGTH = 60

export const noteFields = {
  ...textStyleFields,
  fill: colorField('#ffec99'),
  /** Pixels between the paper's edge and the words. */
  labelPadding: numberField({ initial: PADDING, min: 0, max: 200 }),
  /** What gives way when the words need more room: their size, or the note. */
  fit: choiceField(['shrink', 'grow'], 'shrink'),
  text: richTextField,
  /** What whoever wrote it was called then; '' on notes of before and of other programs. */
  author: stringField('', MAX_AUTHOR_LENGTH),
}
export type NoteShape = ShapeOf<'note', typeof noteFields>

const MIN_FONT_SIZE = 10
const SHRINK = 0.92
const CORNER = 4
/** A soft shadow of few sheets, the last one nearest: how far each is dropped, spread, and how dark it is. */
const SHADOW = [
  { drop: 7, spread: 1.5, color: shade(0.045) },
  { drop: 4.5, spread: 1, color: shade(0.06) },
  { drop: 2, spread: 0.5, color: shade(0.09) },
] as const
const SHADOW_REACH = 9
/** Papers of one colour that overlap are told apart by their edges, also from afar. */
const EDGE = { color: shade(0.16), width: 1, join: 'round' } as const

interface Fit {
  readonly fontSize: number
  /** Of the whole note. */
  readonly height: number
}
const FITS = Symbol('note fits')
const fitsOf = (measure: TextMeasurer) => measured<NoteShape, Fit>(measure, FITS)

/** The largest size at which words fit the box, unbroken where possible; below the smallest one the note grows. */
function fitOf(shape: NoteShape, context: ShapeContext): Fit {
  const remembered = fitsOf(context.measure)
  let fit = remembered.get(shape)
  if (!fit) {
    fit = computeFit(shape, context)
    remembered.set(shape, fit)
  }
  return fit
}

function computeFit(shape: NoteShape, context: ShapeContext): Fit {
  const { w, h } = shape.placement
  const smallest = shape.fit === 'grow' ? shape.fontSize : Math.min(shape.fontSize, MIN_FONT_SIZE)
  if (isEmptyText(shape.text) || breaksOf(shape)) return { fontSize: shape.fontSize, height: h }
  const width = Math.max(1, w - 2 * shape.labelPadding)
  const style = { font: shape.font, align: shape.align, color: shape.textColor, lineHeight: shape.lineHeight }
  for (let fontSize = shape.fontSize; ; fontSize = Math.max(smallest, fontSize * SHRINK)) {
    const layout = textSize(shape.text, { ...style, fontSize }, width, context.measure)
    const fits = layout.height <= h - 2 * shape.labelPadding && layout.widestWord <= width + 0.5
    if (fits || fontSize <= smallest) return { fontSize, height: Math.max(h, layout.height + 2 * shape.labelPadding) }
  }
}

function drawnPlacement(shape: NoteShape, context: ShapeContext): Placement {
  const { height } = fitOf(shape, context)
  const { placement } = shape
  return height === placement.h ? placement : placeLocalBox(placement, { x: 0, y: 0, w: placement.w, h: height })
}

const innerBox = ({ w, h }: Placement, { labelPadding }: NoteShape): Box => ({
  x: Math.min(labelPadding, w / 2),
  y: Math.min(labelPadding, h / 2),
  w: Math.max(1, w - 2 * labelPadding),
  h: Math.max(1, h - 2 * labelPadding),
})

/** Size that the words are drawn with now, for the text editor. */
export const noteFontSize = (shape: NoteShape, context: ShapeContext): number => fitOf(shape, context).fontSize

const sheet = (w: number, h: number, drop: number, spread: number): Path =>
  roundedPolygon(
    rectangleOutline(w + 2 * spread, h + spread).map((p) => ({ x: p.x - spread, y: p.y + drop })),
    CORNER + spread,
  )
const shadowOf = (w: number, h: number): Primitive[] =>
  SHADOW.map(({ drop, spread, color }) => ({ name: 'path', path: sheet(w, h, drop, spread), fill: color }))

export const noteKind = boxKind<NoteShape>({
  type: 'note',
  fields: noteFields,
  capabilities: ['resize', 'rotate', 'text', 'words', 'bind-target'],
  placement: drawnPlacement,
  overflow: (shape) => SHADOW_REACH + 1 + labelOverflow(shape),
  paint(shape, context, detail) {
    const placement = drawnPlacement(shape, context)
    const { w, h } = placement
    const path = roundedPolygon(rectangleOutline(w, h), detail === 'full' ? CORNER : 0)
    const paper: Primitive[] = isVisible(shape.fill) ? [{ name: 'path', path, fill: shape.fill, stroke: EDGE }] : []
    const shadow = detail === 'full' && paper.length > 0 ? shadowOf(w, h) : []
    const { fontSize } = fitOf(shape, context)
    const textColor = readableOn(shape.fill, shape.textColor)
    return [...shadow, ...paper, ...paintLabel({ ...shape, fontSize, textColor }, innerBox(placement, shape), context)]
  },
  textBox: (shape, context) => innerBox(drawnPlacement(shape, context), shape),
  text: (shape) => shape.text,
})
