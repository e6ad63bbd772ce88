/** The order in which Tab walks the board: top left to bottom right, as one reads. */
import type { ShapeId } from '../../base/ids.ts'
import { boxesTouch } from '../../geometry/box.ts'
import type { Shape } from '../../shapes/registry.ts'
import { visibleBox } from '../camera/camera.ts'
import type { Editor } from '../editor.ts'
import { isLockedIn } from '../selection/selection.ts'

/** Tops closer than this (board pixels) count as one row. */
const ROW_HEIGHT = 24

/** Shapes that stand for themselves: members of groups are reached through their group. */
function topLevel(editor: Editor): readonly Shape[] {
  const { board } = editor.view
  return board.shapes.filter((shape) => {
    const parent = board.parentOf(shape)
    return editor.entered.value === null ? parent?.type !== 'group' : parent?.id === editor.entered.value
  })
}

/** Shapes in reading order. */
export function tabOrder(editor: Editor): readonly ShapeId[] {
  const placed = topLevel(editor).map((shape) => ({ id: shape.id, box: editor.view.bounds(shape) }))
  const row = (y: number) => Math.round(y / ROW_HEIGHT)
  return placed
    .sort((a, b) => row(a.box.y) - row(b.box.y) || a.box.x - b.box.x || a.box.y - b.box.y)
    .map(({ id }) => id)
}

export const selectAllIds = (editor: Editor): readonly ShapeId[] =>
  topLevel(editor)
    .filter((shape) => !isLockedIn(editor.view, shape))
    .map(({ id }) => id)

/** Selects the next (1) or previous (-1) shape in reading order and brings it into view. */
export function selectInTabOrder(editor: Editor, step: 1 | -1): void {
  const order = tabOrder(editor)
  if (order.length === 0) return
  const at = order.indexOf(editor.selection.value[step === 1 ? editor.selection.value.length - 1 : 0])
  const id = order[at < 0 ? (step === 1 ? 0 : order.length - 1) : (at + step + order.length) % order.length]
  editor.selection.value = [id]
  const shape = editor.view.get(id)
  if (!shape) return
  const camera = editor.camera.value
  const viewport = editor.viewport.value
  const box = editor.view.bounds(shape)
  if (boxesTouch(visibleBox(camera, viewport), box)) return
  editor.animateCamera({
    ...camera,
    x: box.x + box.w / 2 - viewport.w / camera.zoom / 2,
    y: box.y + box.h / 2 - viewport.h / camera.zoom / 2,
  })
}
