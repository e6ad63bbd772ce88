/** What is read of the selection again and again, kept until it, or anything in it, changes. */
import type { ShapeId } from '../../base/ids.ts'
import type { ReadonlySignal } from '../../base/signal.ts'
import type { Placement } from '../../geometry/box.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { BoardView } from '../board/board-view.ts'
import { framePlacement, isLockedIn, selectedRoots, withDescendants } from './selection.ts'

export interface SelectionReadings {
  /** Selected shapes, groups expanded to their leaves; the same array until something about them changes. */
  selectedLeaves(): readonly Shape[]
  /** Selected shapes without those inside another selected one. */
  selectedRoots(): readonly Shape[]
  /** The box around them; null: nothing is selected. */
  selectedPlacement(): Placement | null
  /** Is one of them locked, or inside something locked? */
  hasLockedRoot(): boolean
}

interface Kept {
  readonly selection: readonly ShapeId[]
  /** All that was looked at, with what holds it. */
  readonly inside: ReadonlySet<ShapeId>
  readonly leaves: readonly Shape[]
  readonly roots: readonly Shape[]
  placement?: Placement | null
  isLocked?: boolean
}

/** Of a large selection each reading takes a while, and a page asks at every change of anything and every frame. */
export function createSelectionReadings(
  view: BoardView,
  selection: ReadonlySignal<readonly ShapeId[]>,
): SelectionReadings {
  let kept: Kept | null = null

  function read(): Kept {
    if (kept?.selection === selection.value) return kept
    const ids = selection.value
    const all = withDescendants(view, ids, 'groups')
    const roots = selectedRoots(view, ids)
    const inside = new Set(ids)
    for (const { id } of all) inside.add(id)
    for (const root of roots)
      for (let at = view.board.parentOf(root); at && !inside.has(at.id); at = view.board.parentOf(at)) inside.add(at.id)
    kept = { selection: ids, inside, roots, leaves: all.filter(({ type }) => type !== 'group') }
    return kept
  }
  view.onInvalidated((ids) => {
    if (!kept) return
    const { inside } = kept
    for (const id of ids) {
      if (!inside.has(id) && !inside.has(view.board.get(id)?.parent as ShapeId)) continue
      kept = null
      return
    }
  })
  return {
    selectedLeaves: () => read().leaves,
    selectedRoots: () => read().roots,
    selectedPlacement() {
      const now = read()
      now.placement ??= framePlacement(view, now.roots)
      return now.placement
    },
    hasLockedRoot() {
      const now = read()
      now.isLocked ??= now.roots.some((shape) => isLockedIn(view, shape))
      return now.isLocked
    },
  }
}
