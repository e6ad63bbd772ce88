/** The CSS font of a piece of text: the same string for measuring and for printing, or words would not fit their lines. */
import { fallbackFamilies } from '../shapes/fallback-fonts.ts'
import { handFamilies } from '../shapes/hand-scripts.ts'
import type { TextMarks } from '../shapes/rich-text.ts'
import type { Font } from '../shapes/style.ts'

/** The hands' own families, in which they are written as far as these have letters. */
export const ownFamilies: Readonly<Record<Font, string>> = {
  hand: "'Shantell Sans Variable'",
  sans: "'Inter Variable'",
  serif: "'Source Serif 4 Variable'",
  mono: "'JetBrains Mono'",
}
export const fontFamilies: Readonly<Record<Font, string>> = {
  // Of the four only this one has no Greek.
  hand: `${ownFamilies.hand}, ${handFamilies}, ${fallbackFamilies}, ${ownFamilies.sans}, cursive`,
  sans: `${ownFamilies.sans}, ${fallbackFamilies}, sans-serif`,
  serif: `${ownFamilies.serif}, ${fallbackFamilies}, serif`,
  mono: `${ownFamilies.mono}, ${fallbackFamilies}, monospace`,
}
const NORMAL_WEIGHT = 400
const BOLD_WEIGHT = 700

const kept = new Map<string, string>()
const MAX_KEPT = 2000

/** `italic 700 20px 'Inter Variable', ...`; code is set in the mono face. */
export function cssFont(font: Font, fontSize: number, marks: TextMarks): string {
  const key = `${font}${fontSize}${marks.bold ? 'b' : ''}${marks.italic ? 'i' : ''}${marks.code ? 'c' : ''}`
  const known = kept.get(key)
  if (known) return known
  const style = marks.italic ? 'italic ' : ''
  const weight = marks.bold ? BOLD_WEIGHT : NORMAL_WEIGHT
  const css = `${style}${weight} ${fontSize}px ${fontFamilies[marks.code ? 'mono' : font]}`
  if (kept.size >= MAX_KEPT) kept.clear()
  kept.set(key, css)
  return css
}

/** Settings of a context that make text the same at every zoom: no hinting to whole pixels, no ligature surprises. */
export function prepareText(context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D): void {
  context.textRendering = 'geometricPrecision'
  context.fontKerning = 'normal'
  context.textAlign = 'left'
  context.textBaseline = 'alphabetic'
}
