/** Each primitive as SVG markup, in the local pixels of its shape. */

import { assertNever } from '../base/assert.ts'
import { escapeXml } from '../base/escape-xml.ts'
import { type Theme, themeColor } from '../shapes/color.ts'
import { fallbackFamilies } from '../shapes/fallback-fonts.ts'
import { handFamilies } from '../shapes/hand-scripts.ts'
import type { Path, Primitive, StrokePaint, TextPiece } from '../shapes/kind.ts'
import type { Color, Font } from '../shapes/style.ts'
import { attributes, number, safeImage, safeLink } from './xml.ts'

export interface SvgLook {
  readonly theme: Theme
  /** Data URLs of images by their hash. */
  readonly assets: ReadonlyMap<string, string>
}

/** The same families as on the canvas. */
const families: Readonly<Record<Font, string>> = {
  hand: `'Shantell Sans Variable', 'Shantell Sans', ${handFamilies}, ${fallbackFamilies}, 'Comic Sans MS', cursive`,
  sans: `'Inter Variable', Inter, ${fallbackFamilies}, 'Helvetica Neue', Arial, sans-serif`,
  serif: `'Source Serif 4 Variable', 'Source Serif 4', ${fallbackFamilies}, Georgia, serif`,
  mono: `'JetBrains Mono', ${fallbackFamilies}, Consolas, monospace`,
}

/** Colour and opacity apart: not every reader of SVG knows eight-digit colours. */
function paintOf(name: 'fill' | 'stroke', color: Color | undefined, theme: Theme): Record<string, string | number> {
  if (color === undefined || color === 'transparent') return { [name]: 'none' }
  const themed = themeColor(color, theme)
  if (themed.length !== 9) return { [name]: themed }
  const opacity = Number.parseInt(themed.slice(7), 16) / 255
  return { [name]: themed.slice(0, 7), [`${name}-opacity`]: opacity }
}

/** A path as the `d` of SVG. */
export const pathData = (path: Path): string =>
  path.map(([letter, ...values]) => letter + values.map((v) => number(v as number)).join(' ')).join('')

function strokeOf(stroke: StrokePaint | undefined, theme: Theme): Record<string, string | number | undefined> {
  if (!stroke) return {}
  return {
    ...paintOf('stroke', stroke.color, theme),
    'stroke-width': stroke.width,
    'stroke-linecap': stroke.cap,
    'stroke-linejoin': stroke.join,
    'stroke-dasharray': stroke.dash?.map(number).join(' '),
  }
}

function printPiece(piece: TextPiece, look: SvgLook): string {
  const { marks, fontSize } = piece
  const isRtl = piece.direction === 'rtl'
  const decorations = [marks.strike ? 'line-through' : '', marks.link ? 'underline' : ''].filter((d) => d !== '')
  const text = `<text${attributes({
    x: piece.x,
    y: piece.baseline,
    'font-family': families[marks.code ? 'mono' : piece.font],
    'font-size': fontSize,
    'font-weight': marks.bold ? 700 : undefined,
    'font-style': marks.italic ? 'italic' : undefined,
    // The fixed font joins signs such as `->`; code shows what was typed.
    style: marks.code || piece.font === 'mono' ? 'font-variant-ligatures:none' : undefined,
    'text-decoration': decorations.length > 0 ? decorations.join(' ') : undefined,
    direction: isRtl ? 'rtl' : undefined,
    // The end of right-to-left words is at their left.
    'text-anchor': isRtl ? 'end' : undefined,
    ...paintOf('fill', piece.color, look.theme),
  })} xml:space="preserve">${escapeXml(piece.text)}</text>`
  return linked(marks.code ? codePaper(piece, look) + text : text, marks.link)
}

/** The tinted ground behind code, as on the canvas. */
function codePaper(piece: TextPiece, look: SvgLook): string {
  const { x, baseline, width, fontSize } = piece
  const pad = fontSize * 0.1
  const box = { x: x - pad, y: baseline - fontSize, width: width + 2 * pad, height: fontSize * 1.3 }
  return `<rect${attributes({ ...box, fill: themeColor(piece.color, look.theme), 'fill-opacity': 0.09 })}/>`
}

/** Wrapped in a link when its address is safe to follow. */
export function linked(markup: string, address: string | undefined): string {
  const href = safeLink(address)
  return href === undefined ? markup : `<a${attributes({ href, target: '_blank', rel: 'noopener' })}>${markup}</a>`
}

function printImage(image: Extract<Primitive, { name: 'image' }>, look: SvgLook): string {
  const { box, crop, flipX, flipY, alt } = image
  const place = { x: box.x, y: box.y, width: box.w, height: box.h }
  const href = safeImage(look.assets.get(image.asset))
  const title = alt === '' ? '' : `<title>${escapeXml(alt)}</title>`
  if (href === undefined)
    return `<rect${attributes({ ...place, fill: '#868e96', 'fill-opacity': 0.14 })}>${title}</rect>`
  // The whole picture is one unit wide and high; the view box is the part that is seen.
  const viewBox = [crop.x, crop.y, crop.w, crop.h].map((v) => String(Math.round(v * 1e6) / 1e6)).join(' ')
  const picture =
    `<svg${attributes({ ...place, viewBox, preserveAspectRatio: 'none' })}>${title}` +
    `<image${attributes({ href, width: 1, height: 1, preserveAspectRatio: 'none' })}/></svg>`
  if (!flipX && !flipY) return picture
  const [sx, sy] = [flipX ? -1 : 1, flipY ? -1 : 1]
  const [tx, ty] = [flipX ? 2 * box.x + box.w : 0, flipY ? 2 * box.y + box.h : 0]
  return `<g transform="translate(${number(tx)} ${number(ty)}) scale(${sx} ${sy})">${picture}</g>`
}

export function printPrimitive(primitive: Primitive, look: SvgLook): string {
  switch (primitive.name) {
    case 'path': {
      if (primitive.path.length === 0) return ''
      // Multiplied light on a dark page would vanish; there it is added.
      const blend = look.theme === 'light' ? 'multiply' : 'screen'
      return `<path${attributes({
        d: pathData(primitive.path),
        ...paintOf('fill', primitive.fill, look.theme),
        'fill-rule': primitive.fillRule,
        ...strokeOf(primitive.stroke, look.theme),
        style: primitive.blend ? `mix-blend-mode:${blend}` : undefined,
      })}/>`
    }
    case 'text':
      return primitive.pieces.map((piece) => printPiece(piece, look)).join('')
    case 'image':
      return printImage(primitive, look)
    default:
      return assertNever(primitive)
  }
}
