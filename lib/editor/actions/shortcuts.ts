/** Which key press means which action: the printed character first, the place of the key where none fits. */

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

/** Where a symbol lies on the keyboard that the table was written on; with Shift there or without. */
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
const shiftedSymbolCodes: Readonly<Record<string, string>> = { '<': 'Comma', '>': 'Period', '?': 'Slash' }
const isLatinLetter = (key: string) => /^[A-Za-z]$/.test(key)
const isSymbol = (key: string) => key.length === 1 && !/[a-z\d]/.test(key)

/**
 * How a key press is read, surest first. `printed`: the character and Shift as the chord says. `typed`: the character,
 * with Shift only because this layout types it so. `placed`: where the key lies, for what other scripts print there.
 */
const readings = ['printed', 'typed', 'placed'] as const
type Reading = (typeof readings)[number]

function keyMatches(chord: Chord, { key, code, modifiers }: KeyInput, reading: Reading): boolean {
  const isShiftRight = modifiers.shift === chord.shift
  if (reading === 'printed') {
    // What needs Shift on one keyboard needs none on the next: the character says enough.
    if (chord.key in shiftedSymbolCodes) return key === chord.key
    return isShiftRight && (chord.key.length > 1 ? key === chord.key : key.toLowerCase() === chord.key)
  }
  if (reading === 'typed') return isSymbol(chord.key) && key === chord.key && !chord.shift
  // Another letter printed on a key means that letter, or nothing: Ctrl+W closes the tab wherever it lies.
  if (chord.key.length > 1 || isLatinLetter(key)) return false
  // Digits are printed with Shift on some layouts: the key in the row of digits is the digit all the same.
  if (/\d/.test(chord.key)) return isShiftRight && code === `Digit${chord.key}`
  if (/[a-z]/.test(chord.key)) return isShiftRight && code === `Key${chord.key.toUpperCase()}`
  if (chord.key in shiftedSymbolCodes) return modifiers.shift && code === shiftedSymbolCodes[chord.key]
  return isShiftRight && code === symbolCodes[chord.key]
}

const modifiersMatch = (chord: Chord, { modifiers }: KeyInput) =>
  chord.mod === modifiers.ctrl && chord.alt === modifiers.alt

/** A printable key without Ctrl or Alt: what the single-key preference turns off (WCAG 2.1.4). */
export function isSingleKey(chord: KeyChord): boolean {
  const { mod, alt, key } = parseChord(chord)
  return !mod && !alt && key.length === 1
}

export interface ShortcutRules {
  readonly keyMap: 'excalidraw' | 'tldraw'
  readonly singleKeyShortcuts: boolean
}

/** The press as the character that AltGr typed: on some systems it comes with Ctrl and Alt, which then mean nothing. */
const asTyped = (input: KeyInput): KeyInput => ({
  ...input,
  modifiers: { ...input.modifiers, ctrl: false, alt: false },
})

/** The action that the key press means; undefined while a text is being composed or when no chord fits. */
export function actionFor(input: KeyInput, { keyMap, singleKeyShortcuts }: ShortcutRules): Action | undefined {
  if (input.isComposing || input.key === 'Process') return undefined
  // An accent waits for its letter; with Ctrl or Alt nothing is being typed, and the key is known by its place.
  if (input.key === 'Dead' && !input.modifiers.ctrl && !input.modifiers.alt) return undefined
  const find = (read: KeyInput, reading: Reading) =>
    actions.find((action) =>
      action.keys[keyMap].some((written) => {
        if (!singleKeyShortcuts && isSingleKey(written)) return false
        const chord = parseChord(written)
        return modifiersMatch(chord, read) && keyMatches(chord, read, reading)
      }),
    )
  for (const reading of readings) {
    // What AltGr types is a character of its own; the place of its key says nothing.
    if (input.altGraph && reading === 'placed') continue
    const found = find(input, reading) ?? (input.altGraph ? find(asTyped(input), 'typed') : undefined)
    if (found) return found
  }
  return undefined
}
