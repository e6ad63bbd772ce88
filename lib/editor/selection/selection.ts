/** What a selection means: groups, locks, frames and the box around it. */
import type { ShapeId } from '../../base/ids.ts'
import { type Placement, unionOf } from '../../geometry/box.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { BoardView } from '../board/board-view.ts'

/** The shape's ancestors, nearest first. */
export function ancestorsOf(view: BoardView, shape: Shape): readonly Shape[] {
  const found: Shape[] = []
  for (let at = view.board.parentOf(shape); at; at = view.board.parentOf(at)) found.push(at)
  return found
}

/** Locked itself, or inside something locked. */
export function isLockedIn(view: BoardView, shape: Shape): boolean {
  let at: Shape | undefined = shape
  while (at && !at.locked) at = at.parent === '' ? undefined : view.board.parentOf(at)
  return at !== undefined
}

/** What a click on `shape` selects: its outermost group, or the one below the entered group. */
export function selectableFor(view: BoardView, shape: Shape, entered: ShapeId | null): Shape {
  let selectable = shape
  for (const ancestor of ancestorsOf(view, shape)) {
    if (ancestor.id === entered) break
    if (ancestor.type === 'group') selectable = ancestor
  }
  return selectable
}

/** The selected shapes that still exist, as shown, without those inside another selected one. */
export function selectedRoots(view: BoardView, selection: readonly ShapeId[]): readonly Shape[] {
  const chosen = new Set(selection)
  const roots: Shape[] = []
  // Asked at every step of a gesture, for as many as are selected: nothing is made for each of them.
  for (const id of selection) {
    const shape = view.get(id)
    if (!shape || !view.board.get(id)) continue
    let above = shape.parent === '' ? undefined : view.board.parentOf(shape)
    while (above && !chosen.has(above.id)) above = above.parent === '' ? undefined : view.board.parentOf(above)
    if (!above) roots.push(shape)
  }
  return roots
}

/** `ids` with everything inside their groups and, when asked, frames; parents before children. */
export function withDescendants(view: BoardView, ids: readonly ShapeId[], through: 'groups' | 'all'): readonly Shape[] {
  const found = new Map<ShapeId, Shape>()
  const visit = (id: ShapeId) => {
    const shape = view.get(id)
    if (!shape || !view.board.get(id) || found.has(id)) return
    found.set(id, shape)
    if (shape.type === 'group' || (shape.type === 'frame' && through === 'all'))
      for (const child of view.board.childrenOf(id)) visit(child.id)
  }
  for (const id of ids) visit(id)
  return [...found.values()]
}

/** The selected shapes with groups replaced by their members. */
export const leavesOf = (view: BoardView, ids: readonly ShapeId[]): readonly Shape[] =>
  withDescendants(view, ids, 'groups').filter(({ type }) => type !== 'group')

/** The box around `roots`: the drawn placement of a single shape, else the upright box around all. */
export function framePlacement(view: BoardView, roots: readonly Shape[]): Placement | null {
  if (roots.length === 1) return view.placement(roots[0])
  const box = unionOf(roots.map((shape) => view.bounds(shape)))
  return box && { ...box, rotation: 0 }
}

/** Selected roots that may be changed now. */
export const editableRoots = (view: BoardView, selection: readonly ShapeId[]): readonly Shape[] =>
  selectedRoots(view, selection).filter((shape) => !isLockedIn(view, shape))
