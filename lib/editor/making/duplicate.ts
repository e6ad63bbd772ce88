/** Ctrl+D: copies beside the originals; repeated, each copy keeps the offset that the last one was given. */
import type { ShapeId } from '../../base/ids.ts'
import type { Point } from '../../geometry/point.ts'
import { moveRecord } from '../arranging/moving.ts'
import type { Editor } from '../editor.ts'
import { framePlacement } from '../selection/selection.ts'
import { copiesOf } from './copies.ts'

const FIRST_OFFSET = 20

export function createDuplicator(editor: Editor) {
  /** The copies made last, and where their originals were then. */
  let last: { readonly ids: readonly ShapeId[]; readonly from: Point } | null = null

  const frameNow = () => framePlacement(editor.view, editor.selectedRoots())
  const isSame = (ids: readonly ShapeId[]) => {
    const selected = new Set(editor.selection.value)
    return ids.length === selected.size && ids.every((id) => selected.has(id))
  }

  return {
    duplicate() {
      const roots = editor.selectedRoots()
      const frame = frameNow()
      if (!frame || roots.length === 0) return
      const by =
        last && isSame(last.ids)
          ? { x: frame.x - last.from.x, y: frame.y - last.from.y }
          : { x: FIRST_OFFSET, y: FIRST_OFFSET }
      const copies = copiesOf(editor.view, roots, editor.newId)
      const shapes = copies.shapes.map((shape) => moveRecord(shape, by))
      if (!editor.dispatch({ name: 'create', shapes }).ok) return
      editor.selection.value = copies.roots
      last = { ids: copies.roots, from: frame }
    },
    /** The selected copies were dragged off their originals with Alt. */
    copied(by: Point) {
      const frame = frameNow()
      if (frame) last = { ids: editor.selection.value, from: { x: frame.x - by.x, y: frame.y - by.y } }
    },
  }
}
