/** Prints shapes as one SVG file from the same primitives as the canvas. Pure: no DOM, no fonts loaded. */
import { escapeXml } from '../base/escape-xml.ts'
import { finish, mapping, type Steps } from '../base/steps.ts'
import { type Box, grow, unionOf } from '../geometry/box.ts'
import { boundsOf, placementAffine } from '../geometry/transform.ts'
import { clippingFrames } from '../shapes/clipping.ts'
import { paperColor, type Theme, themeColor } from '../shapes/color.ts'
import type { AnyShape, Primitive, ShapeContext, TextPiece } from '../shapes/kind.ts'
import { kindOf } from '../shapes/registry.ts'
import type { Color } from '../shapes/style.ts'
import { createLetters } from './letters.ts'
import { paintBounds } from './paint-bounds.ts'
import { linked, printPrimitive, type SvgLook } from './svg-primitives.ts'
import { attributes, number, unescapeXml } from './xml.ts'

export interface SvgOptions {
  /** What to print, back to front. */
  readonly shapes: readonly AnyShape[]
  /** Looks up targets of arrows and frames around children, also ones that are not printed. */
  readonly context: ShapeContext
  readonly theme: Theme
  /** `true`: plain paper; a colour as seen in the light theme; `false`: none. */
  readonly background: boolean | Color
  /** Pixels around the content; 16 when left out. */
  readonly padding?: number
  /** Exactly this part of the board instead of the content's bounds. */
  readonly region?: Box
  /** Size of a board pixel in the `width` and `height` of the file; 1 when left out. */
  readonly scale?: number
  /** Data URLs of images by their hash; missing ones become grey boxes. */
  readonly assets?: ReadonlyMap<string, string>
  /** `@font-face` rules to carry along, or what makes them of the words that were printed. */
  readonly fontCss?: string | ((pieces: readonly TextPiece[]) => string)
  /** Text to hide in the file, so that it can be opened again; see `readEmbeddedScene`. */
  readonly embedScene?: string
  readonly title?: string
}

export const DEFAULT_PADDING = 16
const EMPTY: Box = { x: 0, y: 0, w: 0, h: 0 }
const SCENE = { open: '<metadata data-inkroom="scene">', close: '</metadata>' } as const

interface Printed {
  readonly markup: string
  readonly bounds: Box | null
  readonly primitives: readonly Primitive[]
}

function printShape(shape: AnyShape, context: ShapeContext, look: SvgLook): Printed {
  const kind = kindOf(shape)
  const primitives = kind.paint(shape, context, 'full')
  const markup = primitives.map((primitive) => printPrimitive(primitive, look)).join('')
  if (markup === '') return { markup, bounds: null, primitives }
  const toBoard = placementAffine(kind.placement(shape, context))
  const { a, b, c, d, e, f } = toBoard
  const isTurned = b !== 0 || a !== 1
  const transform = isTurned
    ? `matrix(${[a, b, c, d].map((v) => String(Math.round(v * 1e6) / 1e6)).join(' ')} ${number(e)} ${number(f)})`
    : `translate(${number(e)} ${number(f)})`
  const opacity = shape.opacity < 1 ? shape.opacity : undefined
  const group = `<g${attributes({ transform, opacity })}>${markup}</g>`
  return { markup: linked(group, shape.link), bounds: paintBounds(primitives, toBoard), primitives }
}

/** The common part of two boxes; null when they do not meet. */
export function overlap(a: Box, b: Box): Box | null {
  const x = Math.max(a.x, b.x)
  const y = Math.max(a.y, b.y)
  const w = Math.min(a.x + a.w, b.x + b.w) - x
  const h = Math.min(a.y + a.h, b.y + b.h) - y
  return w >= 0 && h >= 0 ? { x, y, w, h } : null
}

/** Prints shapes as an SVG document. */
export const printSvg = (options: SvgOptions): string => finish(printingSvg(options))

/** The same, in steps. */
export function* printingSvg(options: SvgOptions): Steps<string> {
  return (yield* printingSvgParts(options, (part) => part)).join('')
}

