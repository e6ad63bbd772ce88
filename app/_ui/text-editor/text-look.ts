/** How the edited text must look so that it lies exactly over the drawn one. */
import type { CSSProperties } from 'react'
import { type Theme, themeColor } from '../../../lib/shapes/color.ts'
import { fallbackFamilies } from '../../../lib/shapes/fallback-fonts.ts'
import type { PartLook, Primitive } from '../../../lib/shapes/kind.ts'
import type { Shape } from '../../../lib/shapes/registry.ts'
import { type Font, INK } from '../../../lib/shapes/style.ts'
import { LIST_GAP, LIST_INDENT } from '../../../lib/shapes/text-lines.ts'
import { TAB_SIZE } from '../../../lib/shapes/text-paragraphs.ts'

export const fontFamilies: Readonly<Record<Font, string>> = {
  hand: 'var(--font-hand)',
  sans: `'Inter Variable', ${fallbackFamilies}, sans-serif`,
  serif: 'var(--font-serif)',
  mono: 'var(--font-mono)',
}

export interface TextLook {
  readonly area: CSSProperties
  /** Grows with its words instead of wrapping. */
  readonly isFree: boolean
  readonly vertical: 'top' | 'middle' | 'bottom'
}

/** Numbers of the layout, for the style sheet. */
const measures = { '--list-indent': LIST_INDENT, '--list-gap': LIST_GAP, '--text-tab': TAB_SIZE } as CSSProperties

/** `painted` tells the size that the words are really drawn at: a note shrinks them to fit. */
export function textLook(shape: Shape, painted: readonly Primitive[], theme: Theme, part?: PartLook): TextLook {
  if (!('font' in shape)) return { area: {}, isFree: false, vertical: 'top' }
  const pieces = painted.flatMap((primitive) => (primitive.name === 'text' ? primitive.pieces : []))
  // Links and words of code have colours of their own.
  const plain = pieces.find(({ marks }) => marks.color === undefined && marks.link === undefined)
  const isFree = shape.type === 'arrow' || (shape.type === 'text' && shape.autoWidth)
  return {
    isFree,
    vertical: shape.type === 'text' ? 'top' : shape.type === 'arrow' ? 'middle' : shape.verticalAlign,
    area: {
      ...measures,
      fontFamily: fontFamilies[shape.font],
      fontVariantLigatures: shape.font === 'mono' ? 'none' : 'normal',
      fontSize: pieces[0]?.fontSize ?? shape.fontSize,
      lineHeight: shape.lineHeight,
      textAlign: part?.align ?? (shape.type === 'arrow' ? 'center' : shape.align),
      fontWeight: part?.isBold ? 700 : undefined,
      color: themeColor(part?.color ?? plain?.color ?? shape.textColor ?? INK, theme),
    },
  }
}
