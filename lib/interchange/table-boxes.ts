/** A table as a group of boxes, one for each cell on top of one for all, for programs that know no tables. */
import type { ShapeId } from '../base/ids.ts'
import type { ShapeContext, TextMeasurer } from '../shapes/kind.ts'
import { makeShape, type Shape } from '../shapes/registry.ts'
import { HEAD_FILL, tableKind } from '../shapes/table/table.ts'
import { cellId, entryOf, type TableShape } from '../shapes/table/table-fields.ts'
import { alignOf, CELL_AIR, cellText, isHead, tableLayout } from '../shapes/table/table-grid.ts'

/** Back to front; the box around all keeps the id of the table, so that arrows stay bound to it. */
export function tableBoxes(table: TableShape, measure: TextMeasurer): readonly Shape[] {
  const context: ShapeContext = { measure, shape: () => undefined }
  const { rows, columns, xs, ys } = tableLayout(table, context)
  const placement = tableKind.placement(table, context)
  const { parent, index, opacity, locked, link, stroke, strokeWidth, font, fontSize, lineHeight } = table
  const name = (suffix: string) => `${table.id}-${suffix}` as ShapeId
  const group = makeShape('group', name('table'), { placement, parent, index, opacity, locked })
  const box = {
    parent: group.id,
    index,
    opacity,
    locked,
    stroke,
    strokeWidth,
    look: 'clean',
    corners: 'sharp',
  } as const
  const whole = makeShape('geo', table.id, { ...box, placement, link, fill: table.fill, roughness: 0 })
  const cells = rows.flatMap((row, i) =>
    columns.map((column, j) => {
      const words = cellText(table, cellId(row, column))
      const head = isHead(table, row)
      return makeShape('geo', name(`${i}-${j}`), {
        ...box,
        ...{ font, fontSize, lineHeight, textColor: table.textColor, verticalAlign: table.verticalAlign },
        placement: {
          x: placement.x + xs[j],
          y: placement.y + ys[i],
          w: xs[j + 1] - xs[j],
          h: ys[i + 1] - ys[i],
          rotation: 0,
        },
        roughness: 0,
        labelPadding: CELL_AIR.y,
        align: alignOf(table, column),
        fill: entryOf(table.fills, cellId(row, column)) ?? (head ? HEAD_FILL : 'transparent'),
        text: head ? words.map((run) => ({ ...run, attributes: { ...run.attributes, bold: true as const } })) : words,
      })
    }),
  )
  return [group, whole, ...cells]
}
