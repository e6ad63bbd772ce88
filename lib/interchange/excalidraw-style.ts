/** Words of Excalidraw and ours, both ways. */
import type { Arrowhead } from '../shapes/arrow.ts'
import type { Font } from '../shapes/style.ts'
import { finite, type Json, words } from './reading.ts'

const FONT_OF_FAMILY: Readonly<Record<number, Font>> = {
  1: 'hand',
  2: 'sans',
  3: 'mono',
  4: 'sans',
  5: 'hand',
  6: 'sans',
  7: 'sans',
  8: 'mono',
  9: 'sans',
  10: 'sans',
}
/** Excalidraw has no serif face; Liberation Sans is the nearest that it will not replace. */
export const familyOfFont: Readonly<Record<Font, number>> = { hand: 5, sans: 6, serif: 9, mono: 8 }
const LINE_HEIGHTS: Readonly<Record<number, number>> = { 2: 1.15, 3: 1.2, 7: 1.15, 9: 1.15 }
export const lineHeightOfFamily = (family: number): number => LINE_HEIGHTS[family] ?? 1.25
export const fontOfFamily = (family: unknown): Font => FONT_OF_FAMILY[finite(family, 1)] ?? 'hand'

const HEAD_WORDS: Readonly<Record<string, Arrowhead>> = {
  arrow: 'arrow',
  bar: 'bar',
  circle: 'circle',
  dot: 'circle',
  circle_outline: 'circle-outline',
  triangle: 'triangle',
  triangle_outline: 'triangle-outline',
  diamond: 'diamond',
  diamond_outline: 'diamond-outline',
  cardinality_one: 'one',
  cardinality_many: 'many',
  cardinality_one_or_many: 'one-or-many',
  cardinality_exactly_one: 'exactly-one',
  cardinality_zero_or_one: 'zero-or-one',
  cardinality_zero_or_many: 'zero-or-many',
  crowfoot_one: 'one',
  crowfoot_many: 'many',
  crowfoot_one_or_many: 'one-or-many',
}

/** Excalidraw draws a stroke 4.25 times as wide as it says, we 2.6 times. */
export const INK_RATIO = 4.25 / 2.6

/** How long Excalidraw makes its heads, whatever the line's width, and what that is in lengths of ours. */
const HEAD_LENGTHS: Partial<Readonly<Record<Arrowhead, readonly [length: number, ours: number]>>> = {
  arrow: [25, 1.04],
  bar: [15, 2.22],
  circle: [15, 1.43],
  'circle-outline': [15, 1.02],
  diamond: [12, 2],
  'diamond-outline': [12, 2],
  many: [20, 1.05],
  one: [20, 1],
  'one-or-many': [20, 1.05],
}
const OTHER_HEAD = [15, 1] as const

/** The length of a head on a leg of that length. */
export function headLengthOn(head: Arrowhead, leg: number): number {
  const [length, ours] = HEAD_LENGTHS[head] ?? OTHER_HEAD
  const share = head === 'diamond' || head === 'diamond-outline' ? 0.25 : 0.5
  return Math.min(length, leg * share) * ours
}

/** An arrow of an old file without the field ends in an arrowhead; null means none. */
export function headOf(stored: unknown, whenMissing: Arrowhead): Arrowhead {
  if (stored === undefined) return whenMissing
  if (typeof stored !== 'string') return 'none'
  return Object.hasOwn(HEAD_WORDS, stored) ? HEAD_WORDS[stored] : 'arrow'
}

/** Heads that Excalidraw does not have. */
const NEAREST_HEADS: Partial<Readonly<Record<Arrowhead, Arrowhead>>> = {
  square: 'diamond',
  'square-outline': 'diamond-outline',
  inverted: 'triangle',
  'inverted-outline': 'triangle-outline',
}

/** Excalidraw's word for a head; null for none. */
export function wordOfHead(head: Arrowhead): string | null {
  if (head === 'none') return null
  const word = (NEAREST_HEADS[head] ?? head).replaceAll('-', '_')
  return Object.hasOwn(HEAD_WORDS, word) ? word : `cardinality_${word}`
}

/** Font and size, also from the old form `font: "20px Virgil"`. */
export function fontOf(element: Json): { readonly font: Font; readonly fontSize: number } {
  const old = /^(\d+(?:\.\d+)?)px (.+)$/.exec(words(element.font))
  if (old && element.fontSize === undefined) {
    const face = old[2].toLowerCase()
    const font = face.includes('cascadia') ? 'mono' : face.includes('helvetica') ? 'sans' : 'hand'
    return { font, fontSize: Number(old[1]) }
  }
  return { font: fontOfFamily(element.fontFamily), fontSize: finite(element.fontSize, 20) }
}

/** Old files do not say it; then it is what Excalidraw gives the font. */
export const lineHeightOf = ({ lineHeight, fontFamily }: Json): number => {
  const stored = finite(lineHeight, 0)
  return stored > 0 ? stored : lineHeightOfFamily(finite(fontFamily, 1))
}
