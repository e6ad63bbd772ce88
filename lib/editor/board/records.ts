/** From changed records to the one command that writes them: only fields that differ, so others' edits survive. */

import type { ShapeId } from '../../base/ids.ts'
import type { Board } from '../../document/board.ts'
import type { Command, ShapePatch } from '../../document/command.ts'
import { tableOf } from '../../document/field-tables.ts'
import { sameValue } from '../../document/same-value.ts'
import type { Shape } from '../../shapes/registry.ts'

export type Records = ReadonlyMap<ShapeId, Shape>

/**
 * The command that writes what `records` changed against `base` (the records when the gesture began; the stored ones
 * when left out): what others wrote meanwhile to other fields stays. Deleted shapes are left out. Null: nothing to do.
 */
export function updateCommand(board: Board, records: Records, base?: Records): Command | null {
  const patches: { readonly id: ShapeId; readonly patch: ShapePatch }[] = []
  for (const [id, shape] of records) {
    const stored = board.get(id)
    if (!stored) continue
    const patch = patchBetween(base?.get(id) ?? stored, shape)
    if (patch) patches.push({ id, patch })
  }
  return patches.length > 0 ? { name: 'update', patches } : null
}

/** The fields of `after` that `before` has not; null when there are none. */
export function patchBetween(before: Shape, after: Shape): ShapePatch | null {
  const known = before as unknown as Readonly<Record<string, unknown>>
  const wanted = after as unknown as Readonly<Record<string, unknown>>
  // Asked for as many as are selected: most fields are the very same, and only what changed is kept.
  let patch: Record<string, unknown> | null = null
  for (const key in wanted) {
    if (wanted[key] === known[key] || sameValue(known[key], wanted[key])) continue
    patch ??= {}
    patch[key] = changedPart(after.type, key, known[key], wanted[key])
  }
  return patch
}

/** Of a map the entries that changed, null for those that are gone; of anything else all of it. */
function changedPart(type: string, key: string, before: unknown, after: unknown): unknown {
  if (tableOf(type)?.fields[key]?.storage !== 'map') return after
  const [from, to] = [before, after] as readonly Readonly<Record<string, unknown>>[]
  const gone = Object.keys(from).filter((name) => !Object.hasOwn(to, name))
  const changed = Object.entries(to).filter(([name, value]) => !sameValue(from[name], value))
  return Object.fromEntries([...gone.map((name): [string, unknown] => [name, null]), ...changed])
}

/** Several commands as one step; null when there is nothing to do. */
export function inOneStep(commands: readonly (Command | null)[]): Command | null {
  const real = commands.filter((command) => command !== null)
  if (real.length === 0) return null
  return real.length === 1 ? real[0] : { name: 'batch', commands: real }
}
