/** The camera: which part of the endless board is on screen. screen = (board - camera) * zoom. */
import type { Box } from '../../geometry/box.ts'
import { type BoardPoint, boardPoint, type Point, type ScreenPoint, screenPoint } from '../../geometry/point.ts'

/** `x`, `y`: the board point at the screen's top-left corner. */
export interface Camera {
  readonly x: number
  readonly y: number
  readonly zoom: number
}
export const MIN_ZOOM = 0.02
export const MAX_ZOOM = 30
export const initialCamera: Camera = { x: 0, y: 0, zoom: 1 }

export const toBoard = (camera: Camera, p: ScreenPoint): BoardPoint =>
  boardPoint(p.x / camera.zoom + camera.x, p.y / camera.zoom + camera.y)
export const toScreen = (camera: Camera, p: Point): ScreenPoint =>
  screenPoint((p.x - camera.x) * camera.zoom, (p.y - camera.y) * camera.zoom)

/** Moves the view by screen pixels. */
export const panBy = (camera: Camera, dx: number, dy: number): Camera => ({
  ...camera,
  x: camera.x + dx / camera.zoom,
  y: camera.y + dy / camera.zoom,
})

/** Zooms to `zoom` (clamped) so that the board point under `at` stays there. */
export function zoomAt(camera: Camera, at: ScreenPoint, zoom: number): Camera {
  const next = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom))
  return { x: camera.x + at.x / camera.zoom - at.x / next, y: camera.y + at.y / camera.zoom - at.y / next, zoom: next }
}

export const visibleBox = (camera: Camera, viewport: { readonly w: number; readonly h: number }): Box => ({
  x: camera.x,
  y: camera.y,
  w: viewport.w / camera.zoom,
  h: viewport.h / camera.zoom,
})
