/** CSS colours as other programs store them -> the colours that shapes store. */
import type { Color } from '../shapes/style.ts'

const NAMES: Readonly<Record<string, string>> = {
  black: '#000000',
  white: '#ffffff',
  gray: '#808080',
  grey: '#808080',
  silver: '#c0c0c0',
  red: '#ff0000',
  maroon: '#800000',
  orange: '#ffa500',
  yellow: '#ffff00',
  gold: '#ffd700',
  olive: '#808000',
  lime: '#00ff00',
  green: '#008000',
  teal: '#008080',
  cyan: '#00ffff',
  aqua: '#00ffff',
  blue: '#0000ff',
  navy: '#000080',
  purple: '#800080',
  magenta: '#ff00ff',
  fuchsia: '#ff00ff',
  pink: '#ffc0cb',
  brown: '#a52a2a',
  violet: '#ee82ee',
  indigo: '#4b0082',
  coral: '#ff7f50',
  tomato: '#ff6347',
  crimson: '#dc143c',
  salmon: '#fa8072',
  khaki: '#f0e68c',
  beige: '#f5f5dc',
  lightblue: '#add8e6',
  lightgreen: '#90ee90',
  lightgray: '#d3d3d3',
  lightgrey: '#d3d3d3',
  darkgray: '#a9a9a9',
  darkgrey: '#a9a9a9',
  darkblue: '#00008b',
  darkgreen: '#006400',
  darkred: '#8b0000',
}
const HEX = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/
const FUNCTION = /^(rgb|hsl)a?\(([^)]{1,80})\)$/

const byte = (n: number): string =>
  Math.round(Math.min(255, Math.max(0, n)))
    .toString(16)
    .padStart(2, '0')
const withAlpha = (rgb: readonly number[], alpha: number): Color =>
  alpha <= 0 ? 'transparent' : `#${rgb.map(byte).join('')}${alpha < 1 ? byte(alpha * 255) : ''}`

function hslToRgb(hue: number, saturation: number, lightness: number): readonly number[] {
  const amount = saturation * Math.min(lightness, 1 - lightness)
  const channel = (n: number) => {
    const k = (n + hue / 30) % 12
    return 255 * (lightness - amount * Math.max(-1, Math.min(k - 3, 9 - k, 1)))
  }
  return [channel(0), channel(8), channel(4)]
}

/** The colour, or `fallback` when it cannot be read. */
export function cssColor(value: unknown, fallback: Color): Color {
  if (typeof value !== 'string') return fallback
  const text = value.trim().toLowerCase()
  if (text === 'transparent') return 'transparent'
  if (HEX.test(text)) return hexColor(text.slice(1))
  if (Object.hasOwn(NAMES, text)) return NAMES[text]
  const call = FUNCTION.exec(text)
  if (!call) return fallback
  const parts = call[2].split(/[\s,/]+/).filter((part) => part !== '')
  const numbers = parts.map((part) => Number.parseFloat(part))
  if (numbers.length < 3 || numbers.some((n) => !Number.isFinite(n))) return fallback
  const alpha = numbers.length > 3 ? (parts[3].endsWith('%') ? numbers[3] / 100 : numbers[3]) : 1
  if (call[1] === 'hsl') {
    const hue = ((numbers[0] % 360) + 360) % 360
    const share = (n: number) => Math.min(1, Math.max(0, n / 100))
    return withAlpha(hslToRgb(hue, share(numbers[1]), share(numbers[2])), alpha)
  }
  return withAlpha(
    numbers.slice(0, 3).map((n, i) => (parts[i].endsWith('%') ? n * 2.55 : n)),
    alpha,
  )
}

function hexColor(hex: string): Color {
  const long = hex.length <= 4 ? [...hex].map((digit) => digit + digit).join('') : hex
  if (long.length === 8 && long.endsWith('00')) return 'transparent'
  return `#${long.endsWith('ff') && long.length === 8 ? long.slice(0, 6) : long}`
}
