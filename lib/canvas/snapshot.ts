/** A copy of the screen from the moment the camera began to move: the first and best source while it moves. */
import { type Box, boxesTouch } from '../geometry/box.ts'
import type { Projection } from './print-shape.ts'

/** With more changed places than this, none of it counts as fresh. */
const MAX_STALE_BOXES = 32

export interface Snapshot {
  readonly at: Projection | null
  readonly canvas: HTMLCanvasElement
  /** Copies `source`, painted with `at`. */
  take(source: HTMLCanvasElement, at: Projection): void
  /** A place of the board that has changed since. */
  markStale(box: Box): void
  /** Whether all of `box` (board pixels) is shown and up to date. */
  holds(box: Box): boolean
  /** The part of the board that it shows. */
  readonly region: Box
  drop(): void
}

export function createSnapshot(): Snapshot {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  let at: Projection | null = null
  let region: Box = { x: 0, y: 0, w: 0, h: 0 }
  let stale: Box[] = []
  return {
    canvas,
    get at() {
      return at
    },
    get region() {
      return region
    },
    take(source, projection) {
      if (canvas.width !== source.width || canvas.height !== source.height) {
        canvas.width = source.width
        canvas.height = source.height
      }
      if (!context) return
      context.globalCompositeOperation = 'copy'
      context.drawImage(source, 0, 0)
      at = projection
      const { scale, dx, dy } = projection
      region = { x: -dx / scale, y: -dy / scale, w: source.width / scale, h: source.height / scale }
      stale = []
    },
    markStale(box) {
      if (at && stale.length <= MAX_STALE_BOXES) stale.push(box)
    },
    holds(box) {
      if (!at || stale.length > MAX_STALE_BOXES) return false
      // A hair of tolerance: the edges of tiles and screen fall on the same pixels, but not on the same floats.
      const hair = 0.01 / at.scale
      const isInside =
        box.x >= region.x - hair &&
        box.y >= region.y - hair &&
        box.x + box.w <= region.x + region.w + hair &&
        box.y + box.h <= region.y + region.h + hair
      return isInside && !stale.some((place) => boxesTouch(place, box))
    },
    drop() {
      at = null
      stale = []
    },
  }
}
