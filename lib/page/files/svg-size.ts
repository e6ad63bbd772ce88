/** SVG that comes in: is it one, how large does it want to be, and how is it drawn sharply. */
import { type MarkupToken, markupTokens } from '../../interchange/markup.ts'

const DRAWN: ReadonlySet<string> = new Set(
  'path rect circle ellipse line polyline polygon text image use g foreignObject symbol defs'.split(' '),
)
const NAMESPACE = 'http://www.w3.org/2000/svg'
/** A picture is drawn at this many pixels for each of its own, on any screen, so that it stays sharp a while. */
const SVG_SHARPNESS = 2
const LARGEST_SIDE = 4096
/** What a browser takes when nothing is said. */
const DEFAULT_SIZE = { w: 300, h: 150 }

type OpenTag = Extract<MarkupToken, { name: 'open' }>
const isNothing = (token: MarkupToken): boolean =>
  token.name === 'aside' || (token.name === 'words' && token.text.replace('\ufeff', '').trim() === '')

/** The root; only a declaration, comments and a document type may stand before it. */
function rootOf(text: string): OpenTag | null {
  for (const token of markupTokens(text)) {
    if (isNothing(token)) continue
    return token.name === 'open' && token.tag === 'svg' ? token : null
  }
  return null
}

/** The code of an SVG when that is what `text` is; words that speak about it are none. */
export function svgCodeIn(text: string): string | null {
  const code = text.trim()
  if (!code.startsWith('<') || !rootOf(code)) return null
  let isDrawn = false
  let last: MarkupToken | null = null
  for (const token of markupTokens(code)) {
    if (isNothing(token)) continue
    last = token
    isDrawn ||= token.name === 'open' && DRAWN.has(token.tag)
  }
  return isDrawn && last?.name === 'close' && last.tag === 'svg' ? code : null
}

const PIXELS: Readonly<Record<string, number>> = {
  ...{ '': 1, px: 1, pt: 4 / 3, pc: 16, mm: 96 / 25.4, cm: 96 / 2.54, in: 96, em: 16, rem: 16, ex: 8 },
}

function pixelsOf(length: string | undefined): number | null {
  const trimmed = (length ?? '').trim()
  const digits = /^[+\d.]{1,20}/.exec(trimmed)?.[0] ?? ''
  const scale = PIXELS[trimmed.slice(digits.length).trim().toLowerCase()]
  const pixels = digits === '' || scale === undefined ? 0 : Number(digits) * scale
  return pixels > 0 && Number.isFinite(pixels) ? pixels : null
}

export interface SvgSize {
  readonly w: number
  readonly h: number
}

/** The size that its root asks for; with one side, or none, its view box tells the rest. */
function sizeOf({ attributes }: OpenTag): SvgSize {
  const view = (attributes.get('viewBox') ?? '').split(/[\s,]/).filter((part) => part !== '')
  const [, , vw = 0, vh = 0] = view.length === 4 ? view.map(Number) : []
  const ratio = vw > 0 && vh > 0 ? vw / vh : null
  const w = pixelsOf(attributes.get('width'))
  const h = pixelsOf(attributes.get('height'))
  if (w !== null && h !== null) return { w, h }
  if (w !== null) return { w, h: ratio ? w / ratio : DEFAULT_SIZE.h }
  if (h !== null) return { w: ratio ? h * ratio : DEFAULT_SIZE.w, h }
  return ratio ? { w: vw, h: vh } : DEFAULT_SIZE
}

export interface PlainSvg {
  readonly size: SvgSize
  /** The same picture with its size in pixels, larger by the sharpness; every browser draws that alike. */
  readonly code: string
}

/** null when it has no root. */
export function plainSvg(text: string): PlainSvg | null {
  const root = rootOf(text)
  if (root === null) return null
  const size = sizeOf(root)
  const scale = Math.min(SVG_SHARPNESS, LARGEST_SIDE / Math.max(size.w, size.h))
  const pixels = (side: number) => String(Math.max(1, Math.round(side * scale)))
  const attributes = new Map(root.attributes)
  if (!attributes.has('xmlns')) attributes.set('xmlns', NAMESPACE)
  if (!attributes.has('viewBox')) attributes.set('viewBox', `0 0 ${size.w} ${size.h}`)
  attributes.set('width', pixels(size.w))
  attributes.set('height', pixels(size.h))
  const quoted = (value: string) => (value.includes('"') ? `'${value}'` : `"${value}"`)
  const opened = [...attributes].map(([name, value]) => ` ${name}=${quoted(value)}`).join('')
  return { size, code: `${text.slice(0, root.start)}<svg${opened}${root.isEmpty ? '/' : ''}>${text.slice(root.end)}` }
}

const FOREIGN = { open: '<foreignObject', close: '</foreignObject' } as const

/** Is a part of it written as a page, as draw.io writes its labels? */
export const hasForeignPage = (code: string): boolean => code.includes(FOREIGN.open)

/** The same without these parts: what a `switch` has beside them comes to be seen. */
export function withoutForeignPages(code: string): string {
  let rest = ''
  let at = 0
  for (;;) {
    const start = code.indexOf(FOREIGN.open, at)
    if (start < 0) return rest + code.slice(at)
    rest += code.slice(at, start)
    const opened = code.indexOf('>', start)
    const closed = code[opened - 1] === '/' ? -1 : code.indexOf(FOREIGN.close, start)
    const end = closed < 0 ? opened : code.indexOf('>', closed)
    at = end < 0 ? code.length : end + 1
  }
}
