/** Rows, columns and cells of the one selected table. */
import type { Axis } from '../../document/tables.ts'
import { editableTable, selectedTable } from '../cells/cell-range.ts'
import { addLine, canMove, clearMarked, moveMarked, removeMarked, toggleHead } from '../cells/table-edits.ts'
import type { Editor } from '../editor.ts'
import type { Action } from './actions.ts'
import { action, forViewers } from './define-action.ts'

const isEnabled = (editor: Editor) => editableTable(editor) !== null
const hasMark = (editor: Editor) => isEnabled(editor) && editor.cells.value !== null

const add = (name: string, axis: Axis, where: 'before' | 'after') =>
  action('edit', `table.${name}`, [], { isEnabled, run: (editor) => addLine(editor, axis, where) })
const move = (name: string, axis: Axis, by: 1 | -1) =>
  action('edit', `table.${name}`, [], {
    isEnabled: (editor) => canMove(editor, axis, by),
    run: (editor) => moveMarked(editor, axis, by),
  })
const remove = (name: string, axis: Axis) =>
  action('edit', `table.${name}`, [], { isEnabled: hasMark, run: (editor) => removeMarked(editor, axis) })

export const tableActions: readonly Action[] = [
  add('row-above', 'row', 'before'),
  add('row-below', 'row', 'after'),
  add('column-left', 'column', 'before'),
  add('column-right', 'column', 'after'),
  move('move-row-up', 'row', -1),
  move('move-row-down', 'row', 1),
  move('move-column-left', 'column', -1),
  move('move-column-right', 'column', 1),
  remove('delete-row', 'row'),
  remove('delete-column', 'column'),
  action('edit', 'table.clear', [], { isEnabled: hasMark, run: clearMarked }),
  action('edit', 'table.header', [], {
    isEnabled,
    isOn: (editor) => selectedTable(editor)?.header ?? false,
    run: toggleHead,
  }),
  action('edit', 'table.save-csv', [], { ...forViewers, isEnabled: (editor) => selectedTable(editor) !== null }),
  action('edit', 'table.copy-markdown', [], { ...forViewers, isEnabled: (editor) => selectedTable(editor) !== null }),
]
