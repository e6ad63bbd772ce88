/** One line of help for the tool or gesture at hand. */

import { flowOrigin } from '../arranging/flow-chart.ts'
import type { Editor } from '../editor.ts'
import { type ToolHint, tools } from '../tools/registry.ts'

export type Hint =
  | ToolHint
  | 'placing'
  | 'editing'
  | 'cells'
  | 'moving'
  | 'points'
  | 'group'
  | 'many'
  | 'board'
  | 'shape'

/** Message `hint.<name>`; null where nothing needs saying. */
export function hintFor(editor: Editor): Hint | null {
  if (editor.isViewer.value) return null
  if (editor.editing.value !== null) return 'editing'
  if (editor.cells.value !== null) return 'cells'
  const tool = editor.tool.value
  if (tool !== 'select') {
    const hint = tools[tool].hint ?? null
    return hint === 'line' && editor.isBusy.value ? 'placing' : hint
  }
  if (editor.isBusy.value) return editor.preview.value.replaced.size > 0 ? 'moving' : null
  const roots = editor.selectedRoots()
  if (roots.length > 1) return 'many'
  if (roots.length === 0) return 'board'
  if (roots[0].type === 'group') return 'group'
  const { capabilities } = editor.view.kind(roots[0])
  if (capabilities.has('points')) return 'points'
  return flowOrigin(editor) === undefined ? null : 'shape'
}
