/** Copies of shapes under new ids that keep what holds them together: groups, frames and bindings among themselves. */
import type { ShapeId } from '../base/ids.ts'
import { finish, mapping, type Steps } from '../base/steps.ts'
import type { Point } from '../geometry/point.ts'
import type { ArrowShape, Binding } from '../shapes/arrow.ts'
import type { OrderKey } from '../shapes/kind.ts'
import type { Shape } from '../shapes/registry.ts'

export interface CloneOptions {
  /** How far the copies lie from their originals. */
  readonly offset?: Point
  /** What becomes of a parent that is not copied along; dropped when left out. */
  readonly outerParent?: 'keep' | 'drop'
  /** What is locked stays so; unlocked when left out. */
  readonly locks?: 'keep' | 'drop'
  /** The arrow with the ends free that hang on what is not copied; they lose their bindings in any case. */
  readonly release?: (arrow: ArrowShape, isLost: (target: ShapeId) => boolean) => ArrowShape
}

export interface Clones {
  readonly shapes: readonly Shape[]
  /** From old to new. */
  readonly ids: ReadonlyMap<string, ShapeId>
}

/** Copies in the given order, without an order key: they land on top. */
export const cloneShapes = (...of: Parameters<typeof cloningShapes>): Clones => finish(cloningShapes(...of))

/** The same, in steps. */
export function* cloningShapes(
  shapes: readonly Shape[],
  newId: () => ShapeId,
  { offset = { x: 0, y: 0 }, outerParent = 'drop', locks = 'drop', release = (arrow) => arrow }: CloneOptions = {},
): Steps<Clones> {
  const ids = new Map<string, ShapeId>(yield* mapping(shapes, ({ id }) => [id, newId()] as const))
  const isLost = (target: ShapeId) => !ids.has(target)
  const rebind = (binding: Binding | null): Binding | null => {
    const target = binding ? ids.get(binding.target) : undefined
    return binding && target ? { ...binding, target } : null
  }
  const copies = yield* mapping(shapes, (original): Shape => {
    const shape = original.type === 'arrow' ? release(original, isLost) : original
    const { placement } = shape
    const copy = {
      ...shape,
      id: ids.get(shape.id) as ShapeId,
      parent: ids.get(shape.parent) ?? (outerParent === 'keep' ? shape.parent : ''),
      index: '' as OrderKey,
      locked: locks === 'keep' && shape.locked,
      placement: { ...placement, x: placement.x + offset.x, y: placement.y + offset.y },
    }
    return copy.type === 'arrow' ? { ...copy, start: rebind(copy.start), end: rebind(copy.end) } : copy
  })
  return { shapes: copies, ids }
}
