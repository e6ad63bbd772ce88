/** Key chords of the action table, written as this machine's keyboard shows them. */

import type { KeyboardEvent } from 'react'
import { actionById } from '../../lib/editor/actions/action-table.ts'
import type { KeyChord } from '../../lib/editor/actions/actions.ts'
import { actionFor } from '../../lib/editor/actions/shortcuts.ts'
import type { Editor } from '../../lib/editor/editor.ts'
import { keyInputOf } from '../../lib/page/input/keyboard.ts'
import { useRoom } from './room-context.tsx'
import { useSelected } from './use-signal.ts'

export const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

const macNames: Readonly<Record<string, string>> = { Mod: '⌘', Ctrl: '⌃', Shift: '⇧', Alt: '⌥' }
const names: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
  Backspace: '⌫',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Space: '␣',
}

/** `Mod+Shift+g` as `Ctrl+Shift+G`, or `⌘⇧G` on a Mac. */
export function formatChord(chord: KeyChord): string {
  // A chord may end in the plus key itself: `Mod++`.
  const parts = chord.endsWith('++') ? [...chord.slice(0, -2).split('+'), '+'] : chord.split('+')
  const shown = parts.map((part) => {
    const name = (isMac ? macNames[part] : undefined) ?? names[part] ?? part
    return name.length === 1 ? name.toUpperCase() : name
  })
  return shown.filter((part) => part !== '').join(isMac ? '' : '+')
}

/** Gives the first chord of an action in the chosen key map, ready to show; undefined when it has none. */
export function useKeys(): (action: string) => string | undefined {
  const { editor } = useRoom()
  const keyMap = useSelected(editor.settings, (settings) => settings.keyMap)
  return (id) => {
    const chord = actionById(id)?.keys[keyMap][0]
    return chord === undefined ? undefined : formatChord(chord)
  }
}

/**
 * Undoes or redoes on the board when that was asked of a field whose own history is none: by the table of keys, since Z is
 * elsewhere, or another letter, on other keyboards. True when it did.
 */
export function undoneByKey(event: KeyboardEvent, editor: Editor): boolean {
  if (!event.ctrlKey && !event.metaKey) return false
  const action = actionFor(keyInputOf('down', event.nativeEvent), editor.settings.value)?.id
  if (action !== 'edit.undo' && action !== 'edit.redo') return false
  event.preventDefault()
  editor.run(action)
  return true
}
