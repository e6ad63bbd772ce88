/** Exact values typed for the one selected shape: what lies in a group or frame goes along, as under the hand. */
import { centreOf, type Placement } from '../../geometry/box.ts'
import { updateCommand } from '../board/records.ts'
import type { Editor } from '../editor.ts'
import { editableRoots, leavesOf } from '../selection/selection.ts'
import { withWaysAround } from './going-around.ts'
import { detached, movedRecords, movingShapes } from './moving.ts'
import { resizedRecords, rotatedRecords, settled } from './resize.ts'

/** Gives the selected shape one of its values, measured as the panel shows them: on the placement as drawn. */
export function setExactly(editor: Editor, field: keyof Placement, value: number): void {
  const { view } = editor
  const roots = editableRoots(view, editor.selection.value)
  const only = roots.length === 1 ? roots[0] : undefined
  if (!only || !Number.isFinite(value)) return
  const from = view.placement(only)
  const ids = [only.id]
  const records = () => {
    if (field === 'rotation') {
      const shapes = settled(view, leavesOf(view, ids))
      return rotatedRecords(shapes, centreOf(from), value - from.rotation)
    }
    if (field === 'w' || field === 'h') {
      const change = { from, to: { ...from, [field]: value }, flipX: false, flipY: false }
      return resizedRecords(settled(view, leavesOf(view, ids)), change, field === 'w' ? 'e' : 's')
    }
    const by = { x: field === 'x' ? value - from.x : 0, y: field === 'y' ? value - from.y : 0 }
    return movedRecords(detached(view, movingShapes(view, ids)), by)
  }
  const command = updateCommand(view.board, withWaysAround(view, records()))
  if (command) editor.dispatch(command)
}
