/** How far the paint of a shape may reach, told without painting it. */
import { type Box, grow } from '../geometry/box.ts'
import { boundsOf } from '../geometry/transform.ts'
import type { AnyShape, ShapeContext } from '../shapes/kind.ts'
import { kindOf } from '../shapes/registry.ts'

/** A box that no paint of the shape leaves. */
export function reachOf(shape: AnyShape, context: ShapeContext): Box {
  const kind = kindOf(shape)
  return grow(boundsOf(kind.placement(shape, context)), kind.overflow(shape))
}
