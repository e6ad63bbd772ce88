/** Colours that are the canvas's own: grid, and what stands in for an image that is still loading. */
import { type Theme, themeColor } from '../shapes/color.ts'
import type { Color } from '../shapes/style.ts'

export const gridInk: Readonly<Record<Theme, string>> = { light: '#d8dae2', dark: '#34373f' }
export const placeholderInk: Readonly<Record<Theme, string>> = { light: '#eceef2', dark: '#2a2d33' }

export const isVisible = (color: Color | undefined): color is Color =>
  color !== undefined && color !== 'transparent' && color !== ''

export const inkOf = themeColor
