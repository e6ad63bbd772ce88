/** Text widths without a browser: from the advance widths of the shipped fonts. Kerning is left out (under 2 %). */
import { packedWidths, widthRanges } from './font-widths.ts'
import type { TextMeasurer } from './kind.ts'
import type { TextMarks } from './rich-text.ts'
import type { Font } from './style.ts'

type Face = keyof typeof packedWidths
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'

function unpack(face: Face): ReadonlyMap<number, number> {
  const widths = new Map<number, number>()
  const packed = packedWidths[face]
  let at = 0
  for (const [first, last] of widthRanges) {
    for (let code = first; code <= last; code++, at += 2) {
      widths.set(code, (ALPHABET.indexOf(packed[at]) * 64 + ALPHABET.indexOf(packed[at + 1])) / 1000)
    }
  }
  return widths
}

const tables = new Map<Face, ReadonlyMap<number, number>>()
function tableOf(face: Face): ReadonlyMap<number, number> {
  let table = tables.get(face)
  if (!table) {
    table = unpack(face)
    tables.set(face, table)
  }
  return table
}

function faceOf(font: Font, marks: TextMarks): Face {
  if (marks.code || font === 'mono') return 'mono'
  return marks.bold ? `${font}Bold` : font
}

const MARK = /^[\p{Mn}\p{Me}\p{Cf}]$/u
const EMOJI = /^\p{Extended_Pictographic}$/u
/** Scripts that the table leaves out, by what their letters measure in common fonts. */
function guess(letter: string, code: number): number {
  if (MARK.test(letter)) return 0
  if ((code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) || code >= 0x20000) return 1
  if (code >= 0xac00 && code <= 0xd7af) return 0.92
  if ((code >= 0xf900 && code <= 0xfaff) || (code >= 0xff01 && code <= 0xff60)) return 1
  if (EMOJI.test(letter)) return 1.25
  if (code >= 0x0590 && code <= 0x08ff) return 0.52
  return 0.6
}

/** Widths from tables: the same on every machine, for exports made by the server and for tests. */
export const tableMeasurer: TextMeasurer = {
  width(text, font, fontSize, marks) {
    const table = tableOf(faceOf(font, marks))
    let sum = 0
    for (const letter of text) {
      const code = letter.codePointAt(0) as number
      sum += table.get(code) ?? guess(letter, code)
    }
    return sum * fontSize
  },
}
