/** A text inside a box of its shape: laid out, aligned, painted. */
import type { Box } from '../geometry/box.ts'
import type { Primitive, ShapeContext } from './kind.ts'
import type { RichText } from './rich-text.ts'
import type { Color, Font } from './style.ts'
import { layoutText, movePieces, type TextLayout } from './text-layout.ts'

export interface Labelled {
  readonly text: RichText
  readonly textColor: Color
  readonly font: Font
  readonly fontSize: number
  readonly align: 'start' | 'center' | 'end'
  readonly verticalAlign: 'top' | 'middle' | 'bottom'
}
export const LABEL_PADDING = 8

export const isEmptyText = (text: RichText): boolean => text.every((run) => run.insert.trim() === '')

export const layoutLabel = (shape: Labelled, width: number, context: ShapeContext): TextLayout =>
  layoutText(shape.text, { ...shape, color: shape.textColor }, Math.max(1, width), context.measure)

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
  const hasList = shape.text.some((run) => run.attributes?.list !== undefined)
  return shape.fontSize * (hasList ? 3.4 : 2)
}
