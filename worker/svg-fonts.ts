/** The faces of an SVG's words as rules with their bytes inside, as the browser's export has them. */
import { readFileSync } from 'node:fs'
import { shippedFallbacks } from '../lib/shapes/fallback-fonts.ts'
import { handScripts } from '../lib/shapes/hand-scripts.ts'
import type { TextPiece } from '../lib/shapes/kind.ts'
import { type FaceName, type FontFile, fontFilesFor } from './picture-fonts.ts'

/** What does not fit is left to the reader's own fonts; the same as in the browser. */
const MAX_FONT_BYTES = 1024 * 1024

const [chinese, hebrew, arabic, emoji] = shippedFallbacks
/** The names that the SVG calls them by; other scripts are left to the reader's fonts. */
const families: Partial<Readonly<Record<FaceName, string>>> = {
  hand: 'Shantell Sans Variable',
  sans: 'Inter Variable',
  serif: 'Source Serif 4 Variable',
  mono: 'JetBrains Mono',
  handChinese: handScripts.handChinese.family,
  handKorean: handScripts.handKorean.family,
  chinese,
  hebrew,
  arabic,
  emoji,
}

function rule({ face, range, weight, isItalic }: FontFile, bytes: Buffer): string {
  const ranges = range === '' ? '' : `unicode-range:${range};`
  const src = `url(data:font/woff2;base64,${bytes.toString('base64')}) format("woff2")`
  const style = isItalic ? 'italic' : 'normal'
  return `@font-face{font-family:"${families[face]}";font-style:${style};font-weight:${weight};${ranges}src:${src}}`
}

/** `pieces`: the letters of each font and way of writing, see `createLetters`. */
export function fontCssFor(pieces: readonly TextPiece[]): string {
  const files = pieces.flatMap(({ text, font, marks }) => fontFilesFor(text, font, marks))
  const known = new Set<string>()
  let left = MAX_FONT_BYTES
  let css = ''
  for (const file of files) {
    if (known.has(file.path) || families[file.face] === undefined) continue
    known.add(file.path)
    const bytes = bytesOf(file.path)
    if (!bytes || bytes.length > left) continue
    left -= bytes.length
    css += rule(file, bytes)
  }
  return css
}

/** null when this face has no such file: not every part of a font has every weight. */
function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}
