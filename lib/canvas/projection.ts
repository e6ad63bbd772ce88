/** From the camera to device pixels, and what of the board they show. */
import type { Box } from '../geometry/box.ts'
import type { Projection } from './print-shape.ts'

export function projectionOf(camera: { x: number; y: number; zoom: number }, pixelRatio: number): Projection {
  const scale = camera.zoom * pixelRatio
  // Whole device pixels: what is painted once can be shifted without becoming soft. Adding 0 turns -0 into 0.
  return { scale, dx: Math.round(-camera.x * scale) + 0, dy: Math.round(-camera.y * scale) + 0 }
}
export const isSameProjection = (a: Projection, b: Projection) => a.scale === b.scale && a.dx === b.dx && a.dy === b.dy

/** The board box that a screen of so many device pixels shows. */
export const regionOf = ({ scale, dx, dy }: Projection, width: number, height: number): Box => ({
  x: -dx / scale,
  y: -dy / scale,
  w: width / scale,
  h: height / scale,
})

/** Where a board box lies on screen, in device pixels. */
export const screenBox = ({ x, y, w, h }: Box, { scale, dx, dy }: Projection): Box => ({
  x: x * scale + dx,
  y: y * scale + dy,
  w: w * scale,
  h: h * scale,
})
