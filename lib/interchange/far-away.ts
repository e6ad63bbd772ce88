/** Drawings that lie further out than a board reaches: moved towards its middle as a whole, never shape by shape. */
import type { Box } from '../geometry/box.ts'
import type { Point } from '../geometry/point.ts'
import { MAX_COORDINATE } from '../shapes/kind.ts'

export interface Reach {
  /** What everything is moved by; nothing where all of it lies on the board. */
  readonly shift: Point
  /** All of it lies on the board as it is. */
  readonly isWhole: boolean
  /** Whether the box, moved, lies on the board; what does not is left out and reported as `too-far`. */
  holds(box: Box): boolean
}

const ORIGIN: Point = { x: 0, y: 0 }
const isWithin = ({ x, y, w, h }: Box): boolean =>
  x >= -MAX_COORDINATE && y >= -MAX_COORDINATE && x + w <= MAX_COORDINATE && y + h <= MAX_COORDINATE

const middle = (sorted: readonly number[]): number => sorted[sorted.length >> 1] ?? 0

/**
 * How the drawing comes to lie on the board. Its middle is where half of it lies to either side, so that one stray shape
 * does not pull the others out.
 */
export function reachOf(boxes: readonly Box[]): Reach {
  if (boxes.every(isWithin)) return { shift: ORIGIN, isWhole: true, holds: () => true }
  const along = (side: 'x' | 'y') => boxes.map((box) => box[side]).sort((a, b) => a - b)
  const shift = { x: -Math.round(middle(along('x'))), y: -Math.round(middle(along('y'))) }
  const moved = (box: Box): Box => ({ ...box, x: box.x + shift.x, y: box.y + shift.y })
  const count = (holds: (box: Box) => boolean) => boxes.reduce((sum, box) => sum + (holds(box) ? 1 : 0), 0)
  const holds = (box: Box) => isWithin(moved(box))
  // A drawing that lies on the board stays there, whatever has strayed from it.
  return count(holds) > count(isWithin)
    ? { shift, isWhole: false, holds }
    : { shift: ORIGIN, isWhole: false, holds: isWithin }
}
