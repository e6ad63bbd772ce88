/** The part of the board that shapes really cover with paint: what an exported picture of them is cut to. */
import { type Box, containsBox, unionOf } from '../geometry/box.ts'
import { boundsOf } from '../geometry/transform.ts'
import { clippingFrames } from '../shapes/clipping.ts'
import type { AnyShape, ShapeContext } from '../shapes/kind.ts'
import { kindOf } from '../shapes/registry.ts'
import { paintedBox } from './paint-bounds.ts'
import { overlap } from './print-svg.ts'

/** What one shape covers, cut by the frames around it; null when nothing of it is seen. */
function coveredBy(shape: AnyShape, context: ShapeContext): Box | null {
  let box = paintedBox(shape, context)
  for (const frame of clippingFrames(shape, context.shape))
    box = box && overlap(box, boundsOf(kindOf(frame).placement(frame, context)))
  return box
}

/**
 * The box around all paint. `reach` tells a box that the paint of a shape never leaves: with it only the few shapes at
 * the edges of the drawing have to be painted to know.
 */
export function contentBox(
  shapes: readonly AnyShape[],
  context: ShapeContext,
  reach: (shape: AnyShape) => Box,
): Box | null {
  const all = shapes.filter(({ type }) => type !== 'group').map((shape) => ({ shape, box: reach(shape) }))
  const sides: ((box: Box) => number)[] = [(b) => -b.x, (b) => -b.y, (b) => b.x + b.w, (b) => b.y + b.h]
  let covered: Box | null = null
  const take = (shape: AnyShape) => {
    const box = coveredBy(shape, context)
    if (box) covered = unionOf(covered ? [covered, box] : [box])
  }
  // The outermost on each side first: most others lie within these.
  for (const side of sides) {
    const outermost = all.reduce<(typeof all)[number] | null>(
      (best, each) => (!best || side(each.box) > side(best.box) ? each : best),
      null,
    )
    if (outermost) take(outermost.shape)
  }
  for (const { shape, box } of all) if (!covered || !containsBox(covered, box)) take(shape)
  return covered
}
