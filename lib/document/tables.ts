/**
 * Changes of tables as patches: each names only the entries that it changes, so that what others do to other rows, columns
 * and cells at the same moment stays. Cells are made with their row or column, for two people who type into one at once.
 */
import type { Entries } from '../base/fields.ts'
import type { ShapeId } from '../base/ids.ts'
import { makeShape } from '../shapes/registry.ts'
import type { RichText } from '../shapes/rich-text.ts'
import {
  type CellId,
  cellId,
  cellNames,
  type LineId,
  MAX_TABLE_CELLS,
  MAX_TABLE_COLUMNS,
  MAX_TABLE_ROWS,
  type TableShape,
} from '../shapes/table/table-fields.ts'
import { gridOf } from '../shapes/table/table-grid.ts'
import type { ShapePatch } from './command.ts'
import { keysAt } from './order.ts'

export type Axis = 'row' | 'column'
type Writable = Record<string, unknown>

const fieldOf = { row: 'rows', column: 'columns' } as const
export const linesOf = (table: TableShape, axis: Axis): readonly LineId[] => gridOf(table)[fieldOf[axis]]

/** Keys for `moved` at `position` among the others, and new ones for neighbours that leave no room. */
function placesAt(table: TableShape, axis: Axis, position: number, moved: readonly LineId[]): Writable {
  const going = new Set(moved)
  const lines: Entries<string> = table[fieldOf[axis]]
  const rest = linesOf(table, axis)
    .filter((line) => !going.has(line))
    .map((line) => ({ id: line as ShapeId, index: lines[line] as never }))
  return Object.fromEntries(keysAt(rest, Math.max(0, Math.min(rest.length, position)), moved as readonly ShapeId[]))
}

/** How many more rows or columns a table may have. */
export function roomFor(table: TableShape, axis: Axis): number {
  const { rows, columns } = gridOf(table)
  const [have, most, across] =
    axis === 'row'
      ? [Object.keys(table.rows).length, MAX_TABLE_ROWS, columns.length]
      : [Object.keys(table.columns).length, MAX_TABLE_COLUMNS, rows.length]
  return Math.max(0, Math.min(most, Math.floor(MAX_TABLE_CELLS / Math.max(1, across))) - have)
}

/** Adds empty rows or columns, named by `added`, before the one at `position`; as many as there is room for. */
export function insertLines(table: TableShape, axis: Axis, position: number, added: readonly LineId[]): ShapePatch {
  const fitting = added.slice(0, roomFor(table, axis))
  const { rows, columns } = gridOf(table)
  const cells = fitting.flatMap((line): (readonly [CellId, RichText])[] =>
    axis === 'row'
      ? columns.map((column) => [cellId(line, column), []] as const)
      : rows.map((row) => [cellId(row, line), []] as const),
  )
  return { [fieldOf[axis]]: placesAt(table, axis, position, fitting), cells: Object.fromEntries(cells) }
}

/** Takes rows or columns out with all that lies in them, and what others left in ones that are gone. */
export function removeLines(table: TableShape, axis: Axis, removed: readonly LineId[]): ShapePatch {
  const gone = new Set(removed)
  const isThere = (kind: Axis, line: LineId) =>
    Object.hasOwn(table[fieldOf[kind]], line) && !(kind === axis && gone.has(line))
  const isLost = (name: string) => {
    if (!name.includes(':')) return false
    const { row, column } = cellNames(name)
    return !isThere('row', row) || !isThere('column', column)
  }
  const without = (entries: Entries<unknown>, test: (name: string) => boolean) =>
    Object.fromEntries(
      Object.keys(entries)
        .filter(test)
        .map((name) => [name, null]),
    )
  const lostLine = (name: string) => !isThere(axis, name)
  return {
    [fieldOf[axis]]: Object.fromEntries(removed.map((line) => [line, null])),
    ...(axis === 'row'
      ? { heights: without(table.heights, lostLine) }
      : { widths: without(table.widths, lostLine), aligns: without(table.aligns, lostLine) }),
    fills: without(table.fills, isLost),
    cells: without(table.cells, isLost),
  }
}