/** Letters of one part. */
const PART_LENGTH = 64 * 1024

/** The document in parts, each handed to `pack` as soon as it is there: as one text it may be too large to copy. */
export function* printingSvgParts<T>(options: SvgOptions, pack: (part: string) => T): Steps<T[]> {
  const { shapes, context, theme } = options
  const look: SvgLook = { theme, assets: options.assets ?? new Map() }
  const clips = createClips(context)
  const letters = typeof options.fontCss === 'function' ? createLetters() : null
  let bounds: Box | null = null
  const parts: T[] = []
  let body = ''
  yield* mapping(shapes, (shape) => {
    let { markup, bounds: box, primitives } = printShape(shape, context, look)
    if (markup === '') return
    for (const frame of clippingFrames(shape, context.shape)) {
      markup = `<g clip-path="url(#${clips.idOf(frame)})">${markup}</g>`
      box = box && overlap(box, boundsOf(kindOf(frame).placement(frame, context)))
    }
    letters?.add(primitives)
    body += `${markup}\n`
    if (body.length >= PART_LENGTH) {
      parts.push(pack(body))
      body = ''
    }
    if (box) bounds = unionOf(bounds ? [bounds, box] : [box])
  })
  const region = options.region ?? grow(bounds ?? EMPTY, options.padding ?? DEFAULT_PADDING)
  const fontCss = typeof options.fontCss === 'function' ? options.fontCss(letters?.pieces() ?? []) : options.fontCss
  return [pack(head(region, { ...options, clips: clips.markup(), fontCss })), ...parts, pack(`${body}</svg>`)]
}

/** The edges of frames, each named once. */
function createClips(context: ShapeContext) {
  const clips = new Map<string, { readonly id: string; readonly markup: string }>()
  return {
    idOf(frame: AnyShape): string {
      const known = clips.get(frame.id)
      if (known) return known.id
      const { x, y, w, h, rotation } = kindOf(frame).placement(frame, context)
      const turn = rotation === 0 ? undefined : `rotate(${(rotation * 180) / Math.PI} ${x + w / 2} ${y + h / 2})`
      const id = `frame${clips.size + 1}`
      const rect = `<rect${attributes({ x, y, width: w, height: h, transform: turn })}/>`
      clips.set(frame.id, { id, markup: `<clipPath id="${id}">${rect}</clipPath>` })
      return id
    },
    markup: () => Array.from(clips.values(), ({ markup }) => markup).join(''),
  }
}

/** All that stands before the shapes. */
function head(
  region: Box,
  options: Omit<SvgOptions, 'fontCss'> & { clips: string; fontCss: string | undefined },
): string {
  const { x, y } = region
  const [w, h] = [Math.max(1, region.w), Math.max(1, region.h)]
  const scale = options.scale ?? 1
  const background =
    options.background === true
      ? paperColor('', options.theme)
      : options.background === false
        ? 'transparent'
        : themeColor(options.background, options.theme)
  const viewBox = [x, y, w, h].map(number).join(' ')
  const style = options.fontCss ? `<style>${escapeXml(options.fontCss)}</style>` : ''
  return [
    `<svg${attributes({ xmlns: 'http://www.w3.org/2000/svg', viewBox, width: w * scale, height: h * scale })}>`,
    options.title ? `<title>${escapeXml(options.title)}</title>` : '',
    options.embedScene === undefined ? '' : SCENE.open + escapeXml(options.embedScene) + SCENE.close,
    options.clips || style ? `<defs>${style}${options.clips}</defs>` : '',
    background === 'transparent' ? '' : `<rect${attributes({ x, y, width: w, height: h, fill: background })}/>`,
  ]
    .filter((line) => line !== '')
    .map((line) => `${line}\n`)
    .join('')
}

/** The text that was embedded into an SVG by `printSvg`; null when there is none. */
export function readEmbeddedScene(svg: string): string | null {
  const from = svg.indexOf(SCENE.open)
  const to = svg.indexOf(SCENE.close, from)
  return from < 0 || to < 0 ? null : unescapeXml(svg.slice(from + SCENE.open.length, to))
}
