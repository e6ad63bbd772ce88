/** tldraw's words for looks -> ours. Colours are those of its light theme. */
import type { Arrowhead } from '../shapes/arrow.ts'
import { type GeoForm, geoForms } from '../shapes/geo.ts'
import type { FillStyle, Font } from '../shapes/style.ts'
import { finite, type Json, oneOf, own, words } from './reading.ts'

interface Tints {
  readonly ink: string
  /** What it calls `solid`: a light tint. */
  readonly tint: string
  readonly note: string
}
const tints = (ink: string, tint: string, note: string): Tints => ({ ink, tint, note })
const BLACK = tints('#1d1d1d', '#e8e8e8', '#fce19c')
const COLORS: Readonly<Record<string, Tints>> = {
  black: BLACK,
  grey: tints('#9fa8b2', '#eceef0', '#c0cad3'),
  'light-violet': tints('#e085f4', '#f5eafa', '#dfb0f9'),
  violet: tints('#ae3ec9', '#ecdcf2', '#db91fd'),
  blue: tints('#4465e9', '#dce1f8', '#8aa3ff'),
  'light-blue': tints('#4ba1f1', '#ddedfa', '#9bc4fd'),
  yellow: tints('#f1ac4b', '#f9f0e6', '#fed49a'),
  orange: tints('#e16919', '#f8e2d4', '#faa475'),
  green: tints('#099268', '#d3e9e3', '#6fc896'),
  'light-green': tints('#4cb05e', '#dbf0e0', '#98d08a'),
  'light-red': tints('#f87777', '#f4dadb', '#f7a5a1'),
  red: tints('#e03131', '#f4dadb', '#fc8282'),
  white: tints('#ffffff', '#f5f5f5', '#ffffff'),
}
const PAPER = '#fcfffe'

export const tintsOf = (color: unknown): Tints =>
  typeof color === 'string' && Object.hasOwn(COLORS, color) ? COLORS[color] : BLACK

type Size = 's' | 'm' | 'l' | 'xl'
type Sizes = Readonly<Record<Size, number>>
const STROKE: Sizes = { s: 2, m: 3.5, l: 5, xl: 10 }
export const TEXT_SIZES: Sizes = { s: 18, m: 24, l: 36, xl: 44 }
export const LABEL_SIZES: Sizes = { s: 18, m: 22, l: 26, xl: 32 }
export const ARROW_LABEL_SIZES: Sizes = { s: 18, m: 20, l: 24, xl: 28 }

export const scaleOf = (props: Json): number => Math.min(100, Math.max(0.01, finite(props.scale, 1)))
export const sizedBy = (sizes: Sizes, props: Json): number =>
  sizes[oneOf(props.size, ['s', 'm', 'l', 'xl'], 'm')] * scaleOf(props)

export function strokeOf(props: Json, seed: number) {
  const dash = oneOf(props.dash, ['draw', 'solid', 'dashed', 'dotted', 'none'], 'draw')
  return {
    stroke: dash === 'none' ? 'transparent' : tintsOf(props.color).ink,
    strokeWidth: sizedBy(STROKE, props),
    dash: dash === 'dashed' || dash === 'dotted' ? dash : ('solid' as const),
    look: dash === 'draw' ? ('sketch' as const) : ('clean' as const),
    roughness: 0.5,
    seed,
  }
}

export function fillOf(props: Json): { readonly fill: string; readonly fillStyle: FillStyle } {
  const { ink, tint } = tintsOf(props.color)
  switch (props.fill) {
    case 'semi':
      return { fill: PAPER, fillStyle: 'solid' }
    case 'solid':
      return { fill: tint, fillStyle: 'solid' }
    case 'fill':
      return { fill: ink, fillStyle: 'solid' }
    case 'pattern':
    case 'lined-fill':
      // Its pattern is light stripes on the tint, which words can be read on.
      return { fill: mixed(ink, tint), fillStyle: 'hachure' }
    default:
      return { fill: 'transparent', fillStyle: 'solid' }
  }
}

/** Every line of tldraw. */
export const LINE_HEIGHT = 1.35
const PATTERN_STRENGTH = 0.3

