/** From changed records to the one command that writes them: only fields that differ, so others' edits survive. */

import type { ShapeId } from '../../base/ids.ts'
import type { Board } from '../../document/board.ts'
import type { Command } from '../../document/command.ts'
import { type Box, centreOf, containsPoint } from '../../geometry/box.ts'
import { boardToLocal } from '../../geometry/transform.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { BoardView } from './board-view.ts'

export type Records = ReadonlyMap<ShapeId, Shape>

const sameValue = (a: unknown, b: unknown): boolean =>
  Object.is(a, b) ||
  (typeof a === 'object' &&
    typeof b === 'object' &&
    a !== null &&
    b !== null &&
    JSON.stringify(a) === JSON.stringify(b))

/**
 * The command that writes what `records` changed against `base` (the records when the gesture began; the stored ones
 * when left out): what others wrote meanwhile to other fields stays. Deleted shapes are left out. Null: nothing to do.
 */
export function updateCommand(board: Board, records: Records, base?: Records): Command | null {
  const patches = []
  for (const [id, shape] of records) {
    const stored = board.get(id)
    if (!stored) continue
    const before = (base?.get(id) ?? stored) as unknown as Readonly<Record<string, unknown>>
    const changed = Object.entries(shape).filter(([key, value]) => !sameValue(before[key], value))
    if (changed.length > 0) patches.push({ id, patch: Object.fromEntries(changed) })
  }
  return patches.length > 0 ? { name: 'update', patches } : null
}

/** Several commands as one step; null when there is nothing to do. */
export function inOneStep(commands: readonly (Command | null)[]): Command | null {
  const real = commands.filter((command) => command !== null)
  if (real.length === 0) return null
  return real.length === 1 ? real[0] : { name: 'batch', commands: real }
}

/** Frames that take shapes in, topmost first. */
const openFrames = (view: BoardView): readonly Shape[] =>
  view.board.shapes.filter(({ type, locked }) => type === 'frame' && !locked).reverse()

/** The topmost frame that holds the middle of `bounds`; never the shape itself. */
export function frameUnder(
  view: BoardView,
  shape: Shape,
  bounds: Box = view.bounds(shape),
  frames: readonly Shape[] = openFrames(view),
): ShapeId | '' {
  const middle = centreOf(bounds)
  for (const frame of frames) {
    if (frame.id === shape.id) continue
    const placement = view.placement(view.get(frame.id) ?? frame)
    if (containsPoint({ x: 0, y: 0, w: placement.w, h: placement.h }, boardToLocal(placement, middle))) return frame.id
  }
  return ''
}

/** Shapes that were dropped into or out of a frame get it as parent; members of groups stay where they are. */
export function reparentCommand(
  view: BoardView,
  roots: readonly Shape[],
  boundsOf: (root: Shape) => Box,
): Command | null {
  const moves = new Map<ShapeId | '', ShapeId[]>()
  const frames = openFrames(view)
  for (const root of roots) {
    if (root.type === 'frame') continue
    if (!view.board.get(root.id)) continue
    const parent = view.board.parentOf(root)
    if (parent && parent.type !== 'frame') continue
    const frame = frameUnder(view, root, boundsOf(root), frames)
    if (frame === (parent?.id ?? '')) continue
    moves.set(frame, [...(moves.get(frame) ?? []), root.id])
  }
  return inOneStep([...moves].map(([parent, ids]) => ({ name: 'set-parent', ids, parent })))
}
