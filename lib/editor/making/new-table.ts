/** A table from the tool: as many empty cells as have room in the box that was drawn. */
import type { ShapeId } from '../../base/ids.ts'
import { firstColumn, firstRow, tableOf } from '../../document/tables.ts'
import type { Placement } from '../../geometry/box.ts'
import type { RichText } from '../../shapes/rich-text.ts'
import { MIN_COLUMN_WIDTH, type TableShape, tableFields } from '../../shapes/table/table-fields.ts'
import { firstCell, oneCell } from '../cells/cell-range.ts'
import type { CellRange } from '../cells/marked-cells.ts'
import type { StyleDefaults } from '../settings.ts'

/** Pixels of the drawn box that make one more column, or one more row. */
const USUAL_WIDTH = 150
const USUAL_HEIGHT = 40
const MOST = { columns: 20, rows: 50 }

/** Only these of the chosen styles: a table keeps its own calm lines and colours. */
const STYLES = ['font', 'textColor', 'opacity'] as const

/** A table without a size yet; see `fittedTable`. */
export function emptyTable(id: ShapeId, styles: StyleDefaults, placement: Placement): TableShape {
  const chosen = STYLES.filter((name) => styles[name] !== undefined).map((name) => [name, styles[name]])
  return tableOf(id, [[[]]], { ...Object.fromEntries(chosen), placement })
}

/** The same with cells that fill the box. */
export function fittedTable(table: TableShape, placement: Placement): TableShape {
  const count = (side: number, usual: number, most: number) => Math.max(1, Math.min(most, Math.round(side / usual)))
  const columns = count(placement.w, USUAL_WIDTH, MOST.columns)
  const rows = count(placement.h, USUAL_HEIGHT, MOST.rows)
  const cells = Array.from({ length: rows }, () => Array.from({ length: columns }, (): RichText => []))
  const each = (length: number, name: (i: number) => string, side: number) =>
    Object.fromEntries(Array.from({ length }, (_none, i) => [name(i), Math.max(MIN_COLUMN_WIDTH, side / length)]))
  const own = Object.fromEntries(Object.keys(tableFields).map((name) => [name, table[name as keyof TableShape]]))
  return tableOf(table.id, cells, {
    ...own,
    opacity: table.opacity,
    placement,
    widths: each(columns, firstColumn, placement.w),
    heights: each(rows, firstRow, placement.h),
  })
}

export function markOf(table: TableShape): CellRange | null {
  const first = firstCell(table)
  return first === null ? null : oneCell(first)
}
