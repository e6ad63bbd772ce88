/**
 * In which direction a paragraph reads and in which order the pieces of its lines stand, by the Unicode Bidirectional
 * Algorithm. The one place for it: editor, canvas and every export follow what is decided here.
 */

import bidiFactory, { type Bidi } from 'bidi-js'
import { numberAt } from '../base/at.ts'

export type Direction = 'ltr' | 'rtl'

/** Hebrew to Arabic Extended and their presentation forms, old scripts of that side, and the marks that turn words. */
const MAYBE_RTL =
  /[\u0590-\u08ff\u200f\u202b\u202e\u2067\u2068\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

let algorithm: Bidi | null = null
/** Its tables are unpacked when the first such letter is met; most boards have none. */
function bidi(): Bidi {
  algorithm ??= bidiFactory()
  return algorithm
}

/** Base direction: that of the first strong letter, as `dir="auto"` has it. */
export function directionOf(text: string): Direction {
  return levelsOf(text)?.base ?? 'ltr'
}

export interface Levels {
  readonly base: Direction
  /** One for each UTF-16 unit: odd ones read from right to left. */
  readonly of: Uint8Array
}

/** The levels of one paragraph; null when all of it reads from left to right. */
export function levelsOf(text: string, base?: Direction): Levels | null {
  if (!MAYBE_RTL.test(text)) return null
  const plain = text.replace(SEPARATORS, ' ').replace(ASTRAL, standIn)
  const { levels, paragraphs } = bidi().getEmbeddingLevels(plain, base ?? firstStrong(plain))
  return { base: ((paragraphs[0]?.level ?? 0) & 1) === 1 ? 'rtl' : 'ltr', of: levels }
}
/** To the algorithm these end a paragraph; here only a line feed does, and that is not in the text. */
const SEPARATORS = /[^\P{Cc}\t]|\p{Zp}/gu

/**
 * The library (seen with bidi-js 1.1.0) looks at single UTF-16 units and takes both halves of an emoji for Latin letters.
 * Letters of the same kind from the first plane stand in for them.
 */
const ASTRAL = /[\u{10000}-\u{10ffff}]/gu
const standIns: Partial<Record<string, string>> = {
  R: '\u05d0',
  AL: '\u0627',
  EN: '0',
  AN: '\u0660',
  NSM: '\u0300',
  L: 'a',
}
function standIn(letter: string): string {
  const one = standIns[bidi().getBidiCharTypeName(letter)] ?? '\u2600'
  return one + one
}

/** Rule P2: what stands in an isolate is passed over. */
function firstStrong(text: string): Direction {
  let depth = 0
  for (const letter of text) {
    const type = bidi().getBidiCharTypeName(letter)
    if (type === 'LRI' || type === 'RLI' || type === 'FSI') depth++
    else if (type === 'PDI') depth = Math.max(0, depth - 1)
    else if (depth === 0 && type === 'L') return 'ltr'
    else if (depth === 0 && (type === 'R' || type === 'AL')) return 'rtl'
  }
  return 'ltr'
}

/** Rule L2: the places of pieces of one line, from left to right; each number names the piece that stands there. */
export function visualOrder(levels: readonly number[]): readonly number[] {
  const order = levels.map((_, i) => i)
  let level = Math.max(0, ...levels)
  const isTurned = (place: number | undefined) => place !== undefined && numberAt(levels, place) >= level
  for (; level > 0; level--) {
    for (let from = 0; from < order.length; from++) {
      if (!isTurned(order[from])) continue
      let until = from + 1
      while (isTurned(order[until])) until++
      order.splice(from, until - from, ...order.slice(from, until).reverse())
      from = until
    }
  }
  return order
}

/**
 * `text`, all of one level, so that a printer that applies the algorithm by itself puts its letters as they stood in
 * their paragraph: only where a mark in that paragraph turned them does it need to be told.
 */
export function aloneAsThere(text: string, direction: Direction): string {
  const odd = direction === 'rtl' ? 1 : 0
  const alone = levelsOf(text, direction)
  const isSame = alone ? alone.of.every((level) => (level & 1) === odd) : odd === 0 || !LETTER.test(text)
  return isSame ? text : `${odd === 1 ? '\u202e' : '\u202d'}${text.replace(TURNING, '')}\u202c`
}
const LETTER = /[\p{L}\p{N}]/u
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g
