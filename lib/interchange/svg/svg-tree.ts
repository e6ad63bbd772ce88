/**
 * Walks through an SVG as a browser draws it: with its transforms and styles, with `<use>` written out. What our shapes
 * cannot say is named, and then the whole is better kept as a picture.
 */
import { type Affine, compose, identity } from '../../geometry/transform.ts'
import { viewport } from './svg-extent.ts'
import { type Style, type StyleSheet, styleOf } from './svg-style.ts'
import { readTransform } from './svg-transform.ts'
import { readLength, readReference, readShare } from './svg-values.ts'
import type { XmlElement } from './xml-reader.ts'

/** A group of the file; `null`: the drawing itself. */
export interface DrawnGroup {
  readonly parent: DrawnGroup | null
}
export interface Drawn {
  readonly element: XmlElement
  readonly style: Style
  /** From the element's own plane to the board. */
  readonly matrix: Affine
  readonly opacity: number
  readonly link: string
  readonly group: DrawnGroup | null
}

/** What no shape can say, and how often. */
export type Beyond = Map<string, number>
export const miss = (beyond: Beyond, what: string): void => void beyond.set(what, (beyond.get(what) ?? 0) + 1)

export interface Walk {
  readonly drawn: readonly Drawn[]
  readonly beyond: Beyond
}

interface Place extends Omit<Drawn, 'element' | 'style'> {
  readonly style: Style | null
  readonly depth: number
  /** What it lies in, where a `<use>` has put it too: none of that is put into itself. */
  readonly within: readonly XmlElement[]
}

interface WalkOptions {
  readonly byId: ReadonlyMap<string, XmlElement>
  readonly sheet: StyleSheet
  /** Whether a clip leaves all of the drawing to be seen. */
  isOpenClip(clip: XmlElement, matrix: Affine): boolean
  readonly elements: number
  readonly depth: number
  /** Letters of attributes and words that are looked at, those that a `<use>` repeats each time. */
  readonly letters: number
}

