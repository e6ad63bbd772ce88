/** Which frames cut a shape: the same answer on the board, under the pointer and in every export. */
import type { AnyShape } from './kind.ts'
import { kindOf } from './registry.ts'

type Lookup = (id: AnyShape['id']) => AnyShape | undefined

const isFrame = (shape: AnyShape) => kindOf(shape).capabilities.has('container')

/** The groups and frames that a shape lies in, innermost first; the parent of one that lies in itself reads as none. */
function around(shape: AnyShape, lookup: Lookup): AnyShape[] {
  const found = new Map<string, AnyShape>()
  let { parent } = shape
  while (parent !== '' && parent !== shape.id && !found.has(parent)) {
    const holder: AnyShape | undefined = lookup(parent as AnyShape['id'])
    if (!holder || (holder.type !== 'group' && !isFrame(holder))) return [...found.values()]
    found.set(holder.id, holder)
    parent = holder.parent
  }
  return parent === shape.id ? [] : [...found.values()]
}

/**
 * The frames around a shape whose inside is all that shows of it, innermost first. An arrow that is bound to something
 * outside a frame is not cut by that frame, or nobody would see where it leads.
 */
export function clippingFrames(shape: AnyShape, lookup: Lookup): readonly AnyShape[] {
  if (shape.parent === '') return []
  const frames = around(shape, lookup).filter(isFrame)
  if (frames.length === 0) return frames
  const targets = kindOf(shape)
    .dependsOn(shape)
    .flatMap((id) => lookup(id) ?? [])
  const holdersOfTargets = targets.map((target) => new Set(around(target, lookup).map(({ id }) => id)))
  return frames.filter(({ id }) => holdersOfTargets.every((holders) => holders.has(id)))
}
