/** Reads one statement of a flow chart from left to right: names, brackets, links. */
import type { GeoForm } from '../shapes/geo.ts'

export type EdgeHead = 'none' | 'arrow' | 'circle' | 'cross'
export interface MermaidLink {
  readonly label: string
  readonly line: 'solid' | 'dotted' | 'thick'
  readonly startHead: EdgeHead
  readonly endHead: EdgeHead
}

/** Opening and closing brackets of a node, longest first, with the form that they mean. */
const BRACKETS: readonly (readonly [open: string, close: string, form: GeoForm, isRound?: true])[] = [
  ['(((', ')))', 'ellipse'],
  ['((', '))', 'ellipse'],
  ['([', '])', 'terminator'],
  ['[[', ']]', 'subprocess'],
  ['[(', ')]', 'cylinder'],
  ['{{', '}}', 'hexagon'],
  ['[/', '/]', 'parallelogram'],
  ['[\\', '\\]', 'parallelogram-left'],
  ['[/', '\\]', 'trapezoid'],
  ['[\\', '/]', 'trapezoid'],
  ['(', ')', 'rectangle', true],
  ['[', ']', 'rectangle'],
  ['{', '}', 'diamond'],
  ['>', ']', 'callout'],
]
/** The words that `id@{ shape: ... }` knows for what the brackets mean, and a few more. */
export const NAMED_FORMS: Readonly<Record<string, GeoForm>> = {
  rect: 'rectangle',
  rounded: 'rectangle',
  stadium: 'terminator',
  terminal: 'terminator',
  pill: 'terminator',
  'fr-rect': 'subprocess',
  subproc: 'subprocess',
  subroutine: 'subprocess',
  cyl: 'cylinder',
  db: 'cylinder',
  database: 'cylinder',
  circle: 'ellipse',
  circ: 'ellipse',
  'sm-circ': 'ellipse',
  'dbl-circ': 'ellipse',
  diam: 'diamond',
  diamond: 'diamond',
  decision: 'diamond',
  question: 'diamond',
  hex: 'hexagon',
  hexagon: 'hexagon',
  'lean-r': 'parallelogram',
  'lean-l': 'parallelogram-left',
  'trap-b': 'trapezoid',
  'trap-t': 'trapezoid',
  tri: 'triangle',
  doc: 'document',
  document: 'document',
  docs: 'document',
  documents: 'document',
  'lin-doc': 'document',
  'tag-doc': 'document',
  text: 'rectangle',
  event: 'rectangle',
  process: 'rectangle',
  proc: 'rectangle',
  prepare: 'hexagon',
  'dbl-circle': 'ellipse',
  'double-circle': 'ellipse',
  start: 'ellipse',
  stop: 'ellipse',
  'fr-circ': 'ellipse',
  'lin-cyl': 'cylinder',
  das: 'cylinder',
  'h-cyl': 'cylinder',
  'in-out': 'parallelogram',
  'out-in': 'parallelogram-left',
  priority: 'trapezoid',
  manual: 'trapezoid',
  extract: 'triangle',
  delay: 'delay',
  cloud: 'cloud',
  'manual-input': 'manual-input',
  'sl-rect': 'manual-input',
}

/** A label without its quotes, with line breaks and Mermaid's entities as what they mean. */
export function labelOf(written: string): string {
  let label = written.trim()
  if (label.length >= 2 && label.startsWith('"') && label.endsWith('"')) label = label.slice(1, -1)
  if (label.startsWith('`') && label.endsWith('`')) label = label.slice(1, -1).replaceAll('**', '')
  return label
    .replace(/<br ?\/?>/gi, '\n')
    .replaceAll('\\n', '\n')
    .replace(/<\/?(?:b|i|u|em|strong|code|small|span)>/gi, '')
    .replace(/#(?:(\d{1,6})|([a-z]{2,6}));/g, (whole, code, name) => {
      if (code) return Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : whole
      return { quot: '"', amp: '&', lt: '<', gt: '>', nbsp: ' ', colon: ':', semi: ';' }[name as string] ?? whole
    })
    .trim()
}

const HEADS: Readonly<Record<string, EdgeHead>> = { '<': 'arrow', '>': 'arrow', o: 'circle', x: 'cross' }

/** Reads one statement from left to right. */
export class Scan {
  readonly #text: string
  #at = 0
  constructor(text: string) {
    this.#text = text
  }

