/** Zooming while Z is held: a click steps in (out with Alt), a dragged box comes to fill the view. */
import { type Box, boxAround } from '../../geometry/box.ts'
import type { Point, ScreenPoint } from '../../geometry/point.ts'
import { type Camera, MAX_ZOOM, MIN_ZOOM, toBoard, zoomAt } from './camera.ts'

const STEP = 2

export const zoomStep = (camera: Camera, at: ScreenPoint, isOut: boolean): Camera =>
  zoomAt(camera, at, isOut ? camera.zoom / STEP : camera.zoom * STEP)

/** The box between two points of the screen, on the board. */
export const boxBetween = (camera: Camera, a: ScreenPoint, b: ScreenPoint): Box =>
  boxAround([toBoard(camera, a), toBoard(camera, b)]) as Box

/** The camera in which `box` is as large as the view allows, in its middle. */
export function cameraFilledBy(box: Box, viewport: { readonly w: number; readonly h: number }): Camera {
  const wanted = Math.min(viewport.w / Math.max(box.w, 1e-9), viewport.h / Math.max(box.h, 1e-9))
  const zoom = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, wanted))
  const corner = (middle: number, size: number) => middle - size / zoom / 2
  const middle: Point = { x: box.x + box.w / 2, y: box.y + box.h / 2 }
  return { x: corner(middle.x, viewport.w), y: corner(middle.y, viewport.h), zoom }
}
