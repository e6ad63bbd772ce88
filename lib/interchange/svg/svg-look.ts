/** Colours, dashes and widths of SVG in the words of our shapes. */
import type { Color, Font } from '../../shapes/style.ts'
import { cssColor } from '../css-color.ts'
import type { Style } from './svg-style.ts'
import { lengthScale } from './svg-transform.ts'
import type { Drawn } from './svg-tree.ts'
import { readLength, readNumbers, readShare } from './svg-values.ts'

function faded(color: Color, opacity: number): Color {
  if (color === 'transparent' || opacity >= 1) return color
  const alpha = color.length === 9 ? Number.parseInt(color.slice(7), 16) / 255 : 1
  const byte = Math.round(alpha * opacity * 255)
  return byte === 0 ? 'transparent' : `${color.slice(0, 7)}${byte.toString(16).padStart(2, '0')}`
}

/** A paint that names something which is not there has a word for that behind it, or is none. */
function paintOf(style: Style, name: 'fill' | 'stroke'): Color {
  const value = (style[name] ?? 'none').trim()
  const plain = value.startsWith('url(') ? value.slice(value.indexOf(')') + 1).trim() || 'none' : value
  const around = cssColor(style.color, '#000000')
  return faded(
    cssColor(plain, plain.toLowerCase() === 'currentcolor' ? around : '#000000'),
    readShare(style[`${name}-opacity`]),
  )
}

export interface Look {
  readonly fill: Color
  readonly stroke: Color
  readonly strokeWidth: number
  readonly dash: 'solid' | 'dashed' | 'dotted'
}

/** Lines whose dashes are hardly longer than the line is wide look like dots. */
const DOT = 1.5

function dashOf(style: Style, width: number): Look['dash'] {
  const dashes = readNumbers((style['stroke-dasharray'] ?? 'none').replaceAll('px', ''), 32)
  if (!dashes || dashes.length === 0 || !dashes.some((length) => length > 0)) return 'solid'
  return dashes[0] <= DOT * width ? 'dotted' : 'dashed'
}

export function lookOf({ style, matrix }: Drawn): Look {
  const width = Math.max(0, readLength(style['stroke-width']) ?? 1)
  const stroke = paintOf(style, 'stroke')
  const strokeWidth = Math.min(200, width * lengthScale(matrix))
  const isDrawn = stroke !== 'transparent' && strokeWidth > 0
  return {
    fill: paintOf(style, 'fill'),
    stroke: isDrawn ? stroke : 'transparent',
    strokeWidth: isDrawn ? strokeWidth : 0,
    dash: dashOf(style, width),
  }
}

export const fontOf = (family: string | undefined): Font => {
  const name = (family ?? '').toLowerCase()
  if (/mono|courier|consol|menlo|code/.test(name)) return 'mono'
  if (/virgil|excalifont|comic|hand|caveat|shantell|cursive/.test(name)) return 'hand'
  return /(?<!sans-)(?<!sans )serif|georgia|times|garamond|palatino|cambria|roman/.test(name) ? 'serif' : 'sans'
}
