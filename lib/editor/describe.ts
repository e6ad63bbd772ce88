/** What assistive technology hears of the selection, as a message key with its values. */
import type { Shape } from '../shapes/registry.ts'
import type { Editor } from './editor.ts'
import { wordsOf } from './find.ts'
import { selectedRoots } from './selection.ts'
import { tabOrder } from './tab-order.ts'

export interface Announcement {
  /** Key of the message catalogue; `kind` below is itself the key of the kind's name. */
  readonly key: 'selection.none' | 'selection.one' | 'selection.oneWithText' | 'selection.many'
  readonly params: Readonly<Record<string, string | number>>
}
const MAX_WORDS = 60

/** Message key of a shape's name: `shape.arrow`, or `form.ellipse` for the closed forms. */
export const kindName = (shape: Shape): string => (shape.type === 'geo' ? `form.${shape.form}` : `shape.${shape.type}`)

/** "Rectangle, 'API', 3 of 7": kind, words, place in the reading order. */
export function describeSelection(editor: Editor): Announcement {
  const roots = selectedRoots(editor.view, editor.selection.value)
  if (roots.length === 0) return { key: 'selection.none', params: {} }
  if (roots.length > 1) return { key: 'selection.many', params: { count: roots.length } }
  const [shape] = roots
  const order = tabOrder(editor)
  const params = { kind: kindName(shape), nth: order.indexOf(shape.id) + 1, count: order.length }
  const words = wordsOf(editor, shape).replace(/\s+/g, ' ').trim()
  if (words === '') return { key: 'selection.one', params }
  return { key: 'selection.oneWithText', params: { ...params, text: words.slice(0, MAX_WORDS) } }
}
