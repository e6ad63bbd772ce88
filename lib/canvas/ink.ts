/** Colours as they are put on the canvas: paper, and the theme's version of each stored colour. */
import type { Color } from '../shapes/style.ts'

export type Theme = 'light' | 'dark'

/** The same as `--paper` of the page, so that the canvas has no visible edge. */
export const paper: Readonly<Record<Theme, string>> = { light: '#fbfbfc', dark: '#17181b' }
export const gridInk: Readonly<Record<Theme, string>> = { light: '#d5d7de', dark: '#34373f' }
export const placeholderInk: Readonly<Record<Theme, string>> = { light: '#eceef2', dark: '#2a2d33' }

export const isVisible = (color: Color | undefined): color is Color =>
  color !== undefined && color !== 'transparent' && color !== ''

export const inkOf = (color: Color, _theme: Theme): string => color
