/** The colours that were chosen last beside the palettes, in this browser. */
import { hexColor } from '../../shapes/color-shades.ts'
import { readStored, writeStored } from './stored.ts'

const KEY = 'recent-colors'
export const MAX_RECENT_COLORS = 10

/** Newest first. */
export function readRecentColors(): readonly string[] {
  const stored = readStored(KEY)
  if (!Array.isArray(stored)) return []
  return stored
    .flatMap((color) => (typeof color === 'string' ? (hexColor(color) ?? []) : []))
    .slice(0, MAX_RECENT_COLORS)
}

export function rememberColor(color: string): void {
  const others = readRecentColors().filter((known) => known !== color)
  writeStored(KEY, [color, ...others].slice(0, MAX_RECENT_COLORS))
}
