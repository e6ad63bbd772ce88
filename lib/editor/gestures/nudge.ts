/** Arrow keys: each press moves at once, a burst of presses is one undo step. */
import type { Point } from '../../geometry/point.ts'
import { withBranches } from '../arranging/mind-map.ts'
import { detached, moveCommand, movingShapes } from '../arranging/moving.ts'
import { panBy } from '../camera/camera.ts'
import type { Editor } from '../editor.ts'
import { editableRoots } from '../selection/selection.ts'
import type { Steps } from './steps.ts'

/** A pause longer than this ends the burst. */
const BURST_MS = 600

export function nudgeSelection(editor: Editor, steps: Steps, by: Point): void {
  const roots = editableRoots(editor.view, editor.selection.value)
  if (roots.length === 0) {
    editor.camera.value = panBy(editor.camera.value, by.x * 10, by.y * 10)
    return
  }
  if (editor.isViewer.value) return
  const shapes = movingShapes(
    editor.view,
    withBranches(
      editor.view,
      roots.map(({ id }) => id),
    ),
  )
  const command = moveCommand(editor.view, detached(editor.view, shapes), () => by)
  if (command) steps.join('nudge', () => editor.dispatch(command), BURST_MS)
}