  get isAtEnd(): boolean {
    this.#skip()
    return this.#at >= this.#text.length
  }

  #skip(): void {
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\t') this.#at++
  }

  take(sign: string): boolean {
    this.#skip()
    if (!this.#text.startsWith(sign, this.#at)) return false
    this.#at += sign.length
    return true
  }

  identifier(): string | null {
    this.#skip()
    const word = /[\p{L}\p{N}_](?:[\p{L}\p{N}_.]|-(?![-.>]))*/uy
    word.lastIndex = this.#at
    const found = word.exec(this.#text)?.[0]
    if (found === undefined) return null
    this.#at += found.length
    return found
  }

  between(open: string, close: string): string | null {
    if (!this.#text.startsWith(open, this.#at)) return null
    const end = this.#text.indexOf(close, this.#at + open.length)
    if (end < 0) return null
    const inside = this.#text.slice(this.#at + open.length, end)
    this.#at = end + close.length
    return inside
  }

  /** The bracket that closes first decides between those that open alike. */
  bracketed(): { readonly label: string; readonly form: GeoForm; readonly isRound: boolean } | null {
    const text = this.#text
    const opening = BRACKETS.find(([open]) => text.startsWith(open, this.#at))?.[0]
    if (opening === undefined) return null
    const from = this.#at + opening.length
    const isQuoted = text[from] === '"'
    const quoteEnd = isQuoted ? text.indexOf('"', from + 1) : -1
    const searchFrom = quoteEnd > 0 ? quoteEnd : from
    let best: {
      readonly end: number
      readonly close: string
      readonly form: GeoForm
      readonly isRound: boolean
    } | null = null
    for (const [open, close, form, isRound] of BRACKETS) {
      if (open !== opening) continue
      const end = text.indexOf(close, searchFrom)
      if (end >= 0 && (best === null || end < best.end)) best = { end, close, form, isRound: isRound === true }
    }
    if (!best) return null
    this.#at = best.end + best.close.length
    return { label: text.slice(from, best.end), form: best.form, isRound: best.isRound }
  }

  /** The name of a link, `e1@` before it; null when there is none. */
  linkName(): string | null {
    this.#skip()
    const named = /[\p{L}\p{N}_-]{1,100}@(?=[<ox]?[-=~])/uy
    named.lastIndex = this.#at
    const found = named.exec(this.#text)?.[0]
    if (found === undefined) return null
    this.#at += found.length
    return found.slice(0, -1)
  }

  /** `-->`, `---`, `-.->`, `==>`, `o--o`, `x--x`, `<-->`, `~~~`, with `|label|` behind it or `-- label -->` in it. */
  link(): MermaidLink | null {
    this.#skip()
    const opening = /([<ox])?(-{2,40}|-\.{1,40}-?|={2,40}|~{3,40})([>ox])?/y
    opening.lastIndex = this.#at
    const found = opening.exec(this.#text)
    if (!found) return null
    const [whole, startSign, body, endSign] = found
    this.#at += whole.length
    const line = body.startsWith('=') ? 'thick' : body.includes('.') ? 'dotted' : 'solid'
    const startHead = HEADS[startSign ?? ''] ?? 'none'
    if (endSign !== undefined || body.length > 2 || body.startsWith('~')) {
      const label = this.between('|', '|') ?? (this.take('|') ? this.#untilBar() : '')
      return { label: labelOf(label), line, startHead, endHead: HEADS[endSign ?? ''] ?? 'none' }
    }
    return this.#inner(line, startHead)
  }

  #untilBar(): string {
    const end = this.#text.indexOf('|', this.#at)
    const label = this.#text.slice(this.#at, end < 0 ? this.#text.length : end)
    this.#at = end < 0 ? this.#text.length : end + 1
    return label
  }

  /** The words after `--`, `-.` or `==`, up to the rest of the link. */
  #inner(line: MermaidLink['line'], startHead: EdgeHead): MermaidLink | null {
    const closing =
      line === 'thick' ? /={2,40}([>ox])?/g : line === 'dotted' ? /\.{1,40}-([>ox])?/g : /-{2,40}([>ox])?/g
    closing.lastIndex = this.#at
    const found = closing.exec(this.#text)
    if (!found) return null
    const label = this.#text.slice(this.#at, found.index)
    this.#at = found.index + found[0].length
    return { label: labelOf(label), line, startHead, endHead: HEADS[found[1] ?? ''] ?? 'none' }
  }
}
