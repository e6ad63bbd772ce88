/** The calm colours of everything that is drawn over the board, by theme. */
import type { Theme } from '../shapes/color.ts'

export interface OverlayInk {
  readonly accent: string
  readonly accentSoft: string
  readonly handle: string
  readonly handleShadow: string
  readonly guide: string
  readonly hover: string
  readonly quiet: string
  readonly laser: string
}
export const overlayInk: Readonly<Record<Theme, OverlayInk>> = {
  light: {
    accent: '#4a4fcb',
    accentSoft: 'rgb(74 79 203 / 9%)',
    handle: '#ffffff',
    handleShadow: 'rgb(24 25 40 / 22%)',
    guide: '#e0457b',
    hover: 'rgb(74 79 203 / 55%)',
    quiet: '#868994',
    laser: '#f0384b',
  },
  dark: {
    accent: '#a3a8ff',
    accentSoft: 'rgb(163 168 255 / 12%)',
    handle: '#24252b',
    handleShadow: 'rgb(0 0 0 / 60%)',
    guide: '#ff7aa8',
    hover: 'rgb(163 168 255 / 55%)',
    quiet: '#8b8d97',
    laser: '#ff5c6c',
  },
}
/** Labels in the overlay are set in the face of the page. */
export const LABEL_FONT = "500 12px 'Inter Variable', 'Noto Sans SC', system-ui, sans-serif"
export const CHAT_FONT = "400 13px 'Inter Variable', 'Noto Sans SC', system-ui, sans-serif"

/** Black or white, whichever reads better on `#rrggbb`. */
export function inkOn(color: string): string {
  const n = Number.parseInt(color.slice(1, 7), 16)
  const luminance = 0.299 * ((n >> 16) & 255) + 0.587 * ((n >> 8) & 255) + 0.114 * (n & 255)
  return luminance > 160 ? '#1b1c22' : '#ffffff'
}
