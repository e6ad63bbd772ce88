/** Colours: the palettes of the style panel, the dark theme's mapping, contrast. Stored colours are light-theme hex. */
import { at } from '../base/at.ts'
import { type Color, INK } from './style.ts'

export type Theme = 'light' | 'dark'
export const boardBackground: Readonly<Record<Theme, Color>> = { light: '#ffffff', dark: '#17181b' }

/** After Open Color (MIT, yeun): inks from its shades 7 to 9, fills from 2, notes from 2 and 3. */
export const strokePalette: readonly Color[] = [
  INK,
  '#868e96',
  '#e03131',
  '#c2255c',
  '#6741d9',
  '#1971c2',
  '#0c8599',
  '#2f9e44',
  '#f08c00',
  '#8f5a3c',
]
export const fillPalette: readonly Color[] = [
  'transparent',
  '#e9ecef',
  '#ffc9c9',
  '#fcc2d7',
  '#d0bfff',
  '#a5d8ff',
  '#99e9f2',
  '#b2f2bb',
  '#ffec99',
  '#ffd8a8',
]
export const notePalette: readonly Color[] = [
  '#ffec99',
  '#ffd8a8',
  '#ffc9c9',
  '#fcc2d7',
  '#d0bfff',
  '#a5d8ff',
  '#99e9f2',
  '#b2f2bb',
  '#e9ecef',
  '#ffffff',
]
export const LINK_COLOR: Color = '#1971c2'
const PAPER: Color = '#ffffff'

interface Rgba {
  readonly r: number
  readonly g: number
  readonly b: number
  /** Two hex digits or ''. */
  readonly alpha: string
}
const channel = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255
function parse(color: Color): Rgba | null {
  if (!/^#([0-9a-f]{6}|[0-9a-f]{8})$/i.test(color)) return null
  return { r: channel(color, 1), g: channel(color, 3), b: channel(color, 5), alpha: color.slice(7) }
}
const hex2 = (v: number) =>
  Math.round(Math.min(1, Math.max(0, v)) * 255)
    .toString(16)
    .padStart(2, '0')
const toLinear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
const toGamma = (v: number) => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055)

/** Oklab (Ottosson 2020): equal steps look equal, so turning lightness over keeps the hue. */
function toOklab({ r, g, b }: Rgba): readonly [number, number, number] {
  const [lr, lg, lb] = [toLinear(r), toLinear(g), toLinear(b)]
  const l = Math.cbrt(0.4122214708 * lr + 0.5363325363 * lg + 0.0514459929 * lb)
  const m = Math.cbrt(0.2119034982 * lr + 0.6806995451 * lg + 0.1073969566 * lb)
  const s = Math.cbrt(0.0883024619 * lr + 0.2817188376 * lg + 0.6299787005 * lb)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}
function fromOklab(lightness: number, a: number, b: number): readonly [number, number, number] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}
const inGamut = (rgb: readonly number[]) => rgb.every((v) => v >= -0.0005 && v <= 1.0005)

/**
 * Lightness in the light theme and the dark one's. Strokes live before the knee and stay bright; fills live behind it and
 * become deep, so that pale text reads on them, yet papers not as deep as white, or their colours would turn to mud.
 */
const KNEE = { light: 0.75, dark: 0.62 } as const
const TURNING: readonly (readonly [light: number, dark: number])[] = [
  [0, 1],
  [KNEE.light, KNEE.dark],
  [0.85, 0.47],
  [0.95, 0.44],
  [1, 0.3],
]

/** Along straight lines between the pairs of a table, or back. */
function interpolated(value: number, from: 0 | 1, to: 0 | 1): number {
  const isPast = (pair: readonly [number, number]) => (from === 0 ? value > pair[0] : value < pair[1])
  let k = 1
  while (k < TURNING.length - 1 && isPast(at(TURNING, k))) k++
  const [a, b] = [at(TURNING, k - 1), at(TURNING, k)]
  return a[to] + ((value - a[from]) / (b[from] - a[from])) * (b[to] - a[to])
}
const turnLightness = (lightness: number): number => interpolated(lightness, 0, 1)
/** The way back; what is darker than turned white comes from white. */
const turnLightnessBack = (seen: number): number => Math.min(1, interpolated(seen, 1, 0))

