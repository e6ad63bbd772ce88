/** Lists of the edited text's marked lines, or of all the words of what is selected. */
import { type ListKind, listOf, withList } from '../../shapes/lists.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { RichText } from '../../shapes/rich-text.ts'
import type { Editor } from '../editor.ts'
import { isLockedIn } from '../selection/selection.ts'

type Worded = Extract<Shape, { readonly text: RichText }>
const isWorded = (shape: Shape): shape is Worded => 'text' in shape && shape.text.length > 0

const targets = (editor: Editor): readonly Worded[] =>
  editor.cells.value === null
    ? editor
        .selectedLeaves()
        .filter(isWorded)
        .filter((shape) => !isLockedIn(editor.view, shape))
    : []

export const canList = (editor: Editor): boolean => editor.text.lines.value !== null || targets(editor).length > 0

/** The list that all the lines are in; null: none is in one; undefined: they differ. */
export function listNow(editor: Editor): ListKind | null | undefined {
  const open = editor.text.lines.value
  if (open) return open.list
  const found = new Set(targets(editor).map(({ text }) => listOf(text)))
  return found.size > 1 ? undefined : [...found][0]
}

/** Puts the lines into that list, or out of it when all are in it already; one undo step. */
export function toggleList(editor: Editor, list: ListKind): void {
  const next = listNow(editor) === list ? null : list
  const open = editor.text.lines.value
  if (open) {
    open.setList(next)
    return
  }
  const patches = targets(editor).map(({ id, text }) => ({ id, patch: { text: withList(text, next) } }))
  if (patches.length > 0) editor.dispatch({ name: 'update', patches })
}
