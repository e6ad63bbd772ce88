/** Copies of shapes under new ids: bindings and groups among them are kept, those to others are dropped. */
import type { ShapeId } from '../base/ids.ts'
import type { OrderKey } from '../shapes/kind.ts'
import type { Shape } from '../shapes/registry.ts'
import type { BoardView } from './board-view.ts'
import { unbound } from './moving.ts'
import { withDescendants } from './selection.ts'

export interface Copies {
  /** Back to front, without an index: they land on top in this order. */
  readonly shapes: readonly Shape[]
  /** The copies of the roots, in the order of the roots. */
  readonly roots: readonly ShapeId[]
}

const byOrder = (a: Shape, b: Shape) => (a.index < b.index ? -1 : a.index > b.index ? 1 : a.id < b.id ? -1 : 1)

/** New ids for `shapes`; parents and bindings inside the set follow, a binding to anything else goes. */
export function renamed(
  shapes: readonly Shape[],
  newId: () => ShapeId,
  tornOff: (arrow: Extract<Shape, { type: 'arrow' }>) => Shape = (arrow) => arrow,
): { readonly shapes: readonly Shape[]; readonly ids: ReadonlyMap<string, ShapeId> } {
  const ids = new Map<string, ShapeId>(shapes.map(({ id }) => [id, newId()]))
  const copies = shapes.map((shape): Shape => {
    const id = ids.get(shape.id) as ShapeId
    const base = { id, parent: ids.get(shape.parent) ?? shape.parent, index: '' as OrderKey, locked: false }
    if (shape.type !== 'arrow') return { ...shape, ...base }
    const end = (binding: typeof shape.start) => {
      const target = binding && ids.get(binding.target)
      return binding && target ? { ...binding, target } : null
    }
    const loses = (shape.start && !ids.has(shape.start.target)) || (shape.end && !ids.has(shape.end.target))
    const placed = loses ? tornOff(shape) : shape
    return { ...placed, ...base, start: end(shape.start), end: end(shape.end) } as Shape
  })
  return { shapes: copies, ids }
}

/** Copies of `roots` and everything inside them. */
export function copiesOf(view: BoardView, roots: readonly Shape[], newId: () => ShapeId): Copies {
  const all = withDescendants(
    view,
    roots.map(({ id }) => id),
    'all',
  )
  const copies = renamed([...all].sort(byOrder), newId, (arrow) => unbound(view, arrow))
  return { shapes: copies.shapes, roots: roots.map(({ id }) => copies.ids.get(id) as ShapeId) }
}
