/** What becomes of a template: part of a board, or a board of its own. */
import { fitSelection } from '../../editor/camera/camera-moves.ts'
import type { Editor } from '../../editor/editor.ts'
import { insertShapes } from '../../editor/making/placing.ts'
import { exportJson } from '../../interchange/json.ts'
import type { Shape } from '../../shapes/registry.ts'

/** Puts it into the middle of the view as one step; it is selected and the view fits it. */
export function putTemplate(editor: Editor, shapes: readonly Shape[]): void {
  if (editor.isViewer.value) return
  insertShapes(editor, shapes, { locks: 'keep' })
  fitSelection(editor)
}

/** The text of a board file that holds the template alone. */
export const templateFile = (shapes: readonly Shape[]): string =>
  JSON.stringify(exportJson({ title: '', background: '', shapes, comments: () => [] }))
