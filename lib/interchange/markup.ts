/**
 * Tags and words of HTML or SVG, as far as a clipboard needs them. Total, in time that grows with the length; no DOM, nothing
 * is loaded or run. What is no whole tag is words.
 */
import { own } from './reading.ts'

export type MarkupToken =
  | {
      readonly name: 'open'
      readonly tag: string
      /** As they are written: names in their case, values with their entities. */
      readonly attributes: ReadonlyMap<string, string>
      readonly isEmpty: boolean
      readonly start: number
      readonly end: number
    }
  | { readonly name: 'close'; readonly tag: string }
  | { readonly name: 'words'; readonly text: string }
  /** Comments, declarations, document types. */
  | { readonly name: 'aside' }

const NAME = /[a-z][\w:-]{0,80}/iy
const isBlank = (letter: string): boolean => letter === ' ' || (letter >= '\t' && letter <= '\r')

class Scanner {
  readonly #text: string
  readonly #lastEnd: number
  #isBroken = false
  constructor(text: string) {
    this.#text = text
    this.#lastEnd = text.lastIndexOf('>')
  }

  /** The token that begins with the `<` at `at`, and where it ends; null when it is only a sign. */
  tokenAt(at: number): { readonly token: MarkupToken; readonly end: number } | null {
    if (this.#isBroken || at > this.#lastEnd) return null
    const next = this.#text[at + 1]
    if (next === '!' || next === '?') return { token: { name: 'aside' }, end: this.#asideEnd(at) }
    const isClose = next === '/'
    NAME.lastIndex = at + (isClose ? 2 : 1)
    const tag = NAME.exec(this.#text)?.[0]
    if (tag === undefined) return null
    if (isClose) return { token: { name: 'close', tag }, end: this.#text.indexOf('>', at) + 1 }
    return this.#openTag(at, tag)
  }

  #asideEnd(at: number): number {
    const text = this.#text
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at + 4)
      return end < 0 ? text.length : end + 3
    }
    const end = text.indexOf('>', at)
    // No further than to its own end: many declarations would all look through the rest of the text.
    const bracket = text.slice(at, end).indexOf('[')
    if (bracket < 0) return end + 1
    // A document type may hold declarations of its own.
    const closed = text.indexOf(']', at + bracket)
    const after = closed < 0 ? -1 : text.indexOf('>', closed)
    return after < 0 ? text.length : after + 1
  }

  #openTag(start: number, tag: string) {
    const text = this.#text
    const attributes = new Map<string, string>()
    let at = start + 1 + tag.length
    while (at < text.length && text[at] !== '>') {
      if (isBlank(text[at]) || text[at] === '/') at++
      else at = this.#attribute(at, attributes)
    }
    if (at >= text.length) {
      // Its end lies in no tag: neither has any later one an end.
      this.#isBroken = true
      return null
    }
    const isEmpty = text[at - 1] === '/'
    return { token: { name: 'open', tag, attributes, isEmpty, start, end: at + 1 } as const, end: at + 1 }
  }

  #attribute(from: number, attributes: Map<string, string>): number {
    const text = this.#text
    let at = from
    while (at < text.length && !isBlank(text[at]) && !'=>/'.includes(text[at])) at++
    const name = text.slice(from, at)
    while (at < text.length && isBlank(text[at])) at++
    if (text[at] !== '=') {
      if (name !== '') attributes.set(name, '')
      return Math.max(at, from + 1)
    }
    at++
    while (at < text.length && isBlank(text[at])) at++
    const quote = text[at]
    if (quote === '"' || quote === "'") {
      const end = text.indexOf(quote, at + 1)
      if (end < 0) return text.length
      if (name !== '') attributes.set(name, text.slice(at + 1, end))
      return end + 1
    }
    const valueFrom = at
    while (at < text.length && !isBlank(text[at]) && text[at] !== '>') at++
    if (name !== '') attributes.set(name, text.slice(valueFrom, at))
    return at
  }
}

/** All of `text`, piece by piece. */
export function* markupTokens(text: string): Generator<MarkupToken> {
  const scanner = new Scanner(text)
  let wordsFrom = 0
  let at = text.indexOf('<')
  while (at >= 0) {
    const found = scanner.tokenAt(at)
    if (found) {
      if (at > wordsFrom) yield { name: 'words', text: text.slice(wordsFrom, at) }
      yield found.token
      wordsFrom = found.end
    }
    at = text.indexOf('<', found ? found.end : at + 1)
  }
  if (wordsFrom < text.length) yield { name: 'words', text: text.slice(wordsFrom) }
}

const named: Readonly<Record<string, string>> = {
  ...{
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    ensp: '\u2002',
    emsp: '\u2003',
    shy: '\u00ad',
  },
  ...{ zwj: '\u200d', zwnj: '\u200c', lrm: '\u200e', rlm: '\u200f', ndash: '–', mdash: '—', hellip: '…', bull: '•' },
  ...{ middot: '·', lsquo: '‘', rsquo: '’', sbquo: '‚', ldquo: '“', rdquo: '”', bdquo: '„', laquo: '«', raquo: '»' },
  ...{ copy: '©', reg: '®', trade: '™', deg: '°', plusmn: '±', times: '×', divide: '÷', euro: '€', pound: '£' },
  ...{ yen: '¥', cent: '¢', sect: '§', para: '¶', larr: '←', rarr: '→', uarr: '↑', darr: '↓', szlig: 'ß' },
  ...{ auml: 'ä', ouml: 'ö', uuml: 'ü', Auml: 'Ä', Ouml: 'Ö', Uuml: 'Ü', eacute: 'é', egrave: 'è', agrave: 'à' },
}

/** Characters behind their names and numbers; what has none stays as it is written. */
export const unescapeMarkup = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]\w{1,8}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return own(named, name) ?? whole
    const code = Number.parseInt(hex ?? decimal, hex === undefined ? 10 : 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
