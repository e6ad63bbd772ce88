/** How the elements of an SVG look: attributes, `style`, simple rules of a style sheet, and what is inherited. */
import { pushTo } from '../../base/push-to.ts'
import type { XmlElement } from './xml-reader.ts'

export type Style = Readonly<Record<string, string>>

/** What an element does not hand on to those inside of it. */
const OWN: readonly string[] = [
  ...['opacity', 'display', 'filter', 'mask', 'clip-path', 'mix-blend-mode', 'transform', 'animation'],
]
const INHERITED = [
  ...['fill', 'fill-opacity', 'fill-rule', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'color'],
  ...['visibility', 'font-size', 'font-family', 'font-weight', 'font-style', 'text-anchor', 'text-decoration'],
  ...['dominant-baseline', 'marker-start', 'marker-mid', 'marker-end', 'white-space', 'writing-mode'],
]
const KNOWN: ReadonlySet<string> = new Set([...OWN, ...INHERITED, 'font', 'marker', 'paint-order'])

const MAX_RULES = 2_000
const MAX_VALUE_LENGTH = 400

interface Selector {
  readonly tag: string
  readonly id: string
  readonly classes: readonly string[]
}
interface Rule {
  readonly selector: Selector
  readonly declarations: readonly (readonly [string, string])[]
  /** Those that say more exactly what they mean win, and of equals the later one. */
  readonly rank: number
}
export interface StyleSheet {
  /** By what a selector must have: its id, else its first class, else its tag. */
  readonly rules: ReadonlyMap<string, readonly Rule[]>
  /** It says something that is not read here. */
  readonly isBeyond: boolean
}

function declarationsOf(text: string): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = []
  for (const part of text.split(';')) {
    const colon = part.indexOf(':')
    const name = part.slice(0, Math.max(0, colon)).trim().toLowerCase()
    const value = part
      .slice(colon + 1)
      .replace('!important', '')
      .trim()
    if (KNOWN.has(name) && value.length <= MAX_VALUE_LENGTH) found.push(...withLong(name, value))
  }
  return found
}

/** The long names of what is said in one. */
function withLong(name: string, value: string): readonly (readonly [string, string])[] {
  if (name === 'marker') return ['marker-start', 'marker-mid', 'marker-end'].map((long) => [long, value] as const)
  if (name !== 'font') return [[name, value]]
  const parts = value.split(/\s+/)
  const at = parts.findIndex((part) => SIZE.test(part))
  if (at < 0) return []
  const before = parts.slice(0, at)
  return [
    ['font-size', parts[at].split('/')[0]],
    ['font-family', parts.slice(at + 1).join(' ')],
    ...(before.some((part) => /^(?:bold|[6-9]00)$/.test(part)) ? [['font-weight', 'bold'] as const] : []),
    ...(before.includes('italic') ? [['font-style', 'italic'] as const] : []),
  ]
}
const SIZE = /^[\d.]{1,12}(?:px|pt|em)(?:$|\/)/

