/** Dragging the line after a column or below a row of the selected table makes it wider or higher. */
import type { Point } from '../../../geometry/point.ts'
import { boardToLocal } from '../../../geometry/transform.ts'
import { MIN_COLUMN_WIDTH, type TableShape } from '../../../shapes/table/table-fields.ts'
import { leastHeight, tableLayout } from '../../../shapes/table/table-grid.ts'
import { updateCommand } from '../../board/records.ts'
import { isLockedIn } from '../../selection/selection.ts'
import { cleared, previewOf, type Step, step } from '../step.ts'
import type { PointerInput, ToolContext, ToolEvent } from '../tool.ts'
import { givenUp, idle, type LineDrag, type SelectState, type TableLine } from './state.ts'

/** So near to a line, in screen pixels, the line is meant. */
const NEAR = 4
const NEAR_COARSE = 10

/** The line of the one selected table under the pointer. */
export function lineAt(
  context: ToolContext,
  { board, pointer }: PointerInput,
): { table: TableShape; at: TableLine } | null {
  const { view, selection, camera, isViewer } = context
  const table = selection.length === 1 ? view.get(selection[0]) : undefined
  if (table?.type !== 'table' || isViewer || isLockedIn(view, table)) return null
  const { rows, columns, xs, ys, w, h } = tableLayout(table, view.context)
  const local = boardToLocal(view.placement(table), board)
  const near = (pointer === 'mouse' ? NEAR : NEAR_COARSE) / camera.zoom
  if (local.x < -near || local.y < -near || local.x > w + near || local.y > h + near) return null
  const nearest = (ends: readonly number[], at: number): number =>
    ends.findIndex((end, i) => i > 0 && Math.abs(end - at) <= near) - 1
  const column = nearest(xs, local.x)
  if (column >= 0) return { table, at: { axis: 'column', line: columns[column], size: xs[column + 1] - xs[column] } }
  const row = nearest(ys, local.y)
  return row < 0 ? null : { table, at: { axis: 'row', line: rows[row], size: ys[row + 1] - ys[row] } }
}

export const lineCursor = ({ axis }: TableLine): string => (axis === 'column' ? 'col-resize' : 'row-resize')

function sized({ table, at, origin }: LineDrag, pointer: Point, { view }: ToolContext): TableShape {
  const placement = view.placement(table)
  const [from, to] = [boardToLocal(placement, origin), boardToLocal(placement, pointer)]
  if (at.axis === 'column') {
    const width = Math.max(MIN_COLUMN_WIDTH, Math.round(at.size + to.x - from.x))
    return { ...table, widths: { ...table.widths, [at.line]: width } }
  }
  const height = Math.max(leastHeight(table), Math.round(at.size + to.y - from.y))
  return { ...table, heights: { ...table.heights, [at.line]: height } }
}

export function stepLine(state: LineDrag, event: ToolEvent, context: ToolContext): Step<SelectState> {
  if (event.name === 'move') {
    const shown = sized(state, event.board, context)
    return step<SelectState>(state, { preview: previewOf({ replaced: new Map([[shown.id, shown]]) }) })
  }
  if (event.name !== 'up') return givenUp(state, event)
  const records = new Map([[state.table.id, sized(state, event.board, context)]])
  const command = updateCommand(context.view.board, records, new Map([[state.table.id, state.table]]))
  return step(idle, command ? { ...cleared, command } : cleared)
}
