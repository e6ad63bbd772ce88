/** A table: cells in rows and columns, each with words of its own, rows as high as they need. */
import { numberAt } from '../../base/at.ts'
import type { Box, Placement } from '../../geometry/box.ts'
import { pathOf } from '../../geometry/path.ts'
import { placeLocalBox } from '../../geometry/transform.ts'
import { boxKind, rectangleOutline } from '../box-kind.ts'
import { readableOn } from '../color.ts'
import type { Path, Primitive, ShapeContext, TextPiece } from '../kind.ts'
import { isEmptyText } from '../label.ts'
import type { RichText, TextRun } from '../rich-text.ts'
import { isVisible } from '../sketch.ts'
import type { Color } from '../style.ts'
import { movePieces } from '../text-layout.ts'
import {
  type CellId,
  cellId,
  cellNames,
  entryOf,
  MIN_COLUMN_WIDTH,
  type TableShape,
  tableFields,
} from './table-fields.ts'
import {
  alignOf,
  CELL_AIR,
  cellAt,
  cellBox,
  cellLayout,
  cellText,
  gridOf,
  isHead,
  placeAt,
  type TableLayout,
  tableLayout,
} from './table-grid.ts'

export type { TableShape } from './table-fields.ts'

export const HEAD_FILL: Color = '#f1f3f5'

function drawnPlacement(table: TableShape, context: ShapeContext): Placement {
  const { w, h } = tableLayout(table, context)
  const { placement } = table
  return w === placement.w && h === placement.h ? placement : placeLocalBox(placement, { x: 0, y: 0, w, h })
}

const boxPath = ({ x, y, w, h }: Box): Path =>
  pathOf(
    rectangleOutline(w, h).map((p) => ({ x: p.x + x, y: p.y + y })),
    'closed',
  )

/** What a cell is filled with, its own colour before that of the head and of the table. */
export function fillOf(table: TableShape, cell: CellId): Color {
  const own = entryOf(table.fills, cell) ?? 'transparent'
  if (isVisible(own)) return own
  return isHead(table, cellNames(cell).row) ? HEAD_FILL : table.fill
}

function paintFills(table: TableShape, { rows, columns, xs, ys, w, h }: TableLayout): Primitive[] {
  const filled = (box: Box, fill: Color): Primitive[] =>
    isVisible(fill) ? [{ name: 'path', path: boxPath(box), fill }] : []
  const own = rows.flatMap((row, i) =>
    columns.flatMap((column, j) => {
      const fill = entryOf(table.fills, cellId(row, column)) ?? 'transparent'
      return filled(placeAt({ xs, ys }, i, j), fill)
    }),
  )
  const head = table.header && rows.length > 0 ? filled({ x: 0, y: 0, w, h: numberAt(ys, 1) }, HEAD_FILL) : []
  return [...filled({ x: 0, y: 0, w, h }, table.fill), ...head, ...own]
}

/** The outline and the lines between the cells, each drawn once. */
function paintLines(table: TableShape, { xs, ys, w, h }: TableLayout): Primitive[] {
  if (table.strokeWidth === 0 || !isVisible(table.stroke)) return []
  const between: Path = [
    ...xs.slice(1, -1).flatMap((x): Path => [['M', x, 0], ['L', x, h]]), // biome-ignore format: a line each
    ...ys.slice(1, -1).flatMap((y): Path => [['M', 0, y], ['L', w, y]]), // biome-ignore format: a line each
  ]
  const path: Path = [...boxPath({ x: 0, y: 0, w, h }), ...between]
  return [{ name: 'path', path, stroke: { color: table.stroke, width: table.strokeWidth } }]
}

function paintWords(table: TableShape, layout: TableLayout, context: ShapeContext): Primitive[] {
  const { rows, columns } = layout
  const pieces: TextPiece[] = []
  for (const [i, row] of rows.entries()) {
    for (const [j, column] of columns.entries()) {
      const color = readableOn(fillOf(table, cellId(row, column)), table.textColor)
      const cell = placeAt(layout, i, j)
      const words = cellLayout(table, { row, column, width: cell.w, color }, context)
      if (!words) continue
      const slack = cell.h - 2 * CELL_AIR.y - words.height
      const top = cell.y + CELL_AIR.y + slack * { top: 0, middle: 0.5, bottom: 1 }[table.verticalAlign]
      pieces.push(...movePieces(words.pieces, cell.x + CELL_AIR.x, top))
    }
  }
  return pieces.length === 0 ? [] : [{ name: 'text', pieces }]
}

/** All that stands in it, as spreadsheets copy it: a line for each row, tabs between the cells. */
function wholeText(table: TableShape): RichText {
  const { rows, columns } = gridOf(table)
  const runs: TextRun[] = []
  for (const [i, row] of rows.entries()) {
    if (i > 0) runs.push({ insert: '\n' })
    for (const [j, column] of columns.entries()) {
      if (j > 0) runs.push({ insert: '\t' })
      runs.push(...cellText(table, cellId(row, column)))
    }
  }
  return isEmptyText(runs) ? [] : runs
}

const innerBox = ({ x, y, w, h }: Box): Box => ({
  x: x + CELL_AIR.x,
  y: y + CELL_AIR.y,
  w: Math.max(1, w - 2 * CELL_AIR.x),
  h: Math.max(1, h - 2 * CELL_AIR.y),
})

/** The same table with other sizes: columns and rows keep their shares. */
function stretched(table: TableShape, sx: number, sy: number, context: ShapeContext): TableShape {
  const { rows, columns, xs, ys } = tableLayout(table, context)
  const sizes = (names: readonly string[], ends: readonly number[], factor: number) =>
    Object.fromEntries(
      names.map((name, i) => [name, Math.max(MIN_COLUMN_WIDTH, (numberAt(ends, i + 1) - numberAt(ends, i)) * factor)]),
    )
  return {
    ...table,
    widths: sx === 1 ? table.widths : { ...table.widths, ...sizes(columns, xs, sx) },
    heights: sy === 1 ? table.heights : { ...table.heights, ...sizes(rows, ys, sy) },
  }
}

export const tableKind = boxKind<TableShape>({
  type: 'table',
  fields: tableFields,
  capabilities: ['resize', 'text', 'words', 'bind-target'],
  placement: drawnPlacement,
  // A letter may be wider than its column, and a list is indented.
  overflow: ({ strokeWidth, fontSize }) => strokeWidth / 2 + 1 + fontSize * 3.4,
  paint(table, context) {
    const layout = tableLayout(table, context)
    return [...paintFills(table, layout), ...paintLines(table, layout), ...paintWords(table, layout, context)]
  },
  text: wholeText,
  stretched,
  parts: {
    at: cellAt,
    box: cellBox,
    text: cellText,
    textBox(table, cell, context) {
      const box = cellBox(table, cell, context)
      return box && innerBox(box)
    },
    look: (table, cell) => ({
      align: alignOf(table, cellNames(cell).column),
      color: readableOn(fillOf(table, cell), table.textColor),
      isBold: isHead(table, cellNames(cell).row),
    }),
  },
  defaultSize: { w: 450, h: 120 },
})
