/** Chains of sticky notes: the next one beside or below the last, ready for typing. */

import type { Shape } from '../../shapes/registry.ts'
import { revealBox } from '../camera/camera-moves.ts'
import type { Editor } from '../editor.ts'
import { newShape } from '../making/new-shape.ts'

const NOTE_GAP = 20

/** Makes a note next to the selected (or edited) one and starts typing in it; the camera follows. */
export function noteBeside(editor: Editor, side: 'right' | 'below'): void {
  const edited = editor.editing.value
  const origin = edited ? editor.view.get(edited) : editor.selectedRoots()[0]
  if (origin?.type !== 'note' || editor.isViewer.value) return
  const from = editor.view.placement(origin)
  const at =
    side === 'right' ? { x: from.x + from.w + NOTE_GAP, y: from.y } : { x: from.x, y: from.y + from.h + NOTE_GAP }
  const { w, h } = origin.placement
  const note: Shape = {
    ...newShape('note', editor.newId(), editor.styles.value, { ...at, w, h, rotation: 0 }),
    ...{ fill: origin.fill, font: origin.font, fontSize: origin.fontSize, parent: origin.parent },
  } as Shape
  editor.editing.value = null
  editor.beginEdit(note)
  revealBox(editor, { ...at, w, h })
}
