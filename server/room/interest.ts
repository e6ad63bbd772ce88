/**
 * Who is told of whose movements in a crowd: all who move near what a recipient sees, every tick; the others in turns, a few
 * times a second. What is told of a part of the board is encoded once for all who see it.
 */
import { pushTo } from '../../lib/base/push-to.ts'
import { encodeEntries, type MotionView, onBoard } from '../../lib/protocol/motion.ts'
import type { Moved, Tracked } from './motion-board.ts'

/** Side of a part of the board, in board pixels. */
const CELL = 2048
/** So much around a view belongs to it, as a share of its size. */
const MARGIN = 0.25

export interface Cell {
  readonly index: number
  readonly x: number
  readonly y: number
  readonly bytes: Uint8Array
}

/** What a recipient sees, in board pixels. */
export interface Sight {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

export function sightOf({ unit, x, y, w, h }: MotionView): Sight {
  const size = 2 ** unit
  return { x: x * size, y: y * size, w: w * size, h: h * size }
}

/** The key of the cell in which a mover is; of one that has gone, where it was. */
export function cellOf(mover: Tracked): string | null {
  if (!mover.told) return mover.cell
  const { x, y } = onBoard(mover.told)
  return `${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`
}

/** `moved` by cell. Who has come from another cell is told anew. `isKnown`: told to all this tick. */
export function cellsOf(moved: readonly Moved[], isKnown: (mover: Tracked) => boolean): readonly Cell[] {
  const groups = new Map<string, Moved['entry'][]>()
  for (const { mover, entry } of moved) {
    const cell = cellOf(mover)
    const hasCome = cell !== mover.cell
    mover.cell = cell
    if (cell === null || (isKnown(mover) && entry.step.length === 0)) continue
    const told =
      hasCome && entry.kind === 'step' && mover.told ? { ...entry, kind: 'key' as const, place: mover.told } : entry
    pushTo(groups, cell, told)
  }
  return [...groups].map(([key, entries], index) => {
    const [column, row] = key.split(' ').map(Number)
    return { index, x: column * CELL, y: row * CELL, bytes: encodeEntries(entries) }
  })
}

/** The cells that lie in or near the sight, the nearest first; all of them for one whose sight is not known. */
export function cellsNear(cells: readonly Cell[], sight: Sight | null): readonly Cell[] {
  if (!sight) return cells
  const left = sight.x - sight.w * MARGIN - CELL
  const top = sight.y - sight.h * MARGIN - CELL
  const right = sight.x + sight.w * (1 + MARGIN)
  const bottom = sight.y + sight.h * (1 + MARGIN)
  return cells.filter(({ x, y }) => x > left && x < right && y > top && y < bottom)
}

/** As many of the nearest as fit into so many bytes. */
export function nearestThatFit(cells: readonly Cell[], sight: Sight | null, bytes: number): readonly Cell[] {
  const cx = sight ? sight.x + sight.w / 2 - CELL / 2 : 0
  const cy = sight ? sight.y + sight.h / 2 - CELL / 2 : 0
  const sorted = [...cells].sort((a, b) => Math.hypot(a.x - cx, a.y - cy) - Math.hypot(b.x - cx, b.y - cy))
  const taken: Cell[] = []
  let left = bytes
  for (const cell of sorted) {
    if (cell.bytes.length > left) continue
    left -= cell.bytes.length
    taken.push(cell)
  }
  return taken
}
