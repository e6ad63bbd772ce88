/**
 * The action table's type. One table feeds shortcuts, the `?` sheet, tooltips, context menu and command palette.
 * `label` is a key of the message catalogue.
 */
import type { Editor } from '../editor.ts'

export type ActionGroup = 'tool' | 'edit' | 'arrange' | 'style' | 'view' | 'file' | 'room' | 'help'

/** `Mod+Shift+g` style; `Mod` is Ctrl or Command. Digits mean physical keys. */
export type KeyChord = string

export interface Action {
  readonly id: string
  readonly label: string
  readonly group: ActionGroup
  readonly keys: { readonly excalidraw: readonly KeyChord[]; readonly tldraw: readonly KeyChord[] }
  /** The browser's own event performs it (copy, cut, paste): the key press is left alone. */
  readonly isNative?: true
  /** Also for those who may only look. */
  readonly forViewers?: true
  isEnabled?(editor: Editor): boolean
  isActive?(editor: Editor): boolean
  /** Absent for actions that the page performs (open a dialog); the page registers them by id. */
  run?(editor: Editor): void
}
