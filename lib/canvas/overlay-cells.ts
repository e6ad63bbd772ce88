/** The marked cells of the selected table: a frame around all of them, and the one that is typed into stands out. */
import { toScreen } from '../editor/camera/camera.ts'
import { markedCells, selectedTable } from '../editor/cells/cell-range.ts'
import type { Editor } from '../editor/editor.ts'
import { boxAround, cornersOf } from '../geometry/box.ts'
import { localToBoard } from '../geometry/transform.ts'
import { cellBox } from '../shapes/table/table-grid.ts'
import type { OverlayInk } from './overlay-ink.ts'

const LINE = 2

export function drawMarkedCells(context: CanvasRenderingContext2D, editor: Editor, ink: OverlayInk): void {
  const table = selectedTable(editor)
  const range = editor.cells.value
  if (!table || !range) return
  const cells = markedCells(editor).flat()
  const boxes = [cells[0], cells[cells.length - 1]].map((cell) => cell && cellBox(table, cell, editor.view.context))
  const around = boxAround(boxes.flatMap((box) => (box ? cornersOf({ ...box, rotation: 0 }) : [])))
  const own = cellBox(table, range.from, editor.view.context)
  if (!around || !own) return
  const placement = editor.view.placement(table)
  const trace = (box: typeof own) => {
    context.beginPath()
    for (const corner of cornersOf({ ...box, rotation: 0 })) {
      const p = toScreen(editor.camera.value, localToBoard(placement, corner))
      context.lineTo(p.x, p.y)
    }
    context.closePath()
  }
  context.strokeStyle = ink.accent
  context.lineWidth = LINE
  if (cells.length > 1) {
    trace(around)
    context.fillStyle = ink.accentSoft
    context.fill()
    context.stroke()
    context.lineWidth = 1
  }
  trace(own)
  context.stroke()
}
