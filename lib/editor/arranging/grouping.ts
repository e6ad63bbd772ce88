/** Groups, locks and z-order of the selection. */
import { grow, unionOf } from '../../geometry/box.ts'
import type { Editor } from '../editor.ts'
import { newShape } from '../making/new-shape.ts'
import { editableRoots } from '../selection/selection.ts'

/** Selected shapes become members of one new group. */
export function groupSelection(editor: Editor): void {
  const ids = editableRoots(editor.view, editor.selection.value).map(({ id }) => id)
  if (ids.length < 2) return
  const group = editor.newId()
  if (editor.dispatch({ name: 'group', ids, group }).ok) editor.selection.value = [group]
}

/** Board pixels between a frame and what it is put around. */
const FRAME_AIR = 32

/** Puts a frame around the selection, behind everything, and makes the selection its content; one undo step. */
export function frameSelection(editor: Editor): void {
  const { view } = editor
  const inside = editableRoots(view, editor.selection.value).filter(
    (shape) => shape.type !== 'frame' && view.board.parentOf(shape)?.type !== 'group',
  )
  const box = unionOf(inside.map(view.bounds))
  if (!box) return
  const frame = newShape('frame', editor.newId(), editor.styles.value, { ...grow(box, FRAME_AIR), rotation: 0 })
  const commands = [
    { name: 'create', shapes: [frame] },
    { name: 'reorder', ids: [frame.id], to: 'back' },
    { name: 'set-parent', ids: inside.map(({ id }) => id), parent: frame.id },
  ] as const
  if (editor.dispatch({ name: 'batch', commands }).ok) editor.selection.value = [frame.id]
}

/** Selected groups fall apart; their members stay selected. */
export function ungroupSelection(editor: Editor): void {
  const roots = editableRoots(editor.view, editor.selection.value)
  const groups = roots.filter(({ type }) => type === 'group').map(({ id }) => id)
  if (groups.length === 0) return
  const members = groups.flatMap((id) => editor.view.board.childrenOf(id).map((child) => child.id))
  const others = roots.filter(({ type }) => type !== 'group').map(({ id }) => id)
  editor.dispatch({ name: 'ungroup', groups })
  editor.entered.value = null
  editor.selection.value = [...others, ...members]
}

/** Locks or unlocks all that is selected, locked or not. */
export function lockSelection(editor: Editor, change: 'lock' | 'unlock'): void {
  const locked = change === 'lock'
  const patches = editor
    .selectedRoots()
    .filter((shape) => shape.locked !== locked)
    .map(({ id }) => ({ id, patch: { locked } }))
  if (patches.length > 0) editor.dispatch({ name: 'update', patches })
}

export function reorderSelection(editor: Editor, to: 'front' | 'back' | 'forward' | 'backward'): void {
  const ids = editableRoots(editor.view, editor.selection.value).map(({ id }) => id)
  if (ids.length > 0) editor.dispatch({ name: 'reorder', ids, to })
}
