/** Reads foreign XML as a tree, in time that grows with its length, within limits; no entity of its own making is read. */
import { fail, ok, type Result } from '../../base/result.ts'

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string
  /** Names without their prefix: `href` is `xlink:href` too. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly (XmlElement | string)[]
}

export interface XmlLimits {
  readonly length: number
  readonly depth: number
  readonly elements: number
}

export type XmlFailure = { readonly code: 'too-large' | 'malformed'; readonly message: string }

const MAX_ATTRIBUTES = 64
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
/** The longest there is: `&#x10ffff;`. */
const MAX_ENTITY_LENGTH = 10

interface Open {
  readonly element: XmlElement
  readonly children: (XmlElement | string)[]
}

const isSpace = (letter: string): boolean => letter === ' ' || letter === '\n' || letter === '\t' || letter === '\r'
const bareName = (name: string): string => name.slice(name.lastIndexOf(':') + 1)

function entityOf(name: string): string {
  if (!name.startsWith('#')) return ENTITIES[name] ?? ''
  const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
  // Control characters and halves of pairs are no text.
  if (!(code >= 0x20 && code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff)) return ''
  return String.fromCodePoint(code)
}

export function decodeText(text: string): string {
  let decoded = ''
  let at = 0
  for (;;) {
    const next = text.indexOf('&', at)
    if (next < 0) return decoded + text.slice(at)
    decoded += text.slice(at, next)
    const end = text.slice(next, next + MAX_ENTITY_LENGTH).indexOf(';')
    if (end > 0) decoded += entityOf(text.slice(next + 1, next + end))
    at = end > 0 ? next + end + 1 : next + 1
  }
}

/** The attributes of a start tag's inside; what is no attribute is passed over. */
function readAttributes(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>()
  let at = 0
  while (at < text.length && attributes.size < MAX_ATTRIBUTES) {
    const equals = text.indexOf('=', at)
    if (equals < 0) break
    const name = text.slice(at, equals).trim()
    let open = equals + 1
    while (isSpace(text.charAt(open))) open++
    const quote = text.charAt(open)
    if (quote !== '"' && quote !== "'") break
    const close = text.indexOf(quote, open + 1)
    if (close < 0) break
    if (name !== '') attributes.set(bareName(name), decodeText(text.slice(open + 1, close)))
    at = close + 1
  }
  return attributes
}

/** Where the tag that begins at `at` ends: a `>` in quotes ends nothing. Negative when it does not end. */
function tagEnd(text: string, at: number): number {
  let quote = ''
  for (let place = at; place < text.length; place++) {
    const letter = text[place]
    if (quote !== '') {
      if (letter === quote) quote = ''
    } else if (letter === '"' || letter === "'") quote = letter
    else if (letter === '>') return place
  }
  return -1
}

/** A doctype may hold declarations in brackets; all of it is passed over. */
function doctypeEnd(text: string, at: number): number {
  let depth = 0
  for (let place = at; place < text.length; place++) {
    const letter = text[place]
    if (letter === '[') depth++
    else if (letter === ']') depth--
    else if (letter === '>' && depth <= 0) return place
  }
  return -1
}

const malformed = (message: string): Result<never, XmlFailure> => fail('malformed', message)

export function readXml(text: string, limits: XmlLimits): Result<XmlElement, XmlFailure> {
  if (text.length > limits.length) return fail('too-large', `more than ${limits.length} characters`)
  const stack: Open[] = []
  let count = 0
  let at = 0
  for (;;) {
    const next = text.indexOf('<', at)
    if (next < 0) return malformed('it has no end')
    if (next > at) stack.at(-1)?.children.push(decodeText(text.slice(at, next)))
    const skipped = skipAside(text, next, stack.at(-1)?.children)
    if (skipped !== null) {
      if (skipped < 0) return malformed('something in it has no end')
      at = skipped
      continue
    }
    const end = tagEnd(text, next)
    if (end < 0) return malformed('a tag has no end')
    at = end + 1
    if (text[next + 1] === '/') {
      const closed = stack.pop()
      if (!closed) return malformed('a tag closes nothing')
      if (stack.length === 0) return ok(closed.element)
      continue
    }
    if (++count > limits.elements) return fail('too-large', `more than ${limits.elements} elements`)
    if (stack.length >= limits.depth) return fail('too-large', `more than ${limits.depth} levels`)
    const isEmpty = text[end - 1] === '/'
    const opened = openElement(text.slice(next + 1, isEmpty ? end - 1 : end))
    stack.at(-1)?.children.push(opened.element)
    if (!isEmpty) stack.push(opened)
    else if (stack.length === 0) return ok(opened.element)
  }
}

/** Comments, declarations and CDATA: where they end, negative when they do not, null when it is a tag. */
function skipAside(text: string, at: number, children: (XmlElement | string)[] | undefined): number | null {
  const after = (mark: string, from: number): number => {
    const end = text.indexOf(mark, from)
    return end < 0 ? -1 : end + mark.length
  }
  if (text.startsWith('<!--', at)) return after('-->', at + 4)
  if (text.startsWith('<?', at)) return after('?>', at + 2)
  if (text.startsWith('<![CDATA[', at)) {
    const end = after(']]>', at + 9)
    if (end > 0) children?.push(text.slice(at + 9, end - 3))
    return end
  }
  if (!text.startsWith('<!', at)) return null
  const end = doctypeEnd(text, at)
  return end < 0 ? -1 : end + 1
}

function openElement(inside: string): Open {
  let end = 0
  while (end < inside.length && !isSpace(inside[end])) end++
  const children: (XmlElement | string)[] = []
  const attributes = readAttributes(inside.slice(end))
  return { element: { name: bareName(inside.slice(0, end)), attributes, children }, children }
}
