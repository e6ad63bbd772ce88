/** Text widths without a browser: from advance widths and letter pairs of the shipped fonts. */
import { EMOJI_WIDTH } from './emoji.ts'
import { packedKerns, packedWidths, widthRanges } from './font-widths.ts'
import type { TextMeasurer } from './kind.ts'
import type { TextMarks } from './rich-text.ts'
import type { Font } from './style.ts'

type Face = keyof typeof packedWidths
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'

interface Table {
  /** In font sizes, by code point. */
  readonly widths: ReadonlyMap<number, number>
  /** In font sizes, by first * 128 + second of two ASCII letters. */
  readonly kerns: ReadonlyMap<number, number>
}

function unpackKerns(face: Face): ReadonlyMap<number, number> {
  const kerns = new Map<number, number>()
  const packed: string = packedKerns[face]
  if (packed === '') return kerns
  for (const group of packed.split(' ')) {
    const bar = group.indexOf('|')
    const kern = group.slice(0, bar)
    const pairs = group.slice(bar + 1)
    for (let i = 0; i < pairs.length; i += 2) {
      kerns.set(pairs.charCodeAt(i) * 128 + pairs.charCodeAt(i + 1), Number(kern) / 1000)
    }
  }
  return kerns
}

function unpackWidths(face: Face): ReadonlyMap<number, number> {
  const widths = new Map<number, number>()
  const packed = packedWidths[face]
  let at = 0
  for (const [first, last] of widthRanges) {
    for (let code = first; code <= last; code++, at += 2) {
      widths.set(code, (ALPHABET.indexOf(packed.charAt(at)) * 64 + ALPHABET.indexOf(packed.charAt(at + 1))) / 1000)
    }
  }
  return widths
}

const tables = new Map<Face, Table>()
function tableOf(face: Face): Table {
  let table = tables.get(face)
  if (!table) {
    table = { widths: unpackWidths(face), kerns: unpackKerns(face) }
    tables.set(face, table)
  }
  return table
}

function faceOf(font: Font, marks: TextMarks): Face {
  if (marks.code || font === 'mono') return 'mono'
  return marks.bold ? `${font}Bold` : font
}

const MARK = /^[\p{Mn}\p{Me}\p{Cf}]$/u
const SPACING_MARK = /^\p{Mc}$/u
const SKIN_TONE = /^\p{Emoji_Modifier}$/u
const FLAG_LETTER = /^\p{Regional_Indicator}$/u
const JOINER = 0x200d
const EMOJI = /^\p{Extended_Pictographic}$/u
/** Scripts that the table leaves out, by what their letters measure in common fonts. */
function guess(letter: string, code: number): number {
  if (MARK.test(letter) || SKIN_TONE.test(letter)) return 0
  if (SPACING_MARK.test(letter)) return 0.25
  // Vowels and finals of a Hangul syllable stand in the room of its first letter.
  if ((code >= 0x1160 && code <= 0x11ff) || (code >= 0xd7b0 && code <= 0xd7ff)) return 0
  // Two of them make one flag.
  if (FLAG_LETTER.test(letter)) return EMOJI_WIDTH / 2
  if ((code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) || code >= 0x20000) return 1
  if (code >= 0xac00 && code <= 0xd7af) return 0.92
  if ((code >= 0xf900 && code <= 0xfaff) || (code >= 0xff01 && code <= 0xff60)) return 1
  if (EMOJI.test(letter)) return EMOJI_WIDTH
  if (code >= 0x0590 && code <= 0x08ff) return 0.52
  return 0.6
}

/** Widths from tables: the same on every machine, for exports made by the server and for tests. */
export const tableMeasurer: TextMeasurer = {
  width(text, font, fontSize, marks) {
    const { widths, kerns } = tableOf(faceOf(font, marks))
    let sum = 0
    let before = 0
    for (const letter of text) {
      const code = letter.codePointAt(0) as number
      // What is joined is drawn as one picture.
      if (before !== JOINER) sum += widths.get(code) ?? guess(letter, code)
      if (code < 128 && before < 128) sum += kerns.get(before * 128 + code) ?? 0
      before = code
    }
    return sum * fontSize
  },
}
