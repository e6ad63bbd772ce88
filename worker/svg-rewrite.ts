/**
 * Writes a foreign SVG anew from an allow-list, so that the drawing library meets only what we wrote: shapes, words,
 * gradients and clips, of bounded size, depth and number. Scripts, styles, filters, masks, patterns, pictures and
 * addresses are left out; `<use>` is written out, as often as there is room for it.
 */
import { escapeXml } from '../lib/base/escape-xml.ts'
import { fail, ok, type Result } from '../lib/base/result.ts'
import { extentOf } from '../lib/interchange/svg/svg-extent.ts'
import {
  cleanDashes,
  cleanPath,
  cleanTransform,
  cleanWord,
  readLength,
  readNumbers,
  readReference,
  writeNumbers,
} from '../lib/interchange/svg/svg-values.ts'
import { readXml, type XmlElement, type XmlFailure } from '../lib/interchange/svg/xml-reader.ts'

export interface SvgLimits {
  /** Of what is read, and of what is written: a `<use>` of much writes it again. */
  readonly length: number
  readonly depth: number
  readonly elements: number
  readonly side: number
  readonly letters: number
}

export const svgLimits: SvgLimits = { length: 4_000_000, depth: 64, elements: 20_000, side: 4096, letters: 20_000 }

export interface SafeSvg {
  readonly text: string
  readonly width: number
  readonly height: number
}

type Clean = (text: string) => string | null
const length: Clean = (text) => {
  const percent = text.trim().endsWith('%') ? readNumbers(text.trim().slice(0, -1), 1) : null
  if (percent?.length === 1) return `${writeNumbers(percent)}%`
  const value = readLength(text)
  return value === null ? null : writeNumbers([value])
}
const numbers: Clean = (text) => {
  const found = readNumbers(text)
  return found && found.length > 0 ? writeNumbers(found) : null
}

const lengths = (...names: string[]): Record<string, Clean> => Object.fromEntries(names.map((name) => [name, length]))
const words = (...names: string[]): Record<string, Clean> => Object.fromEntries(names.map((name) => [name, cleanWord]))

/** What any element may say of its looks, as an attribute or in `style`. */
const looks: Readonly<Record<string, Clean>> = {
  ...words('color', 'fill', 'fill-rule', 'clip-rule', 'stroke', 'stroke-linecap', 'stroke-linejoin', 'visibility'),
  ...words('display', 'font-family', 'font-style', 'font-weight', 'text-anchor', 'stop-color'),
  ...lengths('opacity', 'fill-opacity', 'stroke-opacity', 'stroke-width', 'stroke-miterlimit', 'stroke-dashoffset'),
  ...lengths('font-size', 'stop-opacity'),
  'stroke-dasharray': cleanDashes,
  transform: cleanTransform,
}
const gradient: Readonly<Record<string, Clean>> = {
  ...words('gradientUnits', 'spreadMethod'),
  gradientTransform: cleanTransform,
}
const elements: Readonly<Record<string, Readonly<Record<string, Clean>>>> = {
  svg: {},
  g: {},
  defs: {},
  a: {},
  switch: {},
  path: { d: cleanPath },
  rect: lengths('x', 'y', 'width', 'height', 'rx', 'ry'),
  circle: lengths('cx', 'cy', 'r'),
  ellipse: lengths('cx', 'cy', 'rx', 'ry'),
  line: lengths('x1', 'y1', 'x2', 'y2'),
  polyline: { points: numbers },
  polygon: { points: numbers },
  text: { x: numbers, y: numbers, dx: numbers, dy: numbers },
  tspan: { x: numbers, y: numbers, dx: numbers, dy: numbers },
  linearGradient: { ...gradient, ...lengths('x1', 'y1', 'x2', 'y2') },
  radialGradient: { ...gradient, ...lengths('cx', 'cy', 'r', 'fx', 'fy') },
  stop: { offset: length },
  clipPath: words('clipPathUnits'),
}
/** Their name in what we write: groups, whatever they were. */
const written: Readonly<Record<string, string>> = { svg: 'g', a: 'g', switch: 'g' }
const GRADIENTS = ['linearGradient', 'radialGradient']
const TEXTS = ['text', 'tspan']

/** Control characters and halves of letters are left out. */
function plainText(text: string): string {
  let plain = ''
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    const isHalf = code >= 0xd800 && code <= 0xdfff
    if (code === 0xfffe || code === 0xffff || isHalf || (code >= 0x7f && code < 0xa0)) continue
    plain += code < 0x20 ? ' ' : letter
  }
  return plain
}

/** Attributes and `style` as one; `style` wins, as in a browser. */
function looksOf(element: XmlElement): ReadonlyMap<string, string> {
  const style = element.attributes.get('style')
  if (style === undefined) return element.attributes
  const all = new Map(element.attributes)
  for (const rule of style.split(';')) {
    const colon = rule.indexOf(':')
    if (colon > 0) all.set(rule.slice(0, colon).trim(), rule.slice(colon + 1).trim())
  }
  return all
}

/** By id; the first of a name counts. */
function indexById(root: XmlElement): ReadonlyMap<string, XmlElement> {
  const found = new Map<string, XmlElement>()
  const visit = (element: XmlElement): void => {
    const id = element.attributes.get('id')
    if (id !== undefined && !found.has(id)) found.set(id, element)
    for (const child of element.children) if (typeof child !== 'string') visit(child)
  }
  visit(root)
  return found
}

interface Writing {
  readonly limits: SvgLimits
  readonly byId: ReadonlyMap<string, XmlElement>
  /** Our own names for what is referred to. */
  readonly names: Map<XmlElement, string>
  readonly parts: string[]
  length: number
  elements: number
  letters: number
}

