/** Routes key presses: a running gesture first, then the key table. */
import type { ShapeId } from '../../base/ids.ts'
import type { KeyInput } from '../editor.ts'
import type { EditorSettings } from '../settings.ts'
import type { Modifiers, ToolEvent } from '../tools/tool.ts'
import type { Action } from './actions.ts'
import { actionFor } from './shortcuts.ts'

export interface KeyHost {
  settings(): EditorSettings
  isBusy(): boolean
  editing(): ShapeId | null
  /** The one selected shape, or the one whose text is edited, is a node of a mind map. */
  isInMindMap(): boolean
  /** The text being edited belongs to a sticky note. */
  isEditingNote(): boolean
  /** A key for the marked cells of a table, and one for the cell that is open. */
  cellKey(input: KeyInput): 'used' | 'typed' | 'passed'
  openCellKey(input: KeyInput): boolean
  endEditing(): void
  toolEvent(event: ToolEvent): void
  /** `isRepeat`: the key is held and repeats itself. */
  run(action: string, isRepeat: boolean): boolean
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
  let zoomCode = ''

  function whileEditing(input: KeyInput): boolean {
    const { key, modifiers, isComposing } = input
    if (isComposing) return false
    if (host.openCellKey(input)) return true
    if (key === 'Tab' && !modifiers.shift && host.isInMindMap()) return host.run('mind.child', false)
    if (host.isEditingNote() && key === 'Tab') return host.run('edit.note-right', false)
    if (host.isEditingNote() && key === 'Enter' && modifiers.ctrl) return host.run('edit.note-below', false)
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
    const inCells = host.isBusy() ? 'passed' : host.cellKey(input)
    if (inCells !== 'passed') return inCells === 'used'
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
    if (!modifiers.ctrl && !modifiers.alt && !modifiers.shift && host.isInMindMap()) {
      if (key === 'Tab') return host.run('mind.child', input.isRepeat)
      // The root of a map has no siblings: there Enter types, as everywhere.
      if (key === 'Enter' && host.run('mind.sibling', input.isRepeat)) return true
    }
    const action = actionFor(input, host.settings())
    if (!action || action.isNative) return false
    if (action.id === 'view.zoom-hold') {
      if (!isZoomHeld) {
        isZoomHeld = true
        zoomCode = input.code
        host.zoomChanged()
      }
      return true
    }
    // Holding a tool's key down must not toggle it back and forth.
    if (input.isRepeat && action.group === 'tool') return true
    if (host.canRun(action)) return host.run(action.id, input.isRepeat)
    // What the table claims with Ctrl stays the board's even while it is disabled: Ctrl+D sets no bookmark.
    return modifiers.ctrl
  }

  function release(modifiers: Modifiers): void {
    const wasSpace = isSpaceHeld
    const wasZoom = isZoomHeld
    isSpaceHeld = false
    isZoomHeld = false
    if (host.isBusy()) host.toolEvent({ name: 'modifiers', modifiers })
    if (wasSpace) host.spaceChanged()
    if (wasZoom) host.zoomChanged()
  }

  return {
    release: () => release({ shift: false, alt: false, ctrl: false, space: false }),
    event(input: KeyInput): boolean {
      if (input.name === 'down') return down(input)
      // A Mac says nothing of the keys that are let go while Command is down.
      if (input.key === 'Meta' && (isSpaceHeld || isZoomHeld)) release({ ...input.modifiers, space: false })
      if (input.code === 'Space' && isSpaceHeld) {
        isSpaceHeld = false
        if (host.isBusy()) host.toolEvent({ name: 'modifiers', modifiers: withSpace(input.modifiers) })
        host.spaceChanged()
        return true
      }
      // By its place too: with another layout or another script chosen meanwhile, the letter is not the same.
      if (isZoomHeld && (input.key.toLowerCase() === 'z' || input.code === zoomCode)) {
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