/** Brings rows or columns, in their order, to `position` among the others. */
export function moveLines(table: TableShape, axis: Axis, moved: readonly LineId[], position: number): ShapePatch {
  const going = new Set(moved)
  return {
    [fieldOf[axis]]: placesAt(
      table,
      axis,
      position,
      linesOf(table, axis).filter((line) => going.has(line)),
    ),
  }
}

/** The cells between two, both included, row by row; none when one of them is gone. */
export function cellsBetween(table: TableShape, from: CellId, to: CellId): readonly (readonly CellId[])[] {
  const { rows, columns } = gridOf(table)
  const span = (lines: readonly LineId[], one: LineId, other: LineId): readonly LineId[] => {
    const [a, b] = [lines.indexOf(one), lines.indexOf(other)]
    return a < 0 || b < 0 ? [] : lines.slice(Math.min(a, b), Math.max(a, b) + 1)
  }
  const [start, end] = [cellNames(from), cellNames(to)]
  const across = span(columns, start.column, end.column)
  return span(rows, start.row, end.row).map((row) => across.map((column) => cellId(row, column)))
}

/**
 * Writes `words` into the cells from `start` on, to the right and down, with further rows and columns where they are needed
 * and there is room. `left` counts the cells that found no place.
 */
export function fillCells(
  table: TableShape,
  start: CellId,
  words: readonly (readonly RichText[])[],
  newLine: () => LineId,
): { readonly patch: ShapePatch; readonly left: number } {
  const { rows, columns } = gridOf(table)
  const names = cellNames(start)
  const [top, first] = [rows.indexOf(names.row), columns.indexOf(names.column)]
  if (top < 0 || first < 0) return { patch: {}, left: words.flat().length }
  const widest = words.reduce((most, row) => Math.max(most, row.length), 0)
  const more = (needed: number) => Array.from({ length: Math.max(0, needed) }, newLine)
  const wider = insertLines(table, 'column', columns.length, more(first + widest - columns.length))
  const allColumns = [...columns, ...Object.keys(wider.columns as object).filter((name) => !columns.includes(name))]
  const broad = { ...table, columns: { ...table.columns, ...(wider.columns as Entries<never>) } }
  const longer = insertLines(broad, 'row', rows.length, more(top + words.length - rows.length))
  const allRows = [...rows, ...Object.keys(longer.rows as object).filter((name) => !rows.includes(name))]
  const cells: Writable = { ...(wider.cells as object), ...(longer.cells as object) }
  let left = 0
  for (const [i, line] of words.entries()) {
    for (const [j, text] of line.entries()) {
      const [row, column] = [allRows[top + i], allColumns[first + j]]
      if (row === undefined || column === undefined) left++
      else cells[cellId(row, column)] = text
    }
  }
  return { patch: { rows: longer.rows, columns: wider.columns, cells }, left }
}

/** Entries of one value for many cells. */
export const forCells = <T>(cells: readonly CellId[], value: T): Entries<T> =>
  Object.fromEntries(cells.map((cell) => [cell, value]))

type TableFields = Partial<Omit<TableShape, 'id' | 'type' | 'rows' | 'columns' | 'cells'>>

/** Names of the rows and columns of a new table. */
export const firstRow = (i: number): LineId => `r${i}`
export const firstColumn = (i: number): LineId => `c${i}`

/** A table of these words; rows may differ in length. What is more than a table may have is left out. */
export function tableOf(id: ShapeId, words: readonly (readonly RichText[])[], fields: TableFields = {}): TableShape {
  const width = words.reduce((most, row) => Math.max(most, row.length), 0)
  const columns = Array.from({ length: Math.min(width, MAX_TABLE_COLUMNS) }, (_none, i) => firstColumn(i))
  const most = Math.min(MAX_TABLE_ROWS, Math.floor(MAX_TABLE_CELLS / Math.max(1, columns.length)))
  const rows = words.slice(0, most).map((_row, i) => firstRow(i))
  const placed = (lines: readonly LineId[]) => Object.fromEntries(keysAt([], 0, lines as readonly ShapeId[]))
  const cells = rows.flatMap((row, i) =>
    columns.map((column, j): readonly [CellId, RichText] => [cellId(row, column), words[i]?.[j] ?? []]),
  )
  return makeShape('table', id, {
    ...fields,
    rows: placed(rows),
    columns: placed(columns),
    cells: Object.fromEntries(cells),
  })
}