/** A colour between two, nearer to the second. */
function mixed(a: string, b: string): string {
  const channel = (hex: string, i: number) => Number.parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16)
  const mix = (i: number) => Math.round(channel(b, i) + (channel(a, i) - channel(b, i)) * PATTERN_STRENGTH)
  return `#${[0, 1, 2].map((i) => mix(i).toString(16).padStart(2, '0')).join('')}`
}

const FONTS: Readonly<Record<string, Font>> = { draw: 'hand', sans: 'sans', serif: 'serif', mono: 'mono' }
const ALIGN = { start: 'start', middle: 'center', end: 'end' } as const
const VERTICAL = { start: 'top', middle: 'middle', end: 'bottom' } as const
const PLACES = ['start', 'middle', 'end'] as const

export function textStyleOf(props: Json, sizes: Sizes, color: unknown = props.labelColor ?? props.color) {
  const place = (stored: unknown) => oneOf(words(stored).replace('-legacy', ''), PLACES, 'middle')
  return {
    textColor: tintsOf(color).ink,
    font: own(FONTS, words(props.font)) ?? 'hand',
    fontSize: sizedBy(sizes, props),
    align: ALIGN[place(props.textAlign ?? props.align)],
    verticalAlign: VERTICAL[place(props.verticalAlign)],
    lineHeight: LINE_HEIGHT,
  }
}

const FORMS: Readonly<Record<string, GeoForm>> = {
  rhombus: 'steep-parallelogram',
  'rhombus-2': 'steep-parallelogram-left',
  trapezoid: 'steep-trapezoid',
  octagon: 'upright-octagon',
  star: 'blunt-star',
  'arrow-right': 'steep-arrow-right',
  'arrow-left': 'steep-arrow-left',
  'arrow-up': 'steep-arrow-up',
  'arrow-down': 'steep-arrow-down',
  cloud: 'round-cloud',
  heart: 'round-heart',
  oval: 'terminator',
  'x-box': 'cross-box',
  hexagon: 'hexagon-upright',
}
export function formOf(geo: unknown): GeoForm {
  const word = words(geo)
  return Object.hasOwn(FORMS, word) ? FORMS[word] : oneOf(word, geoForms, 'rectangle')
}

interface Head {
  /** As filled as the arrow, which is without a fill as a rule. */
  readonly hollow: Arrowhead
  readonly filled: Arrowhead
  /** Lengths of our two for one of its. */
  readonly ours: readonly [hollow: number, filled: number]
}
const same = (head: Arrowhead, ours: number): Head => ({ hollow: head, filled: head, ours: [ours, ours] })
const HEADS: Readonly<Record<string, Head>> = {
  none: same('none', 1),
  arrow: same('arrow', 1),
  triangle: { hollow: 'triangle-outline', filled: 'triangle', ours: [1, 1] },
  inverted: { hollow: 'inverted-outline', filled: 'inverted', ours: [1.05, 1.05] },
  dot: { hollow: 'circle-outline', filled: 'circle', ours: [0.92, 1.28] },
  diamond: { hollow: 'diamond-outline', filled: 'diamond', ours: [1.15, 1.15] },
  square: { hollow: 'square-outline', filled: 'square', ours: [1.06, 1.06] },
  // Newer versions of tldraw draw nothing for it.
  pipe: same('bar', 1.11),
  bar: same('bar', 1.11),
}
const MAX_HEAD_IN_WIDTHS = 3

/** A head on a line of that width, a fifth of the way long as far as it goes. */
export function headOf(stored: unknown, whenMissing: string, props: Json) {
  const known = own(HEADS, words(stored)) ?? HEADS[whenMissing]
  const isFilled = props.fill === 'fill'
  return {
    head: isFilled ? known.filled : known.hollow,
    lengthOn(way: number, strokeWidth: number): number {
      const length = Math.min(Math.max(way, strokeWidth), strokeWidth * MAX_HEAD_IN_WIDTHS)
      return length * known.ours[isFilled ? 1 : 0]
    },
  }
}
