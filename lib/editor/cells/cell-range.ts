/** Which cells of the one selected table are marked: the one that keys go to, and how far the mark reaches from it. */
import { computed, watch } from '../../base/signal.ts'
import { cellsBetween } from '../../document/tables.ts'
import type { Shape } from '../../shapes/registry.ts'
import { type CellId, cellId, cellNames, type TableShape } from '../../shapes/table/table-fields.ts'
import { gridOf } from '../../shapes/table/table-grid.ts'
import type { Editor } from '../editor.ts'
import { isLockedIn } from '../selection/selection.ts'
import type { CellRange } from './marked-cells.ts'

export const oneCell = (cell: CellId): CellRange => ({ from: cell, to: cell })
export type Direction = 'left' | 'right' | 'up' | 'down'

export const isTable = (shape: Shape | undefined): shape is TableShape => shape?.type === 'table'

/** The one selected shape, when it is a table. */
export function selectedTable(editor: Pick<Editor, 'view' | 'selection'>): TableShape | null {
  const { length, 0: id } = editor.selection.value
  const shape = length === 1 ? editor.view.get(id) : undefined
  return isTable(shape) ? shape : null
}

/** The same, when it may be changed. */
export function editableTable(editor: Editor): TableShape | null {
  const table = selectedTable(editor)
  return table && !editor.isViewer.value && !isLockedIn(editor.view, table) ? table : null
}

/** The marked cells of the selected table, row by row; none when nothing is marked. */
export function markedCells(editor: Editor): readonly (readonly CellId[])[] {
  const table = selectedTable(editor)
  const range = editor.cells.value
  return table && range ? cellsBetween(table, range.from, range.to) : []
}

export function hasCell(table: TableShape, cell: CellId): boolean {
  const { rows, columns } = gridOf(table)
  const { row, column } = cellNames(cell)
  return rows.includes(row) && columns.includes(column)
}

/** The cell beside `cell`; itself at the edge. */
export function neighbour(table: TableShape, cell: CellId, direction: Direction): CellId {
  const { rows, columns } = gridOf(table)
  const { row, column } = cellNames(cell)
  const step = (lines: readonly string[], line: string, by: number) =>
    lines[Math.max(0, Math.min(lines.length - 1, lines.indexOf(line) + by))] ?? line
  if (direction === 'left' || direction === 'right')
    return cellId(row, step(columns, column, direction === 'left' ? -1 : 1))
  return cellId(step(rows, row, direction === 'up' ? -1 : 1), column)
}

/** The cell before or after in reading order; null beyond the last or first. */
export function nextCell(table: TableShape, cell: CellId, by: 1 | -1): CellId | null {
  const { rows, columns } = gridOf(table)
  const { row, column } = cellNames(cell)
  const at = rows.indexOf(row) * columns.length + columns.indexOf(column) + by
  const next = rows[Math.floor(at / columns.length)]
  return at < 0 || next === undefined ? null : cellId(next, columns[at % columns.length])
}

export function firstCell(table: TableShape): CellId | null {
  const { rows, columns } = gridOf(table)
  return rows.length > 0 && columns.length > 0 ? cellId(rows[0], columns[0]) : null
}

/** Marks a cell, or nothing. */
export function markCell(editor: Editor, cell: CellId | null): void {
  editor.cells.value = cell === null ? null : oneCell(cell)
}

/** Opens the words of the marked cell. */
export function editCell(editor: Editor): void {
  const table = editableTable(editor)
  const range = editor.cells.value
  if (!table || !range) return
  editor.cells.value = oneCell(range.from)
  editor.editing.value = table.id
}

/** Unmarks cells when another shape is selected or they are gone. */
export function keepCellsAlive(editor: Editor): () => void {
  const only = () => (editor.selection.value.length === 1 ? editor.selection.value[0] : null)
  const marked = computed(() => ({ range: editor.cells.value, table: only() }))
  let last = marked.value
  const isWhole = () => {
    const range = editor.cells.value
    const table = selectedTable(editor)
    return range !== null && table !== null && hasCell(table, range.from) && hasCell(table, range.to)
  }
  const unmark = () => {
    if (!editor.cells.value) return
    const { editing } = editor
    if (editing.value !== null && editing.value === selectedTable(editor)?.id) editing.value = null
    editor.cells.value = null
  }
  const stops = [
    watch(marked, () => {
      const before = last
      last = marked.value
      // Cells that are marked together with the selection are cells of that table.
      if (last.table !== before.table && last.range === before.range) unmark()
    }),
    editor.document.observe(({ updated, removed }) => {
      const { table } = last
      if (table !== null && (updated.has(table) || removed.has(table)) && !isWhole()) unmark()
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
