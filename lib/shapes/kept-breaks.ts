/**
 * Line breaks that a text brought along from another program. They hold while its words, its size and the width of its
 * box are those that it came with; any change of these, and the text is broken anew.
 */
import { type Field, field } from '../base/fields.ts'
import type { Placement } from '../geometry/box.ts'
import { plainText, type RichText } from './rich-text.ts'

export interface KeptBreaks {
  /** Where in the plain text each further line begins, ascending. */
  readonly at: readonly number[]
  /** What the text was: see `fingerprint`. */
  readonly of: number
  /** The width of the box that it was broken for; 0: whatever it is. */
  readonly w: number
  readonly fontSize: number
}

const MAX_BREAKS = 2_000
/** Boxes as wide as this, give or take, are the same. */
const SAME_WIDTH = 0.5

const isCount = (n: unknown): n is number => typeof n === 'number' && Number.isInteger(n) && n >= 0
const isSize = (n: unknown): n is number => typeof n === 'number' && Number.isFinite(n) && n >= 0

export const keptBreaksField: Field<KeptBreaks | null> = field<KeptBreaks | null>(null, (stored) => {
  if (typeof stored !== 'object' || stored === null) return null
  const { at, of, w, fontSize } = stored as Readonly<Record<string, unknown>>
  if (!Array.isArray(at) || at.length > MAX_BREAKS || !isCount(of) || !isSize(w) || !isSize(fontSize)) return null
  const isAscending = at.every((n, i) => isCount(n) && n > (i === 0 ? 0 : at[i - 1]))
  return isAscending ? { at: [...at], of, w, fontSize } : null
})

/** A number that tells one text from another (FNV-1a); two texts that share one would only be broken oddly. */
export function fingerprint(text: RichText): number {
  let hash = 0x811c9dc5
  for (const { insert } of text) {
    for (let i = 0; i < insert.length; i++) hash = Math.imul(hash ^ insert.charCodeAt(i), 0x01000193)
  }
  return hash >>> 0
}

const prints = new WeakMap<RichText, number>()
function fingerprintOf(text: RichText): number {
  let known = prints.get(text)
  if (known === undefined) {
    known = fingerprint(text)
    prints.set(text, known)
  }
  return known
}

interface Broken {
  readonly text: RichText
  readonly fontSize: number
  readonly placement: Placement
  readonly breaks: KeptBreaks | null
}

/** The breaks that hold for a shape as it is now; undefined when it is to be broken by measure. */
export function breaksOf({ text, fontSize, placement, breaks }: Broken): readonly number[] | undefined {
  if (!breaks || breaks.fontSize !== fontSize) return undefined
  if (breaks.w !== 0 && Math.abs(breaks.w - placement.w) > SAME_WIDTH) return undefined
  return breaks.of === fingerprintOf(text) ? breaks.at : undefined
}

/**
 * Finds where `wrapped` breaks `text`: it says the same words, with more newlines, and perhaps without the spaces that
 * would hang there. Null when it says something else.
 */
export function breaksBetween(text: RichText, wrapped: string): readonly number[] | null {
  const plain = plainText(text)
  const at: number[] = []
  let i = 0
  for (let j = 0; j < wrapped.length; j++) {
    const letter = wrapped[j]
    if (i < plain.length && plain[i] === letter) {
      i++
      continue
    }
    if (letter === '\n') {
      while (plain[i] === ' ') i++
      if (plain[i] === '\n') {
        i++
        continue
      }
      if (i > 0 && i < plain.length && at[at.length - 1] !== i) at.push(i)
      continue
    }
    // Spaces at the end of a line, which only one of the two has kept.
    if (letter === ' ') continue
    while (plain[i] === ' ') i++
    if (plain[i] !== letter) return null
    i++
  }
  return plain.slice(i).trim() === '' && at.length <= MAX_BREAKS ? at : null
}