const DRAWN: ReadonlySet<string> = new Set([
  ...['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'text', 'image'],
])
const CONTAINERS: ReadonlySet<string> = new Set(['svg', 'g', 'a', 'switch', 'use'])
const BEYOND: ReadonlySet<string> = new Set(['foreignObject', 'video', 'audio', 'iframe', 'canvas', 'mesh'])
const EFFECTS = ['filter', 'mask', 'mix-blend-mode'] as const
const PAINTS = ['fill', 'stroke'] as const

export const lengthOf = (element: XmlElement, name: string): number | null => readLength(element.attributes.get(name))
const isWebLink = (text: string): boolean => /^(?:https?:|mailto:)/i.test(text)

const known = new WeakMap<XmlElement, number>()
/** What looking at it costs; a text is looked at with all that is in it. */
function lettersOf(element: XmlElement): number {
  const found = known.get(element)
  if (found !== undefined) return found
  let letters = 1
  for (const value of element.attributes.values()) letters += value.length
  if (element.name === 'text' || element.name === 'tspan')
    for (const child of element.children) letters += typeof child === 'string' ? child.length : lettersOf(child)
  known.set(element, letters)
  return letters
}

/** The drawn elements from back to front. */
export function walkSvg(root: XmlElement, start: Affine, options: WalkOptions): Walk {
  const walker = new Walker(options)
  walker.visit(root, {
    ...{ matrix: start, opacity: 1, link: '', group: null, style: null, depth: 0, within: [] },
  })
  if (options.sheet.isBeyond) miss(walker.beyond, 'style')
  return walker
}

class Walker implements Walk {
  readonly drawn: Drawn[] = []
  readonly beyond: Beyond = new Map()
  readonly #options: WalkOptions
  #visited = 0
  #letters = 0
  constructor(options: WalkOptions) {
    this.#options = options
  }

  visit(element: XmlElement, place: Place): void {
    if (BEYOND.has(element.name)) miss(this.beyond, element.name)
    const isDrawn = DRAWN.has(element.name)
    if (!isDrawn && !CONTAINERS.has(element.name)) return
    if (!this.#hasRoom(element, place.depth)) {
      miss(this.beyond, 'size')
      return
    }
    const style = styleOf(element, place.style, this.#options.sheet)
    if (style.display === 'none') return
    const matrix = compose(place.matrix, readTransform(style.transform ?? element.attributes.get('transform')))
    this.#lookForEffects(element, style, matrix)
    const opacity = place.opacity * readShare(style.opacity)
    const own: Place = { ...place, style, matrix, opacity, depth: place.depth + 1 }
    if (!isDrawn) this.#enter(element, own)
    else if (style.visibility !== 'hidden' && style.visibility !== 'collapse')
      this.drawn.push({ ...own, element, style })
  }

  #hasRoom(element: XmlElement, depth: number): boolean {
    const { elements, letters, depth: deepest } = this.#options
    this.#letters += lettersOf(element)
    return ++this.#visited <= elements && this.#letters <= letters && depth <= deepest
  }

  /** Effects and paints that no shape has. */
  #lookForEffects(element: XmlElement, style: Style, matrix: Affine): void {
    const { byId, isOpenClip } = this.#options
    for (const name of EFFECTS) {
      const value = style[name]
      if (value !== undefined && value !== 'none' && value !== 'normal') miss(this.beyond, name)
    }
    const clip = readReference(style['clip-path'] ?? '')
    const clipPath = clip === null ? undefined : byId.get(clip)
    const isShape = clip === null && (style['clip-path'] ?? 'none') !== 'none'
    if (isShape || (clipPath && !isOpenClip(clipPath, matrix))) miss(this.beyond, 'clip-path')
    if (!DRAWN.has(element.name)) return
    for (const name of PAINTS) {
      const paint = byId.get(readReference(style[name] ?? '') ?? '')
      if (paint) miss(this.beyond, paint.name)
    }
  }

  /** What lies in a group, in a drawing inside, or where a `<use>` points to. */
  #enter(element: XmlElement, place: Place): void {
    const href = element.attributes.get('href') ?? ''
    const link = element.name === 'a' && isWebLink(href) ? href : place.link
    const within = [...place.within, element]
    const inner: Place = { ...place, link, within, group: { parent: place.group } }
    if (element.name === 'use') {
      this.#use(element, href, inner)
      return
    }
    const isInnerSvg = element.name === 'svg' && place.depth > 1
    const plane = isInnerSvg ? innerPlane(element, element) : identity
    this.#open(element, { ...inner, matrix: compose(inner.matrix, plane) })
  }

  #open(element: XmlElement, place: Place): void {
    for (const child of element.children) if (typeof child !== 'string') this.visit(child, place)
  }

  #use(element: XmlElement, href: string, place: Place): void {
    const target = href.startsWith('#') ? this.#options.byId.get(href.slice(1).trim()) : undefined
    if (!target || place.within.includes(target)) return
    const inner: Place = { ...place, within: [...place.within, target] }
    if (target.name === 'symbol') {
      const style = styleOf(target, place.style, this.#options.sheet)
      this.#open(target, { ...inner, style, matrix: compose(place.matrix, innerPlane(element, target)) })
      return
    }
    const move: Affine = { ...identity, e: lengthOf(element, 'x') ?? 0, f: lengthOf(element, 'y') ?? 0 }
    this.visit(target, { ...inner, matrix: compose(place.matrix, move) })
  }
}

/** Where an SVG inside of an SVG, or a symbol that `user` shows, lies and how large its own plane is drawn. */
function innerPlane(user: XmlElement, plane: XmlElement): Affine {
  const [w, h] = [lengthOf(user, 'width'), lengthOf(user, 'height')]
  const move: Affine = { ...identity, e: lengthOf(user, 'x') ?? 0, f: lengthOf(user, 'y') ?? 0 }
  return compose(move, viewport(plane, w, h))
}
