/**
 * A stroke under way is shown by its end alone, and whoever watches puts that to what was seen of it before: however long
 * it gets, each movement costs the same few bytes. Who comes in the middle sees the end until the stroke is finished.
 */
import { boxAround } from '../geometry/box.ts'
import { type DrawShape, strokeLine } from '../shapes/draw.ts'
import type { Shape } from '../shapes/registry.ts'
import { encodeStroke, type StrokePoint } from '../shapes/stroke-points.ts'

/** More than a second of the fastest pen: so much may be lost on the way without a gap. */
export const MAX_END_POINTS = 256
/** Of others' strokes no more is kept; a pen's own stroke is cut there too. */
export const MAX_JOINED_POINTS = 20_000

export interface StrokeEnd {
  readonly shape: Shape
  /** Points of the stroke before those of `shape`. */
  readonly before: number
}

/** Strokes under way are not rotated. */
export const boardPoints = (shape: DrawShape): readonly StrokePoint[] =>
  strokeLine(shape).map((p) => ({ ...p, x: p.x + shape.placement.x, y: p.y + shape.placement.y }))

export function withPoints(shape: DrawShape, points: readonly StrokePoint[]): DrawShape {
  const box = boxAround(points) ?? { x: 0, y: 0, w: 0, h: 0 }
  const local = points.map((p) => ({ ...p, x: p.x - box.x, y: p.y - box.y }))
  return { ...shape, strokePoints: encodeStroke(local), placement: { ...box, rotation: 0 } }
}

/** The last points of a stroke; any other shape and a short stroke as they are. */
export function endOfStroke(shape: Shape): StrokeEnd {
  // A point takes two bytes at least.
  if (shape.type !== 'draw' || shape.strokePoints.length <= 2 * MAX_END_POINTS) return { shape, before: 0 }
  const points = boardPoints(shape)
  const before = Math.max(0, points.length - MAX_END_POINTS)
  return before === 0 ? { shape, before } : { shape: withPoints(shape, points.slice(before)), before }
}

/** What was seen of a stroke, up to where its new end begins, and that end. */
export function joinStroke(seen: Shape | undefined, { shape, before }: StrokeEnd): Shape {
  if (before === 0 || shape.type !== 'draw' || seen?.type !== 'draw' || seen.id !== shape.id) return shape
  const points = [...boardPoints(seen).slice(0, before), ...boardPoints(shape)]
  return withPoints(shape, points.slice(-MAX_JOINED_POINTS))
}
