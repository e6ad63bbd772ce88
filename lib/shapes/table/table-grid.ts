/** The order of a table's rows and columns, and where its cells lie when they are drawn. */
import { numberAt } from '../../base/at.ts'
import type { Entries } from '../../base/fields.ts'
import type { Box } from '../../geometry/box.ts'
import type { Point } from '../../geometry/point.ts'
import type { OrderKey, ShapeContext } from '../kind.ts'
import { isEmptyText } from '../label.ts'
import { measured } from '../measure-cache.ts'
import type { RichText } from '../rich-text.ts'
import { layoutText, type TextLayout } from '../text-layout.ts'
import {
  type Align,
  type CellId,
  cellId,
  cellNames,
  DEFAULT_COLUMN_WIDTH,
  entryOf,
  type LineId,
  MAX_TABLE_CELLS,
  type TableShape,
} from './table-fields.ts'

/** Air between the lines and the words. */
export const CELL_AIR = { x: 10, y: 8 }
/** Of a table without rows or columns: two people took away the last ones at once. */
const BARE_SIDE = 40

export interface TableGrid {
  readonly rows: readonly LineId[]
  readonly columns: readonly LineId[]
}

const orders = new WeakMap<Entries<OrderKey>, readonly LineId[]>()
function sorted(lines: Entries<OrderKey>): readonly LineId[] {
  let order = orders.get(lines)
  if (!order) {
    const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
    order = Object.entries(lines)
      .sort(([a, keyA], [b, keyB]) => compare(keyA, keyB) || compare(a, b))
      .map(([line]) => line)
    orders.set(lines, order)
  }
  return order
}

/** Rows from top to bottom and columns from left to right; no more rows than there may be cells. */
export function gridOf(table: TableShape): TableGrid {
  const columns = sorted(table.columns)
  const rows = sorted(table.rows)
  const most = Math.floor(MAX_TABLE_CELLS / Math.max(1, columns.length))
  return { columns, rows: rows.length > most ? rows.slice(0, most) : rows }
}

const NO_WORDS: RichText = []
export const cellText = (table: TableShape, cell: CellId): RichText => entryOf(table.cells, cell) ?? NO_WORDS

const bolds = new WeakMap<RichText, RichText>()
function bold(text: RichText): RichText {
  let made = bolds.get(text)
  if (!made) {
    made = text.map((run) => ({ ...run, attributes: { ...run.attributes, bold: true } }))
    bolds.set(text, made)
  }
  return made
}

export const isHead = (table: TableShape, row: LineId): boolean => table.header && gridOf(table).rows[0] === row
export const alignOf = (table: TableShape, column: LineId): Align => entryOf(table.aligns, column) ?? table.align
const widthOf = (table: TableShape, column: LineId): number => entryOf(table.widths, column) ?? DEFAULT_COLUMN_WIDTH
/** What a row takes when it says nothing. */
export const leastHeight = (table: TableShape): number => table.fontSize * table.lineHeight + 2 * CELL_AIR.y

/** The words of a cell as they are broken in its column; null when there are none. */
export function cellLayout(
  table: TableShape,
  { row, column, width, color }: { row: LineId; column: LineId; width: number; color: string },
  context: ShapeContext,
): TextLayout | null {
  const text = cellText(table, cellId(row, column))
  if (isEmptyText(text)) return null
  const { font, fontSize, lineHeight } = table
  const style = { font, fontSize, lineHeight, color, align: alignOf(table, column) }
  return layoutText(isHead(table, row) ? bold(text) : text, style, Math.max(1, width - 2 * CELL_AIR.x), context.measure)
}

export interface TableLayout extends TableGrid {
  /** Where each column begins, and last where they end; the same for rows. */
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  readonly w: number
  readonly h: number
}

const LAYOUTS = Symbol('table layouts')

/** Where the lines lie, in local pixels: rows are as high as their words need. */
export function tableLayout(table: TableShape, context: ShapeContext): TableLayout {
  const remembered = measured<TableShape, TableLayout>(context.measure, LAYOUTS)
  let layout = remembered.get(table)
  if (!layout) {
    layout = computeLayout(table, context)
    remembered.set(table, layout)
  }
  return layout
}

function computeLayout(table: TableShape, context: ShapeContext): TableLayout {
  const { rows, columns } = gridOf(table)
  const widths = columns.map((column) => widthOf(table, column))
  const least = leastHeight(table)
  const heights = rows.map((row) =>
    columns.reduce(
      (most, column, i) => {
        const words = cellLayout(table, { row, column, width: numberAt(widths, i), color: table.textColor }, context)
        return words ? Math.max(most, words.height + 2 * CELL_AIR.y) : most
      },
      Math.max(least, entryOf(table.heights, row) ?? 0),
    ),
  )
  const xs = sums(widths)
  const ys = sums(heights)
  return {
    rows,
    columns,
    xs,
    ys,
    w: Math.max(BARE_SIDE, numberAt(xs, columns.length)),
    h: Math.max(BARE_SIDE, numberAt(ys, rows.length)),
  }
}

function sums(sizes: readonly number[]): readonly number[] {
  let sum = 0
  return [
    0,
    ...sizes.map((size) => {
      sum += size
      return sum
    }),
  ]
}

/** The cell's whole box in local pixels; null when there is no such cell. */
export function cellBox(table: TableShape, cell: CellId, context: ShapeContext): Box | null {
  const { rows, columns, xs, ys } = tableLayout(table, context)
  const names = cellNames(cell)
  const [i, j] = [rows.indexOf(names.row), columns.indexOf(names.column)]
  if (i < 0 || j < 0) return null
  return placeAt({ xs, ys }, i, j)
}

/** The box of row `i` and column `j`. */
export function placeAt({ xs, ys }: Pick<TableLayout, 'xs' | 'ys'>, i: number, j: number): Box {
  const [x, y] = [numberAt(xs, j), numberAt(ys, i)]
  return { x, y, w: numberAt(xs, j + 1) - x, h: numberAt(ys, i + 1) - y }
}

/** Which part of [0, ends] a place lies in; -1 outside. */
function partAt(ends: readonly number[], place: number): number {
  if (place < 0 || place > (ends.at(-1) ?? 0)) return -1
  return Math.min(ends.length - 2, Math.max(0, ends.findIndex((end) => end > place) - 1))
}

/** The cell at a local point; null outside of all. */
export function cellAt(table: TableShape, local: Point, context: ShapeContext): CellId | null {
  const { rows, columns, xs, ys } = tableLayout(table, context)
  const row = rows[partAt(ys, local.y)]
  const column = columns[partAt(xs, local.x)]
  return row === undefined || column === undefined ? null : cellId(row, column)
}
