/** What a double click does: a point goes, a group is entered, a text is edited, empty board gets a text. */

import { boardToLocal } from '../../../geometry/transform.ts'
import { updateCommand } from '../../board/records.ts'
import { oneCell } from '../../cells/cell-range.ts'
import { frameOf, handleAt } from '../../gestures/handles.ts'
import { selectableFor, selectedRoots } from '../../selection/selection.ts'
import { hitTolerance } from '../step.ts'
import { textAt } from '../text-tool.ts'
import type { Effects, PointerInput, ToolContext } from '../tool.ts'
import { withoutPoint } from './point-drag.ts'

export function doubleClicked(context: ToolContext, event: PointerInput): Effects {
  const { view, camera, entered, isViewer } = context
  const frame = frameOf(context)
  const handle = frame && handleAt(frame, event.screen, event.pointer !== 'mouse')
  if (handle?.name === 'point' && !isViewer) {
    const shape = selectedRoots(view, context.selection)[0]
    const shorter = shape && withoutPoint(context, shape, handle.index)
    const command = shorter && updateCommand(view.board, new Map([[shorter.id, shorter]]))
    if (command) return { command }
  }
  const tolerance = hitTolerance(event.pointer) / camera.zoom
  const hit =
    view.hit(event.board, { tolerance, zoom: camera.zoom }) ?? view.hit(event.board, { tolerance, insideHollow: true })
  if (!hit) return isViewer ? {} : textAt(event.board, context)
  const selectable = selectableFor(view, hit, entered)
  if (selectable.type === 'group' && !event.modifiers.ctrl) {
    const inner = selectableFor(view, hit, selectable.id)
    return { entered: selectable.id, selection: [inner.id] }
  }
  if (isViewer) return {}
  if (event.modifiers.ctrl) return textAt(event.board, context)
  const { capabilities, parts } = view.kind(hit)
  if (hit.type === 'frame') return { selection: [hit.id], request: { name: 'rename-frame', shape: hit.id } }
  const cell = parts?.at(hit, boardToLocal(view.placement(hit), event.board), view.context)
  if (parts) return cell ? { selection: [hit.id], cells: oneCell(cell), edit: hit.id } : { selection: [hit.id] }
  if (capabilities.has('text')) return { selection: [hit.id], edit: hit.id }
  if (capabilities.has('crop')) return { selection: [hit.id], request: { name: 'crop-image', shape: hit.id } }
  return { selection: [hit.id] }
}
