/** Two fingers on the view: what lies between them stays between them. */
import { distance, lerp, type Point } from '../../geometry/point.ts'
import { type Camera, MAX_ZOOM, MIN_ZOOM } from './camera.ts'

/** In CSS pixels of the canvas. */
export interface Pinch {
  readonly middle: Point
  readonly spread: number
}

export const pinchOf = (a: Point, b: Point): Pinch => ({ middle: lerp(a, b, 0.5), spread: Math.max(1, distance(a, b)) })

export function pinched({ x, y, zoom }: Camera, from: Pinch, to: Pinch): Camera {
  const scaled = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, (zoom * to.spread) / from.spread))
  const at = { x: from.middle.x / zoom + x, y: from.middle.y / zoom + y }
  return { x: at.x - to.middle.x / scaled, y: at.y - to.middle.y / scaled, zoom: scaled }
}