const SELECTOR = /^([a-z][\w-]*|\*)?((?:[.#][\w-]+)*)$/i

function selectorOf(text: string): Selector | null {
  const found = text.length <= 200 ? SELECTOR.exec(text) : null
  if (!found || text === '') return null
  const marks = found[2].split(/(?=[.#])/).filter((mark) => mark !== '')
  return {
    tag: found[1] === undefined || found[1] === '*' ? '' : found[1],
    id: marks.find((mark) => mark.startsWith('#'))?.slice(1) ?? '',
    classes: marks.filter((mark) => mark.startsWith('.')).map((mark) => mark.slice(1)),
  }
}
const keyOf = ({ id, classes, tag }: Selector): string => (id ? `#${id}` : classes[0] ? `.${classes[0]}` : tag)

function withoutComments(text: string): string {
  let rest = ''
  let at = 0
  for (;;) {
    const start = text.indexOf('/*', at)
    if (start < 0) return rest + text.slice(at)
    rest += text.slice(at, start)
    const end = text.indexOf('*/', start + 2)
    if (end < 0) return rest
    at = end + 2
  }
}

/** Where the block that opens at `open` ends, with the blocks inside of it. */
function blockEnd(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++
    else if (text[at] === '}' && --depth === 0) return at
  }
  return text.length
}

/** Faces and steps of motion change no shape; a pointer that is nowhere near changes none either. */
const WITHOUT_SHAPES = /^@(?:font-face|keyframes|-webkit-keyframes|charset|import|namespace)\b/
const PASSING = /:(?:hover|focus|active|visited|link|before|after|selection)\b/

export function readStyleSheet(source: string): StyleSheet {
  const text = withoutComments(source)
  const rules = new Map<string, Rule[]>()
  let isBeyond = false
  let count = 0
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('{', at)
    const line = text.indexOf(';', at)
    if (
      text
        .slice(at, at + 200)
        .trimStart()
        .startsWith('@') &&
      line >= 0 &&
      (open < 0 || line < open)
    ) {
      at = line + 1
      continue
    }
    if (open < 0) break
    const head = text.slice(at, open).trim()
    const end = blockEnd(text, open)
    at = end + 1
    if (head.startsWith('@')) {
      isBeyond ||= !WITHOUT_SHAPES.test(head)
      continue
    }
    const declarations = declarationsOf(text.slice(open + 1, end))
    if (declarations.length === 0) continue
    for (const part of head.split(',')) {
      if (PASSING.test(part)) continue
      const selector = selectorOf(part.trim())
      if (!selector || count >= MAX_RULES) {
        isBeyond = true
        continue
      }
      const weight = (selector.id ? 100 : 0) + 10 * Math.min(9, selector.classes.length) + (selector.tag ? 1 : 0)
      pushTo(rules, keyOf(selector), { selector, declarations, rank: weight * MAX_RULES + count++ })
    }
  }
  return { rules, isBeyond }
}

function rulesFor(element: XmlElement, { rules }: StyleSheet): readonly Rule[] {
  if (rules.size === 0) return []
  const classes = (element.attributes.get('class') ?? '').split(/\s+/)
  const id = element.attributes.get('id') ?? ''
  const keys = new Set([`#${id}`, ...classes.map((name) => `.${name}`), element.name, ''])
  return [...keys]
    .flatMap((key) => rules.get(key) ?? [])
    .filter(
      ({ selector }) =>
        (selector.tag === '' || selector.tag === element.name) &&
        (selector.id === '' || selector.id === id) &&
        selector.classes.every((name) => classes.includes(name)),
    )
    .sort((a, b) => a.rank - b.rank)
}

const DEFAULTS: Style = { fill: '#000000', stroke: 'none', 'stroke-width': '1', 'font-size': '16px', color: '#000000' }

/** Everything that is said of its look: the nearest word counts, and a sheet's before an attribute's. */
export function styleOf(element: XmlElement, parent: Style | null, sheet: StyleSheet): Style {
  const style: Record<string, string> = {}
  const above = parent ?? DEFAULTS
  for (const name of INHERITED) if (Object.hasOwn(above, name)) style[name] = above[name]
  const say = (name: string, value: string): void => {
    if (value === 'inherit') {
      if (Object.hasOwn(above, name)) style[name] = above[name]
    } else if (name === 'font-size') style[name] = sizeOf(value, above[name])
    else style[name] = value
  }
  for (const [name, value] of element.attributes) {
    if (KNOWN.has(name) && name !== 'transform' && value.length <= MAX_VALUE_LENGTH)
      for (const [long, part] of withLong(name, value)) say(long, part)
  }
  for (const { declarations } of rulesFor(element, sheet)) for (const [name, value] of declarations) say(name, value)
  for (const [name, value] of declarationsOf(element.attributes.get('style') ?? '')) say(name, value)
  return style
}

/** A share of the words around it as a size of its own. */
function sizeOf(value: string, around: string | undefined): string {
  const share = /^([\d.]{1,12})(em|%)$/.exec(value)
  const base = Number.parseFloat(around ?? '16')
  if (!share || !Number.isFinite(base)) return value
  return `${(Number(share[1]) * base) / (share[2] === '%' ? 100 : 1)}px`
}
