/** The faces of an SVG's words as rules with their bytes inside, as the browser's export has them. */
import { readFileSync } from 'node:fs'
import { shippedFallbacks } from '../lib/shapes/fallback-fonts.ts'
import { handScripts } from '../lib/shapes/hand-scripts.ts'
import type { AnyShape, ShapeContext, TextPiece } from '../lib/shapes/kind.ts'
import { kindOf } from '../lib/shapes/registry.ts'
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

/** The letters of each font and way of writing. */
function lettersOf(pieces: readonly TextPiece[]): readonly TextPiece[] {
  const kept = new Map<string, { readonly piece: TextPiece; readonly letters: Set<string> }>()
  for (const piece of pieces) {
    const { bold, italic, code } = piece.marks
    const key = `${piece.font} ${bold} ${italic} ${code}`
    const known = kept.get(key) ?? { piece, letters: new Set<string>() }
    for (const letter of piece.text) known.letters.add(letter)
    kept.set(key, known)
  }
  return Array.from(kept.values(), ({ piece, letters }) => ({ ...piece, text: [...letters].join('') }))
}

function rule({ face, range, weight, isItalic }: FontFile, bytes: Buffer): string {
  const ranges = range === '' ? '' : `unicode-range:${range};`
  const src = `url(data:font/woff2;base64,${bytes.toString('base64')}) format("woff2")`
  const style = isItalic ? 'italic' : 'normal'
  return `@font-face{font-family:"${families[face]}";font-style:${style};font-weight:${weight};${ranges}src:${src}}`
}

export function fontCssFor(shapes: readonly AnyShape[], context: ShapeContext): string {
  const pieces = shapes.flatMap((shape) =>
    kindOf(shape)
      .paint(shape, context, 'full')
      .flatMap((step) => (step.name === 'text' ? step.pieces : [])),
  )
  const files = lettersOf(pieces).flatMap(({ text, font, marks }) => fontFilesFor(text, font, marks))
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
