/** The user's settings and next-shape styles, kept in this browser and checked when read. */
import { asRecord } from '../../base/record.ts'
import type { EditorSettings, StyleDefaults } from '../../editor/settings.ts'
import { defaultSettings } from '../../editor/settings.ts'
import { readStored, writeStored } from '../kept/stored.ts'

const choices: { readonly [K in keyof EditorSettings]?: readonly unknown[] } = {
  keyMap: ['excalidraw', 'tldraw'],
  theme: ['system', 'light', 'dark'],
}
/** Modes of one visit: a page that opens in them looks broken. */
const NOT_KEPT = { zen: false, viewMode: false, penMode: false } as const

export function readSettings(): EditorSettings {
  const stored = asRecord(readStored('settings'))
  const kept = Object.entries(defaultSettings).map(([name, initial]) => {
    const value = stored[name]
    const allowed = choices[name as keyof EditorSettings]
    const isFine = allowed ? allowed.includes(value) : typeof value === typeof initial
    return [name, isFine ? value : initial]
  })
  const settings = { ...(Object.fromEntries(kept) as EditorSettings), ...NOT_KEPT }
  // Who has asked the whole system for rest need not ask here again.
  const isAskedFor = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  return { ...settings, reducedMotion: settings.reducedMotion || isAskedFor }
}
export const keepSettings = (settings: EditorSettings): boolean => writeStored('settings', { ...settings, ...NOT_KEPT })

export const readStyles = (): StyleDefaults => asRecord(readStored('styles'))
export const keepStyles = (styles: StyleDefaults): boolean => writeStored('styles', styles)
