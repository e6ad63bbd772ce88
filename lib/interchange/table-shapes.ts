/** Cells that were read as table shapes: columns as wide as their words, and as many tables as a large one needs. */
import { tableOf } from '../document/tables.ts'
import type { ShapeContext } from '../shapes/kind.ts'
import { tableMeasurer } from '../shapes/measure-table.ts'
import type { Shape } from '../shapes/registry.ts'
import { plainText, type RichText } from '../shapes/rich-text.ts'
import { type Align, MAX_TABLE_CELLS, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS } from '../shapes/table/table-fields.ts'
import { CELL_AIR, tableLayout } from '../shapes/table/table-grid.ts'
import type { ImportOptions } from './import-result.ts'

const FONT_SIZE = 16
const MIN_WIDTH = 60
const MAX_WIDTH = 320
/** So many rows are measured; what is further down wraps. */
const MEASURED_ROWS = 500
/** Cells of one file. */
const MAX_CELLS = 50_000

/** What a file or a clipboard says of a table. */
export interface ReadTable {
  readonly rows: readonly (readonly RichText[])[]
  readonly hasHead: boolean
  /** Of columns that are aligned in a way of their own. */
  readonly aligns?: readonly (Align | null)[]
}
export interface TableShapes {
  readonly shapes: readonly Shape[]
  /** Cells that stand in them, and cells that found no place. */
  readonly added: number
  readonly left: number
}

const context: ShapeContext = { measure: tableMeasurer, shape: () => undefined }
const widthOfText = (text: string): number => tableMeasurer.width(text.slice(0, 200), 'sans', FONT_SIZE, { bold: true })

function widthOf(rows: ReadTable['rows'], column: number): number {
  const widest = rows
    .slice(0, MEASURED_ROWS)
    .flatMap((row) => plainText(row[column] ?? []).split('\n'))
    .reduce((most, line) => Math.max(most, widthOfText(line)), 0)
  return Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, widest + 2 * CELL_AIR.x + 4)))
}

const NUMBER = /^[-+]?[\d.,'\u00a0 ]{0,30}\d ?[%€$£]?$/
/** Numbers stand under one another by their last digit. */
function isOfNumbers(rows: ReadTable['rows'], column: number, hasHead: boolean): boolean {
  const said = rows.slice(hasHead ? 1 : 0, MEASURED_ROWS).flatMap((row) => {
    const words = plainText(row[column] ?? []).trim()
    return words === '' ? [] : [words]
  })
  return said.length > 0 && said.every((words) => NUMBER.test(words))
}

/** Tables below one another, with columns of the same width; the first begins at the origin. */
export function tableShapes(
  { rows, hasHead, aligns = [] }: ReadTable,
  options: Pick<ImportOptions, 'newId'>,
): TableShapes {
  const broad = rows.reduce((most, { length }) => Math.max(most, length), 0)
  const columns = Math.min(broad, MAX_TABLE_COLUMNS)
  const all = Array.from({ length: columns }, (_none, column) => column)
  const widths = Object.fromEntries(all.map((column) => [`c${column}`, widthOf(rows, column)]))
  const sides = all.flatMap((column): (readonly [string, Align])[] => {
    const align = aligns[column] ?? (isOfNumbers(rows, column, hasHead) ? 'end' : null)
    return align === null ? [] : [[`c${column}`, align]]
  })
  const each = Math.min(MAX_TABLE_ROWS, Math.floor(MAX_TABLE_CELLS / Math.max(1, columns)))
  const taken = Math.min(rows.length, Math.floor(MAX_CELLS / Math.max(1, columns)))
  const shapes: Shape[] = []
  let y = 0
  for (let at = 0; at < taken; at += each) {
    const fields = { widths, aligns: Object.fromEntries(sides), fontSize: FONT_SIZE, header: hasHead && at === 0 }
    const table = tableOf(options.newId(), rows.slice(at, Math.min(taken, at + each)), fields)
    const { w, h } = tableLayout(table, context)
    shapes.push({ ...table, placement: { x: 0, y, w, h, rotation: 0 } })
    y += h
  }
  const added = taken * columns
  return { shapes, added, left: rows.length * broad - added }
}