interface Place {
  readonly depth: number
  readonly isClip: boolean
  readonly isText: boolean
  /** What a `<use>` around it already writes out. */
  readonly within: readonly XmlElement[]
}

/** False when there is no room for more. */
function add(writing: Writing, part: string): boolean {
  writing.parts.push(part)
  writing.length += part.length
  return writing.length <= writing.limits.length
}

function referred(writing: Writing, text: string, kinds: readonly string[]): string | null {
  const id = readReference(text)
  const target = id === null ? undefined : writing.byId.get(id)
  if (!target || !kinds.includes(target.name)) return null
  return `url(#${nameOf(writing, target)})`
}

function nameOf({ names }: Writing, element: XmlElement): string {
  const known = names.get(element)
  if (known !== undefined) return known
  const name = `n${names.size}`
  names.set(element, name)
  return name
}

function attributesOf(writing: Writing, element: XmlElement, place: Place): string {
  const own = elements[element.name] ?? {}
  let text = ''
  for (const [name, value] of looksOf(element)) {
    const clean = own[name] ?? looks[name]
    let kept: string | null = null
    if (name === 'fill' || name === 'stroke') kept = referred(writing, value, GRADIENTS) ?? cleanPaint(value)
    else if (name === 'clip-path' && !place.isClip) kept = referred(writing, value, ['clipPath'])
    else if (clean) kept = clean(value)
    if (kept !== null) text += ` ${name}="${escapeXml(kept)}"`
  }
  const isNamed = [...GRADIENTS, 'clipPath'].includes(element.name)
  return isNamed ? `${text} id="${nameOf(writing, element)}"` : text
}

/** What a paint names and we do not know is no paint: black would be wrong more often. */
const cleanPaint: Clean = (value) => (value.trim().toLowerCase().startsWith('url') ? 'none' : cleanWord(value))

/** A gradient without stops of its own has those of the one it names. */
function stopsOf(writing: Writing, element: XmlElement): readonly (XmlElement | string)[] {
  let at: XmlElement | undefined = element
  for (let step = 0; at && step < 8; step++) {
    const stops: readonly (XmlElement | string)[] = at.children.filter(
      (child) => typeof child !== 'string' && child.name === 'stop',
    )
    if (stops.length > 0) return stops
    at = writing.byId.get((at.attributes.get('href') ?? '').replace('#', ''))
  }
  return []
}

/** False when there is no room for more. */
function writeElement(writing: Writing, element: XmlElement, place: Place): boolean {
  if (element.name === 'use') return writeUse(writing, element, place)
  if (!Object.hasOwn(elements, element.name) || (place.isClip && element.name === 'clipPath')) {
    return true
  }
  if (++writing.elements > writing.limits.elements || place.depth > writing.limits.depth) return false
  const name = written[element.name] ?? element.name
  if (!add(writing, `<${name}${attributesOf(writing, element, place)}>`)) return false
  const inner: Place = {
    ...place,
    depth: place.depth + 1,
    isClip: place.isClip || element.name === 'clipPath',
    isText: TEXTS.includes(element.name),
  }
  const children = GRADIENTS.includes(element.name) ? stopsOf(writing, element) : element.children
  const isDone = children.every((child) => writeChild(writing, child, inner))
  return add(writing, `</${name}>`) && isDone
}

function writeChild(writing: Writing, child: XmlElement | string, place: Place): boolean {
  if (typeof child !== 'string') return writeElement(writing, child, place)
  if (!place.isText) return true
  const text = plainText(child)
  writing.letters += text.length
  if (writing.letters > writing.limits.letters) return false
  return add(writing, escapeXml(text))
}

function writeUse(writing: Writing, element: XmlElement, place: Place): boolean {
  const target = writing.byId.get((element.attributes.get('href') ?? '').trim().replace('#', ''))
  if (!target || place.within.includes(target)) return true
  if (++writing.elements > writing.limits.elements || place.depth > writing.limits.depth) return false
  const x = readLength(element.attributes.get('x')) ?? 0
  const y = readLength(element.attributes.get('y')) ?? 0
  const move = `translate(${writeNumbers([x, y])})`
  if (!add(writing, `<g${attributesOf(writing, element, place)}><g transform="${move}">`)) return false
  const inner: Place = { ...place, depth: place.depth + 1, within: [...place.within, target] }
  const isDone =
    target.name === 'symbol'
      ? target.children.every((child) => writeChild(writing, child, inner))
      : writeElement(writing, target, inner)
  return add(writing, '</g></g>') && isDone
}

export function rewriteSvg(bytes: Uint8Array, limits: SvgLimits = svgLimits): Result<SafeSvg, XmlFailure> {
  if (bytes.length > limits.length) return fail('too-large', `more than ${limits.length} bytes`)
  const read = readXml(new TextDecoder().decode(bytes), limits)
  if (!read.ok) return read
  const root = read.value
  if (root.name.toLowerCase() !== 'svg') return fail('malformed', 'it is no SVG')
  const writing: Writing = {
    limits,
    byId: indexById(root),
    names: new Map(),
    parts: [],
    length: 0,
    elements: 0,
    letters: 0,
  }
  const place: Place = { depth: 0, isClip: false, isText: false, within: [] }
  const isDone = root.children.every((child) => writeChild(writing, child, place))
  if (!isDone) return fail('too-large', 'there is too much in it')
  const { width, height, viewBox } = extentOf(root, limits.side)
  const outer = attributesOf(writing, root, place)
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${writeNumbers(viewBox)}">`
  return ok({ text: `${head}<g${outer}>${writing.parts.join('')}</g></svg>`, width, height })
}
