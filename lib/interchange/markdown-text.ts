/**
 * Markdown as formatted text: headings and strong words are bold, emphasis, code, strikes, links and lists stay, fenced code
 * keeps its lines. What a text cannot show (tables, pictures) stays as it is written. Linear in its length.
 */
import type { RichText, TextMarks, TextRun } from '../shapes/rich-text.ts'

const BULLET = /^ {0,8}[-*+] (?:\[[ xX]\] )?/
const ORDERED = /^ {0,8}\d{1,9}[.)] /
const HEADING = /^#{1,6} /
const SIGNS: readonly (readonly [string, TextMarks])[] = [
  ['**', { bold: true }],
  ['__', { bold: true }],
  ['~~', { strike: true }],
  ['*', { italic: true }],
  ['_', { italic: true }],
]
const isWordLetter = (letter: string | undefined): boolean => letter !== undefined && /[\p{L}\p{N}]/u.test(letter)

/** One line's words with their marks; `base` holds for all of it. */
class LineReader {
  readonly #runs: TextRun[] = []
  readonly #line: string
  readonly #base: TextMarks
  #plain = ''
  /** Where signs stand that a backslash makes ordinary letters. */
  readonly #escaped = new Set<number>()

  constructor(line: string, base: TextMarks) {
    this.#line = line
    this.#base = base
    for (const { index } of line.matchAll(/\\[!-/:-@[-`{-~]/g)) this.#escaped.add(index + 1)
  }

  read(): readonly TextRun[] {
    this.#part(0, this.#line.length, this.#base)
    return this.#runs
  }

  #part(from: number, to: number, marks: TextMarks): void {
    let at = from
    while (at < to) {
      const end = this.#special(at, to, marks)
      if (end > at) at = end
      else {
        // A backslash takes the next sign as it is.
        if (this.#escaped.has(at + 1) && at + 1 < to) at++
        this.#plain += this.#line[at++]
      }
    }
    this.#flush(marks)
  }

  /** Where what begins at `at` ends; `at` when nothing begins there. */
  #special(at: number, to: number, marks: TextMarks): number {
    const line = this.#line
    if (line[at] === '`') return this.#code(at, to, marks)
    if (line[at] === '[') return this.#link(at, to, marks)
    for (const [sign, mark] of SIGNS) {
      if (!line.startsWith(sign, at) || (sign.includes('_') && isWordLetter(line[at - 1]))) continue
      const close = this.#closeOf(sign, at + sign.length)
      const inner = at + sign.length
      if (close <= inner || close >= to || line[inner] === ' ' || line[close - 1] === ' ') return at
      this.#flush(marks)
      this.#part(inner, close, { ...marks, ...mark })
      return close + sign.length
    }
    return at
  }

  /** As many ticks as opened it close a piece of code; a blank beside them belongs to them. */
  #code(at: number, to: number, marks: TextMarks): number {
    const line = this.#line
    let from = at
    while (line[from] === '`') from++
    const ticks = line.slice(at, from)
    let close = line.indexOf(ticks, from)
    while (close >= 0 && line[close + ticks.length] === '`') {
      while (line[close] === '`') close++
      close = line.indexOf(ticks, close)
    }
    if (close < 0 || close >= to) return at
    const inside = line.slice(from, close)
    this.#flush(marks)
    this.#plain = ticks.length > 1 ? inside.replace(/^ (?=.)/, '').replace(/ $/, '') : inside
    this.#flush({ ...marks, code: true })
    return close + ticks.length
  }

  /** Where the next `sign` stands that is not escaped. Of three stars in a row the last two close what is strong. */
  #closeOf(sign: string, from: number): number {
    const line = this.#line
    let at = line.indexOf(sign, from)
    while (at >= 0 && this.#escaped.has(at)) at = line.indexOf(sign, at + 1)
    return sign === '**' && at > from && line[at + 2] === '*' ? at + 1 : at
  }

  #link(at: number, to: number, marks: TextMarks): number {
    const line = this.#line
    const middle = this.#closeOf('](', at + 1)
    const close = middle < 0 ? -1 : line.indexOf(')', middle + 2)
    if (close < 0 || close >= to || middle >= to) return at
    this.#flush(marks)
    const link = line.slice(middle + 2, close).split(' ')[0]
    this.#part(at + 1, middle, /^(https?:|mailto:)/i.test(link) ? { ...marks, link } : marks)
    return close + 1
  }

  #flush(marks: TextMarks): void {
    if (this.#plain === '') return
    this.#runs.push(
      Object.keys(marks).length > 0 ? { insert: this.#plain, attributes: marks } : { insert: this.#plain },
    )
    this.#plain = ''
  }
}

/** Longer lines are not looked into for marks: each sign looks ahead in its line. */
const MAX_MARKED_LINE = 2_000

/** One line's words with their marks. */
export const markdownLine = (line: string): RichText =>
  line.length > MAX_MARKED_LINE ? [{ insert: line }] : new LineReader(line, {}).read()

export function markdownText(markdown: string): RichText {
  const runs: TextRun[] = []
  let fence = ''
  const lines = markdown.replace(/\r\n?/g, '\n').split('\n')
  for (const [index, line] of lines.entries()) {
    const isLast = index === lines.length - 1
    const sign = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (sign && (fence === '' || line.trim().startsWith(fence))) {
      fence = fence === '' ? sign : ''
      continue
    }
    if (fence !== '') {
      runs.push({ insert: isLast ? line : `${line}\n`, attributes: { code: true } })
      continue
    }
    const [prefix, list] = BULLET.test(line)
      ? [BULLET, 'bullet' as const]
      : ORDERED.test(line)
        ? [ORDERED, 'ordered' as const]
        : [null, undefined]
    const isHeading = HEADING.test(line)
    // Two blanks at the end of a line keep it apart from the next one, which it is here anyway.
    const whole = line.endsWith('  ') ? line.trimEnd() : line
    const words = prefix ? whole.replace(prefix, '') : whole.replace(HEADING, '')
    const base: TextMarks = isHeading ? { bold: true } : {}
    if (words.length <= MAX_MARKED_LINE) runs.push(...new LineReader(words, base).read())
    else runs.push({ insert: words })
    if (list) runs.push({ insert: '\n', attributes: { list } })
    else if (!isLast) runs.push({ insert: '\n' })
  }
  return runs.filter(({ insert }) => insert !== '')
}
