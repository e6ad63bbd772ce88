/**
 * The action table's type. One table feeds shortcuts, the `?` sheet, tooltips, context menu and command palette.
 * `label` is a key of the message catalogue.
 */
import type { Editor } from '../editor.ts'

export type ActionGroup = 'tool' | 'edit' | 'arrange' | 'style' | 'view' | 'file' | 'room' | 'help'

/** `Mod+Shift+g` style; `Mod` is Ctrl or Command. Digits mean physical keys. */
export type KeyChord = string

/** When an action can run; `needs` is how many selected shapes it takes, where that is all it takes. */
export interface Condition {
  (editor: Editor): boolean
  readonly needs?: number
}

export interface Action {
  readonly id: string
  readonly label: string
  readonly group: ActionGroup
  readonly keys: { readonly excalidraw: readonly KeyChord[]; readonly tldraw: readonly KeyChord[] }
  /** The browser's own event performs it (copy, cut, paste): the key press is left alone. */
  readonly isNative?: true
  /** Also for those who may only look. */
  readonly forViewers?: true
  readonly isEnabled?: Condition
  /** Of a switch: whether it is on. */
  isOn?(editor: Editor): boolean
  /** Its name as things are now, where that differs. */
  labelNow?(editor: Editor): string
  /** Absent for actions that the page performs (open a dialog); the page registers them by id. */
  run?(editor: Editor): void
}

/** Why an action cannot run now: it changes the board, it takes more selected shapes, or the moment is wrong. */
export type Hindrance =
  | { readonly name: 'viewer' }
  | { readonly name: 'selection'; readonly needs: number }
  | { readonly name: 'moment' }
export function hindranceOf(action: Action, editor: Editor): Hindrance | null {
  if (editor.isEnabled(action.id)) return null
  if (editor.isViewer.value && !action.forViewers) return { name: 'viewer' }
  const needs = action.isEnabled?.needs ?? 0
  return editor.selection.value.length < needs ? { name: 'selection', needs } : { name: 'moment' }
}

/** Key of the words for what it does when it is chosen now. */
export const labelNow = (action: Action, editor: Editor): string => action.labelNow?.(editor) ?? action.label
