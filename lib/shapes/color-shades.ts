/** Five shades of each hue, light to dark: after Open Color (MIT, yeun), with the brown of the palettes. */
import type { Color } from './style.ts'

export const shades = {
  grey: ['#e9ecef', '#ced4da', '#868e96', '#495057', '#1e1e1e'],
  red: ['#ffe3e3', '#ffc9c9', '#ff6b6b', '#e03131', '#a61e1e'],
  pink: ['#ffdeeb', '#fcc2d7', '#f06595', '#c2255c', '#a61e4d'],
  violet: ['#e5dbff', '#d0bfff', '#845ef7', '#6741d9', '#4c2fa3'],
  blue: ['#d0ebff', '#a5d8ff', '#339af0', '#1971c2', '#114d85'],
  teal: ['#c5f6fa', '#99e9f2', '#22b8cf', '#0c8599', '#085763'],
  green: ['#d3f9d8', '#b2f2bb', '#51cf66', '#2f9e44', '#1d662b'],
  yellow: ['#fff3bf', '#ffec99', '#fcc419', '#f08c00', '#a85d00'],
  orange: ['#ffe8cc', '#ffd8a8', '#ff922b', '#e8590c', '#a63c05'],
  brown: ['#f3e3d7', '#e0c3ab', '#b9835f', '#8f5a3c', '#5c3824'],
} as const satisfies Readonly<Record<string, readonly [Color, Color, Color, Color, Color]>>
export type Hue = keyof typeof shades
export const hues = Object.keys(shades) as readonly Hue[]

/** `#abc`, `abc` or `#aabbcc` as a stored colour; null for anything else. */
export function hexColor(typed: string): Color | null {
  const digits = typed.trim().replace(/^#/, '').toLowerCase()
  if (/^[0-9a-f]{6}$/.test(digits)) return `#${digits}`
  return /^[0-9a-f]{3}$/.test(digits) ? `#${[...digits].map((digit) => digit + digit).join('')}` : null
}
