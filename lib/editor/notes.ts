/** Chains of sticky notes: the next one beside or below the last, ready for typing. */

import { containsBox } from '../geometry/box.ts'
import type { Shape } from '../shapes/registry.ts'
import { visibleBox } from './camera.ts'
import type { Editor } from './editor.ts'
import { newShape } from './new-shape.ts'
import { selectedRoots } from './selection.ts'

const NOTE_GAP = 20

/** Makes a note next to the selected (or edited) one and starts typing in it; the camera follows. */
export function noteBeside(editor: Editor, side: 'right' | 'below'): void {
  const edited = editor.editing.value
  const origin = edited ? editor.view.get(edited) : selectedRoots(editor.view, editor.selection.value)[0]
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
  const camera = editor.camera.value
  const seen = visibleBox(camera, editor.viewport.value)
  const box = { ...at, w, h }
  if (containsBox(seen, box)) return
  const over = (start: number, size: number, seenStart: number, seenSize: number) =>
    start < seenStart ? start - seenStart - NOTE_GAP : Math.max(0, start + size - seenStart - seenSize + NOTE_GAP)
  editor.animateCamera({
    ...camera,
    x: camera.x + over(box.x, w, seen.x, seen.w),
    y: camera.y + over(box.y, h, seen.y, seen.h),
  })
}
