/** Copies of shapes on this board: they stay in their frame, and arrows let go where they are drawn. */
import type { ShapeId } from '../../base/ids.ts'
import { cloneShapes } from '../../document/clone.ts'
import { compareOrder } from '../../document/order.ts'
import { released } from '../../shapes/arrows.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { BoardView } from '../board/board-view.ts'
import { withDescendants } from '../selection/selection.ts'

export interface Copies {
  /** Back to front, without an index: they land on top in this order. */
  readonly shapes: readonly Shape[]
  /** The copies of the roots, in the order of the roots. */
  readonly roots: readonly ShapeId[]
}

/** Copies of `roots` and everything inside them, as stored: a drag that turns into copying shows them elsewhere. */
export function copiesOf(view: BoardView, roots: readonly Shape[], newId: () => ShapeId): Copies {
  const all = withDescendants(
    view,
    roots.map(({ id }) => id),
    'all',
  )
  const stored = all.map((shape) => view.board.get(shape.id) ?? shape)
  const copies = cloneShapes(stored.sort(compareOrder), newId, {
    outerParent: 'keep',
    release: (arrow, isLost) => released(arrow, isLost, view.context),
  })
  return { shapes: copies.shapes, roots: roots.map(({ id }) => copies.ids.get(id) as ShapeId) }
}
