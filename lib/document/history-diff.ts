/** What became of a board between two of its states, shape by shape. */
import type { ShapeId } from '../base/ids.ts'
import type { Shape } from '../shapes/registry.ts'
import type { Board } from './board.ts'
import { sameValue } from './same-value.ts'

export interface BoardDifference {
  /** Only in the later state. */
  readonly added: readonly ShapeId[]
  /** Only in the earlier state. */
  readonly removed: readonly ShapeId[]
  /** In both, and they look different. */
  readonly changed: readonly ShapeId[]
}

/** Has no look of its own, or none that changes it. */
const UNSEEN = new Set(['index', 'parent'])
const isSeen = (shape: Shape): boolean => shape.type !== 'group'

function looksDifferent(a: Shape, b: Shape): boolean {
  if (a === b) return false
  const from = a as unknown as Readonly<Record<string, unknown>>
  const to = b as unknown as Readonly<Record<string, unknown>>
  const keys = new Set([...Object.keys(from), ...Object.keys(to)])
  return [...keys].some((key) => !UNSEEN.has(key) && !sameValue(from[key], to[key]))
}

/** What was added, removed and changed from `then` to `now`. Groups only hold others together and are left out. */
export function compareBoards(
  then: Pick<Board, 'shapes' | 'get'>,
  now: Pick<Board, 'shapes' | 'get'>,
): BoardDifference {
  const added = now.shapes.filter((shape) => isSeen(shape) && !then.get(shape.id)).map(({ id }) => id)
  const removed: ShapeId[] = []
  const changed: ShapeId[] = []
  for (const shape of then.shapes) {
    if (!isSeen(shape)) continue
    const is = now.get(shape.id)
    if (!is) removed.push(shape.id)
    else if (looksDifferent(shape, is)) changed.push(shape.id)
  }
  return { added, removed, changed }
}
