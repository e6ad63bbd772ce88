/**
 * The words of a page as a layer that is not seen but found and copied. What the drawing library tells of its letters
 * is untrue wherever a font replaces one by another (a hand's alternates, ligatures, most scripts but Latin): so the
 * letters that are seen are said to be spaces (`pdf-file.ts`), and each word stands once more at its place, as written.
 */
import { cleanText } from '../lib/base/clean-text.ts'
import type { Affine } from '../lib/geometry/transform.ts'
import type { TextMeasurer, TextPiece } from '../lib/shapes/kind.ts'

export interface PlacedPiece {
  readonly piece: TextPiece
  /** From the piece's local pixels to the page's points, y downwards. */
  readonly toPage: Affine
}

/** Letters of one size, of which each font holds 255: one byte names a letter. */
const LETTERS_PER_FONT = 255
const LETTER_WIDTH = 0.5
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const lettersOf = (text: string): readonly string[] => Array.from(segmenter.segment(text), ({ segment }) => segment)

export interface WordLayer {
  /** Operators of a page whose y runs upwards. */
  add(pieces: readonly PlacedPiece[], height: number, measure: TextMeasurer): string
  /** The letters of each font that all pages share, in the order of their codes from 1. */
  fonts(): readonly (readonly string[])[]
}

interface Word {
  readonly letters: readonly string[]
  readonly x: number
  readonly width: number
}

/** As they stand from left to right, which is how a page is read back. */
function wordsOf(piece: TextPiece, measure: TextMeasurer): readonly Word[] {
  const text = cleanText(piece.text)
  const widthOf = (part: string) => measure.width(part, piece.font, piece.fontSize, piece.marks)
  const whole = widthOf(text)
  const stretch = whole > 0 ? piece.width / whole : 1
  const isRtl = piece.direction === 'rtl'
  const words: Word[] = []
  for (const { 0: word, index } of text.matchAll(/\S+/gu)) {
    const before = widthOf(text.slice(0, index)) * stretch
    const width = widthOf(text.slice(0, index + word.length)) * stretch - before
    const letters = lettersOf(word)
    const x = isRtl ? piece.x + piece.width - before - width : piece.x + before
    words.push({ letters: isRtl ? [...letters].reverse() : letters, x, width })
  }
  return isRtl ? words.reverse() : words
}

const number = (value: number): string => String(Math.round(value * 1e4) / 1e4)

export function wordLayer(): WordLayer {
  const codes = new Map<string, number>([[' ', 0]])
  const codeOf = (letter: string): number => {
    const known = codes.get(letter)
    if (known !== undefined) return known
    codes.set(letter, codes.size)
    return codes.size - 1
  }
  return {
    add(pieces, height, measure) {
      const lines: string[] = []
      for (const { piece, toPage } of pieces) {
        const { a, b, c, d, e, f } = toPage
        const { fontSize, baseline } = piece
        for (const { letters, x, width } of wordsOf(piece, measure)) {
          if (!(width > 0) || !(fontSize > 0)) continue
          const at = [a * x + c * baseline + e, height - (b * x + d * baseline + f)]
          const stretch = width / (letters.length * LETTER_WIDTH * fontSize)
          const matrix = [a * stretch, -b * stretch, -c, d, ...at].map(number).join(' ')
          lines.push(`${matrix} Tm ${shown([...letters, ' '].map(codeOf), fontSize)}`)
        }
      }
      return `BT 3 Tr\n${lines.join('\n')}\nET`
    },
    fonts() {
      const letters = [...codes.keys()]
      const fonts: string[][] = []
      for (let at = 0; at < letters.length; at += LETTERS_PER_FONT) fonts.push(letters.slice(at, at + LETTERS_PER_FONT))
      return fonts
    },
  }
}

/** Runs of letters of one font each. */
function shown(codes: readonly number[], fontSize: number): string {
  let text = ''
  let font = -1
  for (const code of codes) {
    const own = Math.floor(code / LETTERS_PER_FONT)
    if (own !== font) text += `${font < 0 ? '' : '> Tj '}/Words${own} ${number(fontSize)} Tf <`
    font = own
    text += ((code % LETTERS_PER_FONT) + 1).toString(16).padStart(2, '0')
  }
  return `${text}> Tj`
}
