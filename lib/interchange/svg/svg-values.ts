/** Values of SVG attributes: what is read of them is written anew, and what is not understood is left out. */
const MAX_NUMBER = 1e6
const MAX_WORD_LENGTH = 200

const isDigit = (letter: string): boolean => letter >= '0' && letter <= '9'
const isNumberPart = (letter: string): boolean => isDigit(letter) || letter === '.'

export const isSane = (value: number): boolean => Number.isFinite(value) && Math.abs(value) <= MAX_NUMBER

/** The number at `at` and where it ends; null when there is none. */
export function readNumber(text: string, at: number): { readonly value: number; readonly end: number } | null {
  let end = at
  if (text[end] === '+' || text[end] === '-') end++
  const start = end
  let dots = 0
  while (end < text.length && isNumberPart(text[end])) {
    if (text[end] === '.' && ++dots > 1) break
    end++
  }
  if (end === start) return null
  const isExponent = text[end] === 'e' || text[end] === 'E'
  const sign = text[end + 1] === '+' || text[end + 1] === '-' ? 2 : 1
  if (isExponent && isDigit(text.charAt(end + sign))) {
    end += sign
    while (end < text.length && isDigit(text[end])) end++
  }
  return { value: Number(text.slice(at, end)), end }
}

const UNITS: Readonly<Record<string, number>> = {
  px: 1,
  pt: 4 / 3,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
  em: 16,
}

/** In pixels; null for percentages and whatever is no length. */
export function readLength(text: string | undefined): number | null {
  const trimmed = text?.trim() ?? ''
  const found = readNumber(trimmed, 0)
  if (!found) return null
  const unit = trimmed.slice(found.end).trim().toLowerCase()
  const factor = unit === '' ? 1 : UNITS[unit]
  const value = factor === undefined ? Number.NaN : found.value * factor
  return isSane(value) ? value : null
}

/** Numbers with spaces or commas between; null when anything else is there, or one is out of all proportion. */
export function readNumbers(text: string, maxCount = 100_000): readonly number[] | null {
  const numbers: number[] = []
  let at = 0
  while (at < text.length) {
    if (' ,\n\t\r'.includes(text[at])) {
      at++
      continue
    }
    const found = readNumber(text, at)
    if (!found || !isSane(found.value) || numbers.length >= maxCount) return null
    numbers.push(found.value)
    at = found.end
  }
  return numbers
}

const round = (value: number): string => String(Math.round(value * 1e4) / 1e4)
export const writeNumbers = (numbers: readonly number[]): string => numbers.map(round).join(' ')

/** How well something is seen, 0 to 1, as a number or in hundredths; all of it when nothing that can be read is said. */
export function readShare(text: string | undefined): number {
  const value = Number.parseFloat(text ?? '1') / (text?.trim().endsWith('%') ? 100 : 1)
  return Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 1
}

const PATH_LETTERS = 'MmLlHhVvCcSsQqTtAaZz'
const ARC_LENGTH = 7

/** The flags of an arc may stand without anything between them: `a1 1 0 012 3`. */
export function readArcFlag(text: string, at: number): { readonly value: number; readonly end: number } | null {
  return text[at] === '0' || text[at] === '1' ? { value: Number(text[at]), end: at + 1 } : null
}

/** A path's data written anew; null when it is none. */
export function cleanPath(text: string): string | null {
  const parts: string[] = []
  let command = ''
  let nth = 0
  let at = 0
  while (at < text.length) {
    const letter = text[at]
    if (' ,\n\t\r'.includes(letter)) at++
    else if (PATH_LETTERS.includes(letter)) {
      command = letter
      nth = 0
      parts.push(letter)
      at++
    } else {
      const place = nth++ % ARC_LENGTH
      const isFlag = (command === 'a' || command === 'A') && (place === 3 || place === 4)
      const found = isFlag ? readArcFlag(text, at) : readNumber(text, at)
      if (!found || command === '' || !isSane(found.value)) return null
      parts.push(round(found.value))
      at = found.end
    }
  }
  return parts.length > 0 ? parts.join(' ') : null
}

const TRANSFORMS: Readonly<Record<string, readonly number[]>> = {
  matrix: [6],
  translate: [1, 2],
  scale: [1, 2],
  rotate: [1, 3],
  skewX: [1],
  skewY: [1],
}
const MAX_TRANSFORMS = 32

export function cleanTransform(text: string): string | null {
  const parts: string[] = []
  let at = 0
  while (at < text.length && parts.length < MAX_TRANSFORMS) {
    const open = text.indexOf('(', at)
    if (open < 0) break
    const close = text.indexOf(')', open)
    if (close < 0) return null
    const name = text.slice(at, open).replaceAll(',', ' ').trim()
    const numbers = readNumbers(text.slice(open + 1, close))
    if (!numbers || !TRANSFORMS[name]?.includes(numbers.length)) return null
    parts.push(`${name}(${writeNumbers(numbers)})`)
    at = close + 1
  }
  return parts.length > 0 ? parts.join(' ') : null
}

/** Dashes so fine that a line has very many of them are no dashes. */
const MIN_DASH = 0.5

export function cleanDashes(text: string): string | null {
  const numbers = readNumbers(text.replaceAll('px', ''), 32)
  if (!numbers || numbers.some((length) => length < 0)) return null
  return numbers.reduce((sum, length) => sum + length, 0) / Math.max(1, numbers.length) >= MIN_DASH
    ? writeNumbers(numbers)
    : null
}

const WORD_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 #.,%()-+_'"

/** Words that a drawing library could read as numbers that are none. */
const NO_NUMBER: ReadonlySet<string> = new Set(['nan', 'infinity', 'inf'])

/** Colours, names of fonts and keywords: plain letters, and nothing that names another place. */
export function cleanWord(text: string): string | null {
  const word = text.trim()
  if (word === '' || word.length > MAX_WORD_LENGTH || word.toLowerCase().includes('url')) return null
  if (NO_NUMBER.has(word.toLowerCase().replace(/^[-+]/, ''))) return null
  for (const letter of word) if (!WORD_LETTERS.includes(letter)) return null
  return word
}

/** `x` of `url(#x)`, with or without quotes. */
export function readReference(text: string): string | null {
  const word = text.trim()
  if (!word.startsWith('url(') || !word.includes(')')) return null
  const inside = word.slice(4, word.indexOf(')')).trim().replaceAll('"', '').replaceAll("'", '')
  return inside.startsWith('#') ? inside.slice(1) : null
}
