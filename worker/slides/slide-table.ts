/** A table as a table of PowerPoint: cells with their words, widths, heights and colours. */
import type pptxgen from 'pptxgenjs'
import { kindOf } from '../../lib/shapes/registry.ts'
import { fillOf, type TableShape, tableKind } from '../../lib/shapes/table/table.ts'
import { cellId } from '../../lib/shapes/table/table-fields.ts'
import { CELL_AIR, cellText, tableLayout } from '../../lib/shapes/table/table-grid.ts'
import { inkOf, lineOf, placeOn, type Sheet } from './sheet.ts'
import { slideWords } from './slide-words.ts'

const NO_INK = { color: '000000', transparency: 100 }

export function addTable(sheet: Sheet, table: TableShape): void {
  const { context, theme, scale } = sheet
  const { rows, columns, xs, ys } = tableLayout(table, context)
  if (rows.length === 0 || columns.length === 0) return
  const placement = kindOf(table).placement(table, context)
  const { font, fontSize, lineHeight, opacity, link, verticalAlign: valign } = table
  const line = lineOf(sheet, { color: table.stroke, width: table.strokeWidth }, opacity)
  const border: pptxgen.BorderProps = line ? { type: 'solid', pt: line.width, color: line.color } : { type: 'none' }
  const [side, above] = [CELL_AIR.x * scale, CELL_AIR.y * scale].map((air) => Math.min(0.9, air))
  const cells = rows.map((row) =>
    columns.map((column) => {
      const cell = cellId(row, column)
      const look = tableKind.parts?.look(table, cell) ?? { align: 'start', color: table.textColor, isBold: false }
      const ink = inkOf(look.color, opacity, theme) ?? NO_INK
      const { align, isBold } = look
      const words = slideWords(cellText(table, cell), { font, fontSize, lineHeight, align, isBold, ink, link }, sheet)
      const fill = inkOf(fillOf(table, cell), opacity, theme)
      return { text: words, options: { valign, border, margin: [above, side, above, side], ...(fill ? { fill } : {}) } }
    }),
  )
  const { x, y, w } = placeOn(sheet, placement, { x: 0, y: 0, w: placement.w, h: placement.h })
  const sizes = (ends: readonly number[]) => ends.slice(1).map((end, i) => (end - ends[i]) * scale)
  sheet.slide.addTable(cells as unknown as pptxgen.TableRow[], { x, y, w, colW: sizes(xs), rowH: sizes(ys) })
}
