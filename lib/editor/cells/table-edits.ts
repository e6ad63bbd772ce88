/** What is done with rows, columns and cells of the selected table: each is one step of history. */
import type { ShapePatch } from '../../document/command.ts'
import {
  type Axis,
  fillCells,
  forCells,
  insertLines,
  linesOf,
  moveLines,
  removeLines,
  roomFor,
} from '../../document/tables.ts'
import type { RichText } from '../../shapes/rich-text.ts'
import { cellId, cellNames, entryOf, type LineId, type TableShape } from '../../shapes/table/table-fields.ts'
import { alignOf, gridOf } from '../../shapes/table/table-grid.ts'
import type { Editor } from '../editor.ts'
import { editableTable, firstCell, hasCell, markCell, markedCells, selectedTable } from './cell-range.ts'

const write = (editor: Editor, table: TableShape, patch: ShapePatch): boolean =>
  editor.dispatch({ name: 'update', patches: [{ id: table.id, patch }] }).ok

/** Rows or columns that are marked; the last one when no cell is. */
export function markedLines(editor: Editor, axis: Axis): readonly LineId[] {
  const table = editableTable(editor)
  if (!table) return []
  const marked = new Set(markedCells(editor).flatMap((row) => row.map((cell) => cellNames(cell)[axis])))
  const lines = linesOf(table, axis)
  return marked.size > 0 ? lines.filter((line) => marked.has(line)) : lines.slice(-1)
}

/** Adds one row or column before or after those that are marked, and goes there. */
export function addLine(editor: Editor, axis: Axis, where: 'before' | 'after'): void {
  const table = editableTable(editor)
  if (!table) return
  const marked = markedLines(editor, axis)
  const lines = linesOf(table, axis)
  const at = where === 'before' ? lines.indexOf(marked[0]) : lines.indexOf(marked[marked.length - 1]) + 1
  addLineAt(editor, table, axis, Math.max(0, at))
}

/** Adds one at the end, whatever is marked. */
export function addLastLine(editor: Editor, axis: Axis): void {
  const table = editableTable(editor)
  if (table) addLineAt(editor, table, axis, linesOf(table, axis).length)
}

function addLineAt(editor: Editor, table: TableShape, axis: Axis, at: number): void {
  if (roomFor(table, axis) === 0) {
    editor.request({ name: 'tell-refused', why: 'too-large' })
    return
  }
  const added = editor.newId()
  const from = editor.cells.value?.from
  if (!write(editor, table, insertLines(table, axis, at, [added])) || from === undefined) return
  const names = cellNames(from)
  markCell(editor, axis === 'row' ? cellId(added, names.column) : cellId(names.row, added))
}

/** Takes the marked rows or columns out; a table that loses the last one goes too. */
export function removeMarked(editor: Editor, axis: Axis): void {
  const table = editableTable(editor)
  const removed = markedLines(editor, axis)
  if (!table || removed.length === 0) return
  const lines = linesOf(table, axis)
  if (removed.length === lines.length) {
    editor.dispatch({ name: 'delete', ids: [table.id] })
    return
  }
  const at = lines.indexOf(removed[0])
  const from = editor.cells.value?.from
  write(editor, table, removeLines(table, axis, removed))
  const after = editableTable(editor)
  if (!after || from === undefined) return
  const left = linesOf(after, axis)
  const line = left[Math.min(at, left.length - 1)]
  const names = cellNames(from)
  const cell = axis === 'row' ? cellId(line, names.column) : cellId(names.row, line)
  markCell(editor, hasCell(after, cell) ? cell : firstCell(after))
}

/** Moves the marked rows or columns one place on. */
export function moveMarked(editor: Editor, axis: Axis, by: 1 | -1): void {
  const table = editableTable(editor)
  if (!table || !canMove(editor, axis, by)) return
  const moved = markedLines(editor, axis)
  const at = linesOf(table, axis).indexOf(moved[0])
  write(editor, table, moveLines(table, axis, moved, at + by))
}

export function canMove(editor: Editor, axis: Axis, by: 1 | -1): boolean {
  const table = editableTable(editor)
  if (!table || editor.cells.value === null) return false
  const lines = linesOf(table, axis)
  const moved = markedLines(editor, axis)
  return by < 0 ? moved[0] !== lines[0] : moved[moved.length - 1] !== lines[lines.length - 1]
}

/** Takes the words out of the marked cells. */
export function clearMarked(editor: Editor): void {
  const table = editableTable(editor)
  const cells = markedCells(editor).flat()
  if (table && cells.length > 0) write(editor, table, { cells: forCells<RichText>(cells, []) })
}

export function toggleHead(editor: Editor): void {
  const table = editableTable(editor)
  if (table) write(editor, table, { header: !table.header })
}

/** Words from elsewhere into the marked cell and those right and below; the number of those without a place. */
export function pasteCells(editor: Editor, words: readonly (readonly RichText[])[]): number {
  const table = editableTable(editor)
  const range = editor.cells.value
  if (!table || !range) return 0
  const [start] = markedCells(editor).flat()
  const { patch, left } = fillCells(table, start ?? range.from, words, () => editor.newId())
  if (!write(editor, table, patch)) return 0
  const after = editableTable(editor)
  if (!after) return left
  const { rows, columns } = gridOf(after)
  const names = cellNames(start ?? range.from)
  const lastRow = rows[Math.min(rows.length - 1, rows.indexOf(names.row) + words.length - 1)]
  const widest = words.reduce((most, row) => Math.max(most, row.length), 1)
  const lastColumn = columns[Math.min(columns.length - 1, columns.indexOf(names.column) + widest - 1)]
  editor.cells.value = { from: start ?? range.from, to: cellId(lastRow, lastColumn) }
  return left
}

/** The marked cells take these styles: colour and side belong to cells and columns, the rest to the table. */
export function styleMarked(editor: Editor, patch: ShapePatch): ShapePatch {
  const cells = markedCells(editor).flat()
  if (cells.length === 0) return patch
  const { fill, align, ...rest } = patch
  return {
    ...rest,
    ...(fill === undefined ? {} : { fills: forCells(cells, fill) }),
    ...(align === undefined
      ? {}
      : { aligns: forCells([...new Set(cells.map((cell) => cellNames(cell).column))], align) }),
  }
}

/** What the marked cells share of the styles that are theirs; undefined for other styles, or when nothing is marked. */
export function styleOfMark(editor: Editor, field: string): unknown {
  const table = selectedTable(editor)
  const [cell] = markedCells(editor).flat()
  if (!table || cell === undefined) return undefined
  if (field === 'fill') return entryOf(table.fills, cell) ?? 'transparent'
  return field === 'align' ? alignOf(table, cellNames(cell).column) : undefined
}
