/** The ink of a stroke under way from the pen on to where it is foreseen. The stroke itself is painted without it. */
import { boxAround } from '../geometry/box.ts'
import type { Point } from '../geometry/point.ts'
import type { Theme } from '../shapes/color.ts'
import { type DrawShape, inkWidth, pressedLine, strokeLine } from '../shapes/draw.ts'
import { inkPiece } from '../shapes/ink.ts'
import type { Shape } from '../shapes/registry.ts'
import { encodeStroke } from '../shapes/stroke-points.ts'
import { inkOf, isVisible } from './ink.ts'
import { type Projection, place } from './print-shape.ts'
import { pathOf } from './printed.ts'

/** As long as `#rrggbb`: longer ones are translucent, and pieces that overlap would show. */
const OPAQUE_LENGTH = 7

/** A pen's ink that can be painted in pieces which overlap. */
export function isOpaqueInk(shape: Shape): shape is DrawShape {
  if (shape.type !== 'draw' || shape.opacity < 1) return false
  const { brush, closed, stroke, strokeWidth } = shape
  return brush === 'pen' && !closed && isVisible(stroke) && stroke.length === OPAQUE_LENGTH && strokeWidth > 0
}

/** Paints the rest of an opaque stroke, from a little before the pen to the last of the board points `ahead`. */
export function paintTip(
  context: CanvasRenderingContext2D,
  shape: DrawShape,
  ahead: readonly Point[],
  at: Projection,
  theme: Theme,
): void {
  const line = pressedLine(shape)
  const tip = line.at(-1)
  if (!tip) return
  const { x, y } = shape.placement
  const tail = ahead.map((p) => ({ x: p.x - x, y: p.y - y, pressure: tip.pressure }))
  place(context, shape.placement, at)
  context.fillStyle = inkOf(shape.stroke, theme)
  context.fill(pathOf(inkPiece([...line, ...tail], inkWidth(shape), line.length - 1)))
}

/** What is seen through cannot be painted twice: the same stroke, longer by the board points `ahead`. */
export function withAhead(shape: DrawShape, ahead: readonly Point[]): DrawShape {
  const { x, y } = shape.placement
  const line = strokeLine(shape).map((p) => ({ ...p, x: p.x + x, y: p.y + y }))
  const pressure = line.at(-1)?.pressure ?? 0.5
  const points = [...line, ...ahead.map((p) => ({ x: p.x, y: p.y, pressure }))]
  const box = boxAround(points) ?? { x, y, w: 0, h: 0 }
  const local = points.map((p) => ({ ...p, x: p.x - box.x, y: p.y - box.y }))
  return { ...shape, strokePoints: encodeStroke(local), placement: { ...box, rotation: 0 } }
}
