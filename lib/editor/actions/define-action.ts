/** Small words that the tables of actions are written with. */

import type { Editor } from '../editor.ts'
import type { Action, ActionGroup, KeyChord } from './actions.ts'

export type Keys =
  | readonly KeyChord[]
  | { readonly excalidraw: readonly KeyChord[]; readonly tldraw: readonly KeyChord[] }
type Rest = Partial<Pick<Action, 'isNative' | 'forViewers' | 'isEnabled' | 'isActive' | 'run'>>

const isPlain = (keys: Keys): keys is readonly KeyChord[] => Array.isArray(keys)

/** One entry of the table; its label is `action.<id>`. */
export const action = (group: ActionGroup, id: string, keys: Keys, rest: Rest = {}): Action => ({
  id,
  label: `action.${id}`,
  group,
  keys: isPlain(keys) ? { excalidraw: keys, tldraw: keys } : keys,
  ...rest,
})

export const hasSelection = (editor: Editor): boolean => editor.selection.value.length > 0
export const atLeast =
  (count: number) =>
  (editor: Editor): boolean =>
    editor.selection.value.length >= count
export const forViewers = { forViewers: true } as const
