/** Boxes of the board as they lie in the window. */
import { toScreen } from '../../../lib/editor/camera/camera.ts'
import type { Editor } from '../../../lib/editor/editor.ts'
import { type Box, boxAround, cornersOf, grow, type Placement } from '../../../lib/geometry/box.ts'
import type { Shape } from '../../../lib/shapes/registry.ts'

/** Around what is turned, too. */
export function screenBox(editor: Editor, placement: Placement): Box {
  const corners = cornersOf(placement).map((p) => toScreen(editor.camera.value, p))
  return boxAround(corners) ?? { x: 0, y: 0, w: 0, h: 0 }
}

/** Neighbours farther away than this (screen pixels) have nothing to fear from a bar. */
const NEARBY = 120
const MAX_NEARBY = 40

/** The boxes of what lies near a shape; what lies behind it or holds it is left out. */
export function boxesNear(editor: Editor, shape: Shape): readonly Box[] {
  const { view, camera } = editor
  const bounds = view.bounds(shape)
  const isBehind = (box: Box) =>
    box.x <= bounds.x &&
    box.y <= bounds.y &&
    box.x + box.w >= bounds.x + bounds.w &&
    box.y + box.h >= bounds.y + bounds.h
  return view
    .inBox(grow(bounds, NEARBY / camera.value.zoom))
    .filter((other) => other.id !== shape.id && view.kind(other).capabilities.has('bind-target'))
    .filter((other) => !isBehind(view.bounds(other)))
    .slice(-MAX_NEARBY)
    .map((other) => screenBox(editor, { ...view.bounds(other), rotation: 0 }))
}
