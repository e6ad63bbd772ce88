/** Questions about groups and frames: what is inside, what is around. */
import type { ShapeId } from '../base/ids.ts'
import type { Shape } from '../shapes/registry.ts'
import type { Board } from './board.ts'

/** `ids` that exist, with what is inside: of groups only, or of frames too. */
export function insidesOf(board: Board, ids: readonly ShapeId[], through: 'group' | 'all'): Set<ShapeId> {
  const found = new Set<ShapeId>()
  const waiting = [...ids]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const shape = board.get(id)
    if (!shape || found.has(id)) continue
    found.add(id)
    if (shape.type === 'group' || (through === 'all' && shape.type === 'frame')) {
      for (const child of board.childrenOf(id)) waiting.push(child.id)
    }
  }
  return found
}

/** Is `shape` inside one of `containers`, at any depth? */
export function isInside(board: Board, shape: Shape, containers: ReadonlySet<ShapeId>): boolean {
  const seen = new Set<ShapeId>()
  for (let at = board.parentOf(shape); at && !seen.has(at.id); at = board.parentOf(at)) {
    if (containers.has(at.id)) return true
    seen.add(at.id)
  }
  return false
}

/** The nearest group or frame around `shape` that is not in `doomed`, or ''. */
export function survivingParent(board: Board, shape: Shape, doomed: ReadonlySet<ShapeId>): ShapeId | '' {
  const seen = new Set<ShapeId>()
  let at = board.parentOf(shape)
  while (at && doomed.has(at.id) && !seen.has(at.id)) {
    seen.add(at.id)
    at = board.parentOf(at)
  }
  return at && !doomed.has(at.id) ? at.id : ''
}
