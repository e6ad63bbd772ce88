/** What is stored of a table: rows and columns by name, each with its place and size, and cells named `row:column`. */
import { booleanField, choiceField, type Entries, field, mapField, numberField } from '../../base/fields.ts'
import type { OrderKey, ShapeOf } from '../kind.ts'
import { richTextField } from '../rich-text.ts'
import { colorField, fonts, INK, LINE_HEIGHT } from '../style.ts'

export const MAX_TABLE_ROWS = 500
export const MAX_TABLE_COLUMNS = 100
/** Rows that would make more cells than this are not shown, and nothing here makes them. */
export const MAX_TABLE_CELLS = 5_000
export const MIN_COLUMN_WIDTH = 24
export const DEFAULT_COLUMN_WIDTH = 150
const MAX_SIDE = 10_000
const MAX_ORDER_KEY = 1_000

export const aligns = ['start', 'center', 'end'] as const
export type Align = (typeof aligns)[number]

const orderField = field(
  '' as OrderKey,
  (stored) => (typeof stored === 'string' ? stored.slice(0, MAX_ORDER_KEY) : '') as OrderKey,
)
const sideField = (initial: number) => numberField({ initial, min: MIN_COLUMN_WIDTH, max: MAX_SIDE })

export const tableFields = {
  textColor: colorField(INK),
  font: choiceField(fonts, 'sans'),
  fontSize: numberField({ initial: 16, min: 4, max: 1000 }),
  align: choiceField(aligns, 'start'),
  verticalAlign: choiceField(['top', 'middle', 'bottom'], 'middle'),
  lineHeight: numberField({ initial: LINE_HEIGHT, min: 0.5, max: 4 }),
  /** Of the lines between the cells. */
  stroke: colorField('#ced4da'),
  strokeWidth: numberField({ initial: 1, min: 0, max: 20 }),
  fill: colorField('#ffffff'),
  /** The first row says what the columns are. */
  header: booleanField(true),
  rows: mapField(orderField, MAX_TABLE_ROWS),
  columns: mapField(orderField, MAX_TABLE_COLUMNS),
  /** Of columns; the default width where none is named. */
  widths: mapField(sideField(DEFAULT_COLUMN_WIDTH), MAX_TABLE_COLUMNS),
  /** The least height of rows; they are higher where their words need it. */
  heights: mapField(sideField(MIN_COLUMN_WIDTH), MAX_TABLE_ROWS),
  /** Of columns that are aligned in a way of their own. */
  aligns: mapField(choiceField(aligns, 'start'), MAX_TABLE_COLUMNS),
  /** Of cells. */
  fills: mapField(colorField('transparent'), MAX_TABLE_CELLS),
  cells: mapField(richTextField, MAX_TABLE_CELLS),
}
export type TableShape = ShapeOf<'table', typeof tableFields>

/** A row or a column, by its name. */
export type LineId = string
/** `row:column`. */
export type CellId = string

export const cellId = (row: LineId, column: LineId): CellId => `${row}:${column}`
/** The names of its row and column; empty ones when it is no cell's name. */
export function cellNames(cell: CellId): { readonly row: LineId; readonly column: LineId } {
  const colon = cell.indexOf(':')
  return { row: cell.slice(0, Math.max(0, colon)), column: cell.slice(colon + 1) }
}

/** An entry, or nothing where it has none. */
export const entryOf = <T>(entries: Entries<T>, name: string): T | undefined =>
  Object.hasOwn(entries, name) ? entries[name] : undefined
