/** Small words that the tables of actions are written with. */

import type { Editor } from '../editor.ts'
import type { Action, ActionGroup, Condition, KeyChord } from './actions.ts'

export type Keys =
  | readonly KeyChord[]
  | { readonly excalidraw: readonly KeyChord[]; readonly tldraw: readonly KeyChord[] }
type Rest = Partial<Pick<Action, 'isNative' | 'forViewers' | 'isEnabled' | 'isOn' | 'labelNow' | 'run'>>

const isPlain = (keys: Keys): keys is readonly KeyChord[] => Array.isArray(keys)

/** One entry of the table; its label is `action.<id>`. */
export const action = (group: ActionGroup, id: string, keys: Keys, rest: Rest = {}): Action => ({
  id,
  label: `action.${id}`,
  group,
  keys: isPlain(keys) ? { excalidraw: keys, tldraw: keys } : keys,
  ...rest,
})

/** Runs with so many shapes selected, and can say so. */
export const atLeast = (count: number): Condition =>
  Object.assign((editor: Editor) => editor.selection.value.length >= count, { needs: count })
export const hasSelection = atLeast(1)
export const forViewers = { forViewers: true } as const
