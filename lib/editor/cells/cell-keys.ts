/** Keys in a table, as in a spreadsheet: arrows and Tab go from cell to cell, typing replaces, Enter opens and goes on. */
import { linesOf } from '../../document/tables.ts'
import { cellId } from '../../shapes/table/table-fields.ts'
import type { Editor, KeyInput } from '../editor.ts'
import {
  type Direction,
  editableTable,
  editCell,
  firstCell,
  markCell,
  neighbour,
  nextCell,
  selectedTable,
} from './cell-range.ts'
import { addLastLine, clearMarked } from './table-edits.ts'

const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** To the next cell or the one before; after the last one begins a new row. */
function tab(editor: Editor, by: 1 | -1): void {
  const table = selectedTable(editor)
  const range = editor.cells.value
  if (!table || !range) return
  const next = nextCell(table, range.from, by)
  if (next !== null) markCell(editor, next)
  else if (by === 1 && editableTable(editor)) {
    addLastLine(editor, 'row')
    const after = selectedTable(editor)
    const row = after && linesOf(after, 'row').at(-1)
    const column = after && linesOf(after, 'column')[0]
    if (row && column) markCell(editor, cellId(row, column))
  }
}

const isTyped = ({ key, modifiers }: KeyInput): boolean =>
  [...key].length === 1 && !modifiers.ctrl && (!modifiers.alt || !/^[ -~]$/.test(key))

/**
 * A key while cells are marked and none is open. `used`: it did something here; `typed`: the letter goes into the cell that
 * was opened for it; `passed`: it means what it means elsewhere.
 */
function cellKey(editor: Editor, input: KeyInput): 'used' | 'typed' | 'passed' {
  const table = selectedTable(editor)
  const range = editor.cells.value
  if (!table || !range) return 'passed'
  const { key, modifiers } = input
  const direction = arrows[key]
  if (direction && !modifiers.ctrl && !modifiers.alt) {
    if (modifiers.shift) editor.cells.value = { from: range.from, to: neighbour(table, range.to, direction) }
    else markCell(editor, neighbour(table, range.from, direction))
    return 'used'
  }
  if (key === 'Escape') {
    editor.cells.value = null
    return 'used'
  }
  if (key === 'Tab' && !modifiers.ctrl && !modifiers.alt) {
    tab(editor, modifiers.shift ? -1 : 1)
    return 'used'
  }
  if (modifiers.ctrl && !modifiers.alt && key.toLowerCase() === 'a') {
    const [rows, columns] = [linesOf(table, 'row'), linesOf(table, 'column')]
    const first = firstCell(table)
    if (first !== null)
      editor.cells.value = { from: first, to: cellId(rows[rows.length - 1], columns[columns.length - 1]) }
    return 'used'
  }
  if (!editableTable(editor)) return 'passed'
  if ((key === 'Enter' || key === 'F2') && !modifiers.ctrl && !modifiers.alt) {
    editCell(editor)
    return 'used'
  }
  if ((key === 'Delete' || key === 'Backspace') && !modifiers.ctrl) {
    clearMarked(editor)
    return 'used'
  }
  if (!isTyped(input)) return 'passed'
  editCell(editor)
  return 'typed'
}

/** A key while the words of a cell are edited; false: it belongs to the words. */
function openCellKey(editor: Editor, { key, modifiers }: KeyInput): boolean {
  const table = selectedTable(editor)
  const range = editor.cells.value
  if (!table || !range || modifiers.ctrl || modifiers.alt) return false
  const isEnter = key === 'Enter' && !modifiers.shift
  if (key !== 'Tab' && !isEnter) return false
  editor.editing.value = null
  if (key === 'Tab') tab(editor, modifiers.shift ? -1 : 1)
  else markCell(editor, neighbour(table, range.from, 'down'))
  return true
}

/** Both, for the keys of an editor that is still being made. */
export const cellKeys = (editor: () => Editor) => ({
  cellKey: (input: KeyInput) => cellKey(editor(), input),
  openCellKey: (input: KeyInput) => openCellKey(editor(), input),
})
