/** Undo, clipboard, selection, nudging, text. */
import type { ShapeId } from '../../base/ids.ts'
import { noteBeside } from '../arranging/notes.ts'
import { selectAllIds, selectInTabOrder } from '../board/tab-order.ts'
import { firstCell, markCell } from '../cells/cell-range.ts'
import type { Editor } from '../editor.ts'
import { deletionOf } from '../selection/deleting.ts'
import { isLockedIn, selectedRoots } from '../selection/selection.ts'
import type { Action } from './actions.ts'
import { action, forViewers, hasSelection } from './define-action.ts'

/** Deletes what is selected and not locked. What a frame leaves behind is selected: once more, and that goes too. */
function deleteSelection(editor: Editor): void {
  const { view } = editor
  const selected = editor.selection.value.flatMap((id) => view.get(id) ?? [])
  const ids = selected.filter((shape) => !isLockedIn(view, shape)).map(({ id }) => id)
  if (ids.length === 0) return
  const gone = new Set(ids)
  const left = selected
    .filter(({ id, type }) => type === 'frame' && gone.has(id))
    .flatMap(({ id }) => view.board.childrenOf(id))
    .filter((shape) => !gone.has(shape.id) && !shape.locked)
  const command = deletionOf(view, ids)
  if (command) editor.dispatch(command)
  editor.selection.value = left.map(({ id }) => id)
}

/** What undo or redo brings back is selected, so that it is seen and can be gone on with. */
function takeStep(editor: Editor, move: 'undo' | 'redo'): void {
  const { history } = editor.document
  editor.text.settle()
  // The bursts of a text that is edited; before the first of them the board's history goes on, and the text is left.
  if (history.isInRun(move)) {
    history[move]()
    return
  }
  if (editor.editing.value !== null) editor.editing.value = null
  const returned: ShapeId[] = []
  const stop = editor.document.observe(({ added }) => {
    for (const id of added) returned.push(id)
  })
  history[move]()
  editor.document.afterwards(() => {
    stop()
    const roots = selectedRoots(editor.view, returned).filter((shape) => !isLockedIn(editor.view, shape))
    if (roots.length > 0 && editor.tool.value === 'select') editor.selection.value = roots.map(({ id }) => id)
  })
}

/** The only selected shape when its text, or its name, can be edited. */
function textTarget(editor: Editor) {
  const roots = editor.selectedRoots()
  const only = roots.length === 1 ? roots[0] : undefined
  if (!only || isLockedIn(editor.view, only)) return undefined
  return only.type === 'frame' || editor.view.kind(only).capabilities.has('text') ? only : undefined
}
function editText(editor: Editor): void {
  const target = textTarget(editor)
  if (target?.type === 'frame') editor.request({ name: 'rename-frame', shape: target.id })
  else if (target?.type === 'table') markCell(editor, firstCell(target))
  else editor.editing.value = target?.id ?? null
}

const nudge = (id: string, key: string, x: number, y: number): readonly Action[] => {
  const move = (steps: number) => (editor: Editor) => {
    const { grid, gridSize } = editor.settings.value
    const step = grid ? gridSize * (steps > 1 ? 5 : 1) : steps
    editor.nudge({ x: x * step, y: y * step })
  }
  return [
    action('edit', `edit.nudge-${id}`, [key], { isEnabled: hasSelection, run: move(1) }),
    action('edit', `edit.nudge-${id}-far`, [`Shift+${key}`], { isEnabled: hasSelection, run: move(10) }),
  ]
}

export const editActions: readonly Action[] = [
  action('edit', 'edit.undo', ['Mod+z'], {
    isEnabled: ({ document }) => document.history.canUndo.value,
    run: (editor) => takeStep(editor, 'undo'),
  }),
  action('edit', 'edit.redo', ['Mod+Shift+z', 'Mod+y'], {
    isEnabled: ({ document }) => document.history.canRedo.value,
    run: (editor) => takeStep(editor, 'redo'),
  }),
  action('edit', 'edit.copy', ['Mod+c'], { isNative: true, forViewers: true, isEnabled: hasSelection }),
  action('edit', 'edit.cut', ['Mod+x'], { isNative: true, isEnabled: hasSelection }),
  action('edit', 'edit.paste', ['Mod+v'], { isNative: true }),
  action('edit', 'edit.paste-plain', ['Mod+Shift+v'], { isNative: true }),
  action('edit', 'edit.paste-notes', []),
  action('edit', 'edit.paste-code', []),
  action('edit', 'edit.duplicate', ['Mod+d'], { isEnabled: hasSelection, run: (editor) => editor.duplicate() }),
  action('edit', 'edit.delete', ['Delete', 'Backspace'], { isEnabled: hasSelection, run: deleteSelection }),
  action('edit', 'edit.select-all', ['Mod+a'], {
    forViewers: true,
    run: (editor) => {
      editor.tool.value = 'select'
      editor.selection.value = selectAllIds(editor)
    },
  }),
  action('edit', 'edit.deselect', ['Escape'], {
    forViewers: true,
    isEnabled: (editor) => hasSelection(editor) || editor.entered.value !== null || editor.tool.value !== 'select',
    run: (editor) => {
      if (editor.tool.value !== 'select') editor.tool.value = 'select'
      else if (editor.entered.value !== null) {
        const left = editor.view.get(editor.entered.value)
        const around = left && editor.view.board.parentOf(left)
        editor.selection.value = [editor.entered.value]
        editor.entered.value = around?.type === 'group' ? around.id : null
      } else editor.selection.value = []
    },
  }),
  action('edit', 'edit.text', ['Enter', 'F2'], {
    isEnabled: (editor) => textTarget(editor) !== undefined,
    run: editText,
  }),
  action('edit', 'edit.next', ['Tab'], {
    forViewers: true,
    isEnabled: hasSelection,
    run: (e) => selectInTabOrder(e, 1),
  }),
  action('edit', 'edit.previous', ['Shift+Tab'], {
    forViewers: true,
    isEnabled: hasSelection,
    run: (editor) => selectInTabOrder(editor, -1),
  }),
  action('edit', 'edit.note-right', [], { isEnabled: hasSelection, run: (editor) => noteBeside(editor, 'right') }),
  action('edit', 'edit.note-below', [], { isEnabled: hasSelection, run: (editor) => noteBeside(editor, 'below') }),
  ...nudge('left', 'ArrowLeft', -1, 0),
  ...nudge('right', 'ArrowRight', 1, 0),
  ...nudge('up', 'ArrowUp', 0, -1),
  ...nudge('down', 'ArrowDown', 0, 1),
  action('edit', 'edit.link', ['Mod+k'], { isEnabled: hasSelection }),
  action('edit', 'edit.find', ['Mod+f'], forViewers),
]
