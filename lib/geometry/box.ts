/** Axis-aligned boxes and placed (rotated) boxes, in board pixels; angles in radians, clockwise, about the centre. */
import { type Point, rotateAbout } from './point.ts'

export interface Box {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** Where a shape is: its unrotated box, turned by `rotation` about the box's centre. Stored as one value. */
export interface Placement extends Box {
  readonly rotation: number
}

export const centreOf = (box: Box): Point => ({ x: box.x + box.w / 2, y: box.y + box.h / 2 })
export const boxesTouch = (a: Box, b: Box): boolean =>
  a.x <= b.x + b.w && b.x <= a.x + a.w && a.y <= b.y + b.h && b.y <= a.y + a.h
export const containsBox = (outer: Box, inner: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.w <= outer.x + outer.w &&
  inner.y + inner.h <= outer.y + outer.h
export const containsPoint = (box: Box, p: Point): boolean =>
  p.x >= box.x && p.y >= box.y && p.x <= box.x + box.w && p.y <= box.y + box.h
export const grow = (box: Box, by: number): Box => ({
  x: box.x - by,
  y: box.y - by,
  w: box.w + 2 * by,
  h: box.h + 2 * by,
})

/** The smallest box around all points; null when there are none. */
export function boxAround(points: readonly Point[]): Box | null {
  if (points.length === 0) return null
  let minX = Infinity
  let minY = Infinity
  let maxX = -Infinity
  let maxY = -Infinity
  for (const { x, y } of points) {
    if (x < minX) minX = x
    if (y < minY) minY = y
    if (x > maxX) maxX = x
    if (y > maxY) maxY = y
  }
  return { x: minX, y: minY, w: maxX - minX, h: maxY - minY }
}

/** The smallest box around all boxes; null when there are none. */
export function unionOf(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null
  let minX = Infinity
  let minY = Infinity
  let maxX = -Infinity
  let maxY = -Infinity
  for (const { x, y, w, h } of boxes) {
    if (x < minX) minX = x
    if (y < minY) minY = y
    if (x + w > maxX) maxX = x + w
    if (y + h > maxY) maxY = y + h
  }
  return { x: minX, y: minY, w: maxX - minX, h: maxY - minY }
}

/** The four corners of a placed box, clockwise from its top left. */
export function cornersOf(placement: Placement): readonly [Point, Point, Point, Point] {
  const { x, y, w, h, rotation } = placement
  const centre = centreOf(placement)
  const turn = (px: number, py: number) => rotateAbout({ x: px, y: py }, centre, rotation)
  return [turn(x, y), turn(x + w, y), turn(x + w, y + h), turn(x, y + h)]
}
