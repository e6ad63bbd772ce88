/** Keeps what the editor points at alive: whatever somebody deletes leaves selection, editing and hovering at once. */

import type { ShapeId } from '../../base/ids.ts'
import type { Signal } from '../../base/signal.ts'
import { containsPoint } from '../../geometry/box.ts'
import { boardToLocal } from '../../geometry/transform.ts'
import { keepCellsAlive } from '../cells/cell-range.ts'
import type { Editor } from '../editor.ts'
import { hitTolerance } from '../tools/step.ts'
import type { PointerInput, ToolContext } from '../tools/tool.ts'
import { framePlacement, selectableFor, selectedRoots } from './selection.ts'

/** What a context menu at the pointer is about; also locked shapes, so that they can be unlocked. */
export function menuSelection(context: ToolContext, input: PointerInput): readonly ShapeId[] {
  const { view, camera, selection, entered } = context
  const tolerance = hitTolerance(input.pointer) / camera.zoom
  const hit = view.hit(input.board, { tolerance, zoom: camera.zoom, includeLocked: true })
  if (hit) {
    const target = selectableFor(view, hit, entered).id
    return selection.includes(target) ? selection : [target]
  }
  const frame = framePlacement(view, selectedRoots(view, selection))
  const isInside = frame && containsPoint({ x: 0, y: 0, w: frame.w, h: frame.h }, boardToLocal(frame, input.board))
  return isInside ? selection : []
}

export function keepSelectionAlive(
  editor: Editor,
  own: { readonly hovered: Signal<ShapeId | null>; readonly bindTarget: Signal<ShapeId | null> },
): () => void {
  const { board } = editor.document
  const single = [editor.entered, editor.editing, own.hovered, own.bindTarget]
  const stopCells = keepCellsAlive(editor)
  const stop = editor.document.observe(({ removed }) => {
    if (removed.size === 0) return
    if (editor.selection.value.some((id) => removed.has(id)))
      editor.selection.value = editor.selection.value.filter((id) => board.get(id) !== undefined)
    for (const each of single) if (each.value !== null && removed.has(each.value)) each.value = null
  })
  return () => {
    stopCells()
    stop()
  }
}