/** Papers and fills lose their life when they only get darker: their colour gets as much stronger. */
const LIVELIER = 1.45

function turned(color: Rgba, turn: (lightness: number) => number, livelier: (lightness: number) => number): Color {
  const [from, a, b] = toOklab(color)
  const lightness = turn(from)
  let chroma = livelier(from)
  let rgb = fromOklab(lightness, a, b)
  while (!inGamut(rgb) && chroma > 0.05) {
    chroma -= 0.05
    rgb = fromOklab(lightness, a * chroma, b * chroma)
  }
  return `#${rgb.map((v) => hex2(toGamma(Math.max(0, v)))).join('')}${color.alpha}`
}

/** What shadows are made of: dark in both themes. It stands for no colour that anybody chooses. */
const SHADE: Color = '#000001'
/** A shadow as strong as this share. */
export const shade = (share: number): Color => `${SHADE}${hex2(share)}`
const isShade = (color: Color) => color.length === 9 && color.startsWith(SHADE)

const darkColors = new Map<Color, Color>()
const MAX_REMEMBERED = 5000
/** The colour to draw a stored colour with. Anything that is not a hex colour stays as it is. */
export function themeColor(color: Color, theme: Theme): Color {
  if (theme === 'light' || color === 'transparent' || isShade(color)) return color
  let dark = darkColors.get(color)
  if (dark === undefined) {
    const rgba = parse(color)
    dark = rgba ? turned(rgba, turnLightness, (from) => (from > KNEE.light ? LIVELIER : 1)) : color
    if (darkColors.size >= MAX_REMEMBERED) darkColors.clear()
    darkColors.set(color, dark)
  }
  return dark
}

/** The colour to store so that it is drawn as `seen`: what was drawn already is known exactly, the rest nearly. */
export function storedColor(seen: Color, theme: Theme): Color {
  if (theme === 'light') return seen
  for (const [stored, drawn] of darkColors) if (drawn === seen) return stored
  const rgba = parse(seen)
  return rgba ? turned(rgba, turnLightnessBack, (from) => (from < KNEE.dark ? 1 / LIVELIER : 1)) : seen
}

/** What a board lies on: its own colour as seen in the light theme, or plain paper when it has none. */
export const paperColor = (background: Color, theme: Theme): Color =>
  background === '' ? boardBackground[theme] : themeColor(background, theme)

const luminance = ({ r, g, b }: Rgba) => 0.2126 * toLinear(r) + 0.7152 * toLinear(g) + 0.0722 * toLinear(b)
/** WCAG contrast, 1 to 21; 1 when a colour is not hex. Alpha is ignored. */
export function contrast(one: Color, other: Color): number {
  const [a, b] = [parse(one), parse(other)]
  if (!a || !b) return 1
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

export const READABLE_CONTRAST = 4.5
/** The wanted text colour, or the more readable of ink and paper when it would vanish on `background`. */
export function readableOn(background: Color, wanted: Color): Color {
  if (!parse(background) || contrast(background, wanted) >= READABLE_CONTRAST) return wanted
  return contrast(background, INK) >= contrast(background, PAPER) ? INK : PAPER
}

const TINT = 0.38
/** The same colour, see-through: the `semi` fill, and what stands for hatching in reduced detail. */
export function tint(color: Color): Color {
  const rgba = parse(color)
  if (!rgba) return color
  const alpha = rgba.alpha === '' ? 1 : Number.parseInt(rgba.alpha, 16) / 255
  return `${color.slice(0, 7)}${hex2(alpha * TINT)}`
}
