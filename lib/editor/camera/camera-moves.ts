/** Where the camera goes: zoom steps, fitting, scrolling by pages. */
import { type Box, containsBox, unionOf } from '../../geometry/box.ts'
import { screenPoint } from '../../geometry/point.ts'
import type { Editor } from '../editor.ts'
import { type Camera, MAX_ZOOM, MIN_ZOOM, visibleBox, zoomAt } from './camera.ts'

const ZOOM_STEPS = [0.02, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 30]
const FIT_PADDING = 128
const FIT_PADDING_SHARE = 0.28
/** Board pixels around what is brought into view. */
const AIR = 20
/** Fitting never magnifies beyond 100 %. */
const MAX_FIT_ZOOM = 1

/** The camera that shows `box` whole, with room around it. */
export function cameraToFit(box: Box, viewport: { readonly w: number; readonly h: number }): Camera {
  const room = (size: number) => Math.max(1, size - Math.min(FIT_PADDING, size * FIT_PADDING_SHARE))
  const wanted = Math.min(
    box.w > 0 ? room(viewport.w) / box.w : MAX_FIT_ZOOM,
    box.h > 0 ? room(viewport.h) / box.h : MAX_FIT_ZOOM,
    MAX_FIT_ZOOM,
  )
  const zoom = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, wanted))
  return {
    x: box.x + box.w / 2 - viewport.w / zoom / 2,
    y: box.y + box.h / 2 - viewport.h / zoom / 2,
    zoom,
  }
}

const middle = (editor: Editor) => screenPoint(editor.viewport.value.w / 2, editor.viewport.value.h / 2)

export function zoomTo(editor: Editor, zoom: number): void {
  editor.animateCamera(zoomAt(editor.cameraGoal(), middle(editor), zoom))
}

export function zoomBy(editor: Editor, direction: 'in' | 'out'): void {
  const { zoom } = editor.cameraGoal()
  const next =
    direction === 'in'
      ? (ZOOM_STEPS.find((step) => step > zoom * 1.01) ?? MAX_ZOOM)
      : (ZOOM_STEPS.findLast((step) => step < zoom * 0.99) ?? MIN_ZOOM)
  zoomTo(editor, next)
}

export function fitContent(editor: Editor): void {
  // What is drawn, without the room that painting reserves around it.
  const { board, bounds } = editor.view
  const box = unionOf(board.shapes.filter(({ type }) => type !== 'group').map(bounds))
  if (box) editor.animateCamera(cameraToFit(box, editor.viewport.value))
}

export function fitSelection(editor: Editor): void {
  const roots = editor.selectedRoots()
  const box = unionOf(roots.map((shape) => editor.view.bounds(shape)))
  if (box) editor.animateCamera(cameraToFit(box, editor.viewport.value))
}

/** Moves the view just so far that `box` is in it, with some air. */
export function revealBox(editor: Editor, box: Box): void {
  const camera = editor.camera.value
  const seen = visibleBox(camera, editor.viewport.value)
  if (containsBox(seen, box)) return
  const over = (start: number, size: number, seenStart: number, seenSize: number) =>
    start < seenStart ? start - seenStart - AIR : Math.max(0, start + size - seenStart - seenSize + AIR)
  editor.animateCamera({
    ...camera,
    x: camera.x + over(box.x, box.w, seen.x, seen.w),
    y: camera.y + over(box.y, box.h, seen.y, seen.h),
  })
}

/** Scrolls by pages, a little less than the screen. */
export function scrollPage(editor: Editor, x: number, y: number): void {
  const { w, h } = editor.viewport.value
  const camera = editor.camera.value
  editor.animateCamera({
    ...camera,
    x: camera.x + (x * w * 0.9) / camera.zoom,
    y: camera.y + (y * h * 0.9) / camera.zoom,
  })
}

/** The camera `share` (0..1) of the way; zoom runs geometrically, so that the motion looks even. */
export function between(from: Camera, to: Camera, share: number): Camera {
  const t = 1 - (1 - share) ** 3
  const zoom = from.zoom * (to.zoom / from.zoom) ** t
  // The board point that both views share stays put; without zooming it is a plain glide.
  const s = to.zoom === from.zoom ? t : (1 / zoom - 1 / from.zoom) / (1 / to.zoom - 1 / from.zoom)
  return { x: from.x + (to.x - from.x) * s, y: from.y + (to.y - from.y) * s, zoom }
}
