/** One line of help for the tool or gesture at hand. */
import type { Editor } from '../editor.ts'
import type { ToolId } from '../tools/tool-ids.ts'
import { selectedRoots } from './selection.ts'

export type Hint =
  | 'box'
  | 'line'
  | 'placing'
  | 'draw'
  | 'clear-pen'
  | 'text'
  | 'eraser'
  | 'part-eraser'
  | 'editing'
  | 'cells'
  | 'moving'
  | 'points'
  | 'group'
  | 'many'

const ofTool: Partial<Record<ToolId, Hint>> = {
  rectangle: 'box',
  diamond: 'box',
  ellipse: 'box',
  form: 'box',
  frame: 'box',
  table: 'box',
  arrow: 'line',
  line: 'line',
  draw: 'draw',
  'clear-pen': 'clear-pen',
  text: 'text',
  eraser: 'eraser',
  'part-eraser': 'part-eraser',
}

/** Message `hint.<name>`; null where nothing needs saying. */
export function hintFor(editor: Editor): Hint | null {
  if (editor.isViewer.value) return null
  if (editor.editing.value !== null) return 'editing'
  if (editor.cells.value !== null) return 'cells'
  const tool = editor.tool.value
  if (tool !== 'select') {
    const hint = ofTool[tool] ?? null
    return hint === 'line' && editor.isBusy.value ? 'placing' : hint
  }
  if (editor.isBusy.value) return editor.preview.value.replaced.size > 0 ? 'moving' : null
  const roots = selectedRoots(editor.view, editor.selection.value)
  if (roots.length > 1) return 'many'
  if (roots.length === 0) return null
  if (roots[0].type === 'group') return 'group'
  return editor.view.kind(roots[0]).capabilities.has('points') ? 'points' : null
}
