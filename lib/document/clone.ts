/** Copies of shapes under new ids that keep what holds them together: groups, frames and bindings among themselves. */
import type { ShapeId } from '../base/ids.ts'
import type { Point } from '../geometry/point.ts'
import type { Binding } from '../shapes/arrow.ts'
import type { OrderKey } from '../shapes/kind.ts'
import type { Shape } from '../shapes/registry.ts'

/**
 * Copies in the given order, moved by `offset`, without an order key: they land on top. A parent or a bound target
 * that is not copied along is dropped.
 */
export function cloneShapes(shapes: readonly Shape[], newId: () => ShapeId, offset: Point): readonly Shape[] {
  const ids = new Map<string, ShapeId>(shapes.map(({ id }) => [id, newId()]))
  const rebind = (binding: Binding | null): Binding | null => {
    const target = binding ? ids.get(binding.target) : undefined
    return binding && target ? { ...binding, target } : null
  }
  return shapes.map((shape) => {
    const { placement } = shape
    const copy = {
      ...shape,
      id: ids.get(shape.id) as ShapeId,
      parent: ids.get(shape.parent) ?? '',
      index: '' as OrderKey,
      placement: { ...placement, x: placement.x + offset.x, y: placement.y + offset.y },
    }
    return copy.type === 'arrow' ? { ...copy, start: rebind(copy.start), end: rebind(copy.end) } : copy
  })
}
