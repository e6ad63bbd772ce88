/** Which key press means which action: `event.key` first, `event.code` for other scripts, digits by physical key. */

import type { KeyInput } from '../editor.ts'
import { actions } from './action-table.ts'
import type { Action, KeyChord } from './actions.ts'

interface Chord {
  readonly mod: boolean
  readonly shift: boolean
  readonly alt: boolean
  readonly key: string
}

/** `Mod+Shift+g` taken apart; a chord may end in the plus key itself (`Mod++`). */
export function parseChord(chord: KeyChord): Chord {
  const key = chord.endsWith('+') ? '+' : chord.slice(chord.lastIndexOf('+') + 1)
  const modifiers = chord.slice(0, chord.length - key.length).split('+')
  return {
    mod: modifiers.includes('Mod'),
    shift: modifiers.includes('Shift'),
    alt: modifiers.includes('Alt'),
    key: key.length === 1 ? key.toLowerCase() : key,
  }
}

const symbolCodes: Readonly<Record<string, string>> = {
  '[': 'BracketLeft',
  ']': 'BracketRight',
  ',': 'Comma',
  '.': 'Period',
  '/': 'Slash',
  "'": 'Quote',
  '=': 'Equal',
  '-': 'Minus',
}
const isLatin = (key: string) => /^[\x20-\x7e]$/.test(key)
const digitOf = (code: string) => /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]

/** Does a pressed key mean the chord's key? Letters ignore CapsLock; a symbol may need Shift on some layouts. */
function keyMatches(chord: Chord, input: KeyInput): boolean {
  const { key, code, modifiers } = input
  if (chord.key.length > 1) return key === chord.key && modifiers.shift === chord.shift
  if (/\d/.test(chord.key)) return digitOf(code) === chord.key && modifiers.shift === chord.shift
  if (/[a-z]/.test(chord.key)) {
    if (modifiers.shift !== chord.shift) return false
    return isLatin(key) ? key.toLowerCase() === chord.key : code === `Key${chord.key.toUpperCase()}`
  }
  // A digit key that types the symbol on some layout is still that digit when Shift or nothing is held.
  if (key === chord.key) return !chord.shift || modifiers.shift
  const isPhysical = code === symbolCodes[chord.key] && modifiers.shift === chord.shift
  return isPhysical && (!isLatin(key) || chord.shift)
}

export function chordMatches(chord: KeyChord, input: KeyInput): boolean {
  const parsed = parseChord(chord)
  return parsed.mod === input.modifiers.ctrl && parsed.alt === input.modifiers.alt && keyMatches(parsed, input)
}

/** A printable key without Ctrl or Alt: what the single-key preference turns off (WCAG 2.1.4). */
export function isSingleKey(chord: KeyChord): boolean {
  const { mod, alt, key } = parseChord(chord)
  return !mod && !alt && key.length === 1
}

export interface ShortcutRules {
  readonly keyMap: 'excalidraw' | 'tldraw'
  readonly singleKeyShortcuts: boolean
}

/** The action that the key press means; undefined while a text is being composed or when no chord fits. */
export function actionFor(input: KeyInput, { keyMap, singleKeyShortcuts }: ShortcutRules): Action | undefined {
  if (input.isComposing || input.key === 'Process' || input.key === 'Dead') return undefined
  return actions.find((action) =>
    action.keys[keyMap].some((chord) => (singleKeyShortcuts || !isSingleKey(chord)) && chordMatches(chord, input)),
  )
}
