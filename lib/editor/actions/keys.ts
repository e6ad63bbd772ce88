/** Routes key presses: a running gesture first, then the key table. */
import type { ShapeId } from '../../base/ids.ts'
import type { EditorSettings, KeyInput } from '../editor.ts'
import type { Modifiers, ToolEvent } from '../tools/tool.ts'
import type { Action } from './actions.ts'
import { actionFor } from './shortcuts.ts'

export interface KeyHost {
  settings(): EditorSettings
  isBusy(): boolean
  editing(): ShapeId | null
  /** The text being edited belongs to a sticky note. */
  isEditingNote(): boolean
  endEditing(): void
  toolEvent(event: ToolEvent): void
  run(action: string): boolean
  /** Puts a shape of the current tool into the middle of the view; false when the tool makes none. */
  createInView(): boolean
  canRun(action: Action): boolean
  spaceChanged(): void
  zoomChanged(): void
}

const gestureKeys = ['Escape', 'Enter', 'Backspace', 'Tab'] as const
const modifierKeys = ['Shift', 'Alt', 'AltGraph', 'Control', 'Meta']
const isGestureKey = (key: string): key is (typeof gestureKeys)[number] =>
  (gestureKeys as readonly string[]).includes(key)

export function createKeys(host: KeyHost) {
  let isSpaceHeld = false
  let isZoomHeld = false

  function whileEditing({ key, modifiers, isComposing }: KeyInput): boolean {
    if (isComposing) return false
    if (host.isEditingNote() && key === 'Tab') return host.run('edit.note-right')
    if (host.isEditingNote() && key === 'Enter' && modifiers.ctrl) return host.run('edit.note-below')
    if (key !== 'Escape' && !(key === 'Enter' && modifiers.ctrl)) return false
    host.endEditing()
    return true
  }
  const withSpace = (modifiers: Modifiers): Modifiers => ({ ...modifiers, space: isSpaceHeld })

  function down(input: KeyInput): boolean {
    if (host.editing() !== null) return whileEditing(input)
    if (input.isComposing) return false
    const { key, code, modifiers } = input
    if (modifierKeys.includes(key)) {
      if (host.isBusy()) host.toolEvent({ name: 'modifiers', modifiers: withSpace(modifiers) })
      return false
    }
    if (code === 'Space' && !modifiers.ctrl && !modifiers.alt) {
      if (!isSpaceHeld) {
        isSpaceHeld = true
        if (host.isBusy()) host.toolEvent({ name: 'modifiers', modifiers: withSpace(modifiers) })
        host.spaceChanged()
      }
      return true
    }
    if (host.isBusy() && isGestureKey(key)) {
      host.toolEvent({ name: 'key', key, modifiers: withSpace(modifiers) })
      return true
    }
    // A tool and Enter: how a shape is made without a pointer (TL6).
    if (key === 'Enter' && !modifiers.ctrl && !modifiers.alt && host.createInView()) return true
    const action = actionFor(input, host.settings())
    if (!action || action.isNative) return false
    if (action.id === 'view.zoom-hold') {
      if (!isZoomHeld) {
        isZoomHeld = true
        host.zoomChanged()
      }
      return true
    }
    // Holding a tool's key down must not toggle it back and forth.
    if (input.isRepeat && action.group === 'tool') return true
    if (host.canRun(action)) return host.run(action.id)
    // What the table claims with Ctrl stays the board's even while it is disabled: Ctrl+D sets no bookmark.
    return modifiers.ctrl
  }

  return {
    event(input: KeyInput): boolean {
      if (input.name === 'down') return down(input)
      if (input.code === 'Space' && isSpaceHeld) {
        isSpaceHeld = false
        if (host.isBusy()) host.toolEvent({ name: 'modifiers', modifiers: withSpace(input.modifiers) })
        host.spaceChanged()
        return true
      }
      if (isZoomHeld && input.key.toLowerCase() === 'z') {
        isZoomHeld = false
        host.zoomChanged()
      }
      if (modifierKeys.includes(input.key) && host.isBusy())
        host.toolEvent({ name: 'modifiers', modifiers: withSpace(input.modifiers) })
      return false
    },
    isSpaceHeld: () => isSpaceHeld,
    isZoomHeld: () => isZoomHeld,
  }
}
