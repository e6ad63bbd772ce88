/** Lists of the edited text's marked lines, or of all the words of what is selected. */
import { type ListKind, listOf, withList } from '../../shapes/lists.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { RichText } from '../../shapes/rich-text.ts'
import type { Editor } from '../editor.ts'
import { isLockedIn } from '../selection/selection.ts'

type Worded = Extract<Shape, { readonly text: RichText }>
const isWorded = (shape: Shape): shape is Worded => 'text' in shape && shape.text.length > 0

interface Words {
  readonly shapes: readonly Worded[]
  readonly list: ListKind | null | undefined
}
const NOTHING: readonly Shape[] = []
/** By the selection's array, which is another one after each change: a panel asks again and again, of very many shapes. */
const known = new WeakMap<readonly Shape[], Words>()

function listedIn(editor: Editor): Words {
  const leaves = editor.cells.value === null ? editor.selectedLeaves() : NOTHING
  let words = known.get(leaves)
  if (!words) {
    const shapes = leaves.filter(isWorded).filter((shape) => !isLockedIn(editor.view, shape))
    const lists = new Set(shapes.map(({ text }) => listOf(text)))
    words = { shapes, list: lists.size > 1 ? undefined : [...lists][0] }
    known.set(leaves, words)
  }
  return words
}

export const canList = (editor: Editor): boolean =>
  editor.text.lines.value !== null || listedIn(editor).shapes.length > 0

/** The list that all the lines are in; null: none is in one; undefined: they differ. */
export function listNow(editor: Editor): ListKind | null | undefined {
  const open = editor.text.lines.value
  return open ? open.list : listedIn(editor).list
}

/** Puts the lines into that list, or out of it when all are in it already; one undo step. */
export function toggleList(editor: Editor, list: ListKind): void {
  const next = listNow(editor) === list ? null : list
  const open = editor.text.lines.value
  if (open) {
    open.setList(next)
    return
  }
  const patches = listedIn(editor).shapes.map(({ id, text }) => ({ id, patch: { text: withList(text, next) } }))
  if (patches.length > 0) editor.dispatch({ name: 'update', patches })
}
