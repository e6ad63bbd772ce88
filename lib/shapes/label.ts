/** A text inside a box of its shape: laid out, aligned, painted. */
import type { Box, Placement } from '../geometry/box.ts'
import { breaksOf, type KeptBreaks } from './kept-breaks.ts'
import type { Primitive, ShapeContext } from './kind.ts'
import type { RichText } from './rich-text.ts'
import type { Color, Font } from './style.ts'
import { layoutText, movePieces, type TextLayout, textLines } from './text-layout.ts'
import type { TextStyle } from './text-lines.ts'

export interface Labelled {
  readonly text: RichText
  readonly textColor: Color
  readonly font: Font
  readonly fontSize: number
  readonly align: 'start' | 'center' | 'end'
  readonly verticalAlign: 'top' | 'middle' | 'bottom'
  readonly lineHeight: number
  readonly placement: Placement
  readonly breaks: KeptBreaks | null
}

export const isEmptyText = (text: RichText): boolean => text.every((run) => run.insert.trim() === '')

export const layoutLabel = (shape: Labelled, width: number, context: ShapeContext): TextLayout =>
  layoutText(shape.text, styleOf(shape), Math.max(1, width), context.measure)

export const labelLines = (shape: Labelled, width: number, context: ShapeContext) =>
  textLines(shape.text, styleOf(shape), Math.max(1, width), context.measure)

function styleOf(shape: Labelled): TextStyle {
  const { font, fontSize, align, lineHeight, textColor: color } = shape
  const breaks = breaksOf(shape)
  return breaks ? { font, fontSize, align, lineHeight, color, breaks } : { font, fontSize, align, lineHeight, color }
}

/** Where in the box the text begins. */
export function labelTop(shape: Labelled, box: Box, textHeight: number): number {
  const slack = box.h - textHeight
  if (shape.verticalAlign === 'top') return box.y
  return box.y + (shape.verticalAlign === 'middle' ? slack / 2 : slack)
}

export function paintLabel(shape: Labelled, box: Box, context: ShapeContext): Primitive[] {
  if (isEmptyText(shape.text)) return []
  const layout = layoutLabel(shape, box.w, context)
  const pieces = movePieces(layout.pieces, box.x, labelTop(shape, box, layout.height))
  return pieces.length === 0 ? [] : [{ name: 'text', pieces }]
}

/** How far text may reach out of its box: a letter that is wider than the box, and the indent of a list. */
export function labelOverflow(shape: Labelled): number {
  if (isEmptyText(shape.text)) return 0
  if (shape.breaks) return keptOverflow(shape)
  const hasList = shape.text.some((run) => run.attributes?.list !== undefined)
  return shape.fontSize * (hasList ? 3.4 : 2)
}

/** A letter is hardly ever wider than this many font sizes. */
const WIDEST_LETTER = 1.6

/** Lines that are broken where they are told may be wider than their box, and more than it has room for. */
function keptOverflow({ text, fontSize, lineHeight }: Labelled): number {
  let letters = 0
  let lines = 1
  for (const { insert } of text) {
    letters += insert.length
    for (const letter of insert) if (letter === '\n') lines++
  }
  return fontSize * Math.max(2, letters * WIDEST_LETTER, (letters + lines) * lineHeight)
}
