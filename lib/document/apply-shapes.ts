/** Create, update, delete and reorder. */
import type { FieldTable } from '../base/fields.ts'
import type { ShapeId } from '../base/ids.ts'
import type { Shape } from '../shapes/registry.ts'
import type { Command, ShapePatch } from './command.ts'
import { tableOf } from './field-tables.ts'
import { isOrderKey, keysAt, reorderKeys } from './order.ts'
import { releaseArrows } from './release-arrows.ts'
import type { ShapeWriter } from './shape-writer.ts'
import { insidesOf, survivingParent } from './tree.ts'

type Patches = Extract<Command, { readonly name: 'update' }>['patches']
type OrderMove = Extract<Command, { readonly name: 'reorder' }>['to']

/** Adds records; those without a usable index go on top, in their order. */
export function applyCreate(writer: ShapeWriter, shapes: readonly Shape[]): void {
  const onTop = shapes.filter(({ index }) => !isOrderKey(index)).map(({ id }) => id)
  const below = writer.board.shapes
  const keys = onTop.length > 0 ? keysAt(below, below.length, onTop) : new Map()
  for (const shape of shapes) writer.create(keys.has(shape.id) ? { ...shape, index: keys.get(shape.id) } : shape)
  const created = new Set<string>(onTop)
  for (const [id, index] of keys) if (!created.has(id)) writer.patch(id, { index })
}

/** Later patches of a shape win over earlier ones. */
export function applyUpdate(writer: ShapeWriter, patches: Patches): void {
  const merged = new Map<ShapeId, ShapePatch>()
  for (const { id, patch } of patches) {
    const earlier = merged.get(id)
    merged.set(id, earlier ? joined(earlier, patch, tableOf(writer.board.get(id)?.type ?? '')?.fields ?? {}) : patch)
  }
  for (const [id, patch] of merged) writer.patch(id, patch)
}

function joined(earlier: ShapePatch, later: ShapePatch, fields: FieldTable): ShapePatch {
  const both: Record<string, unknown> = { ...earlier, ...later }
  for (const name of Object.keys(later)) {
    if (!Object.hasOwn(earlier, name) || !Object.hasOwn(fields, name) || fields[name]?.storage !== 'map') continue
    both[name] = { ...(earlier[name] as object), ...(later[name] as object) }
  }
  return both
}

/** Groups take their members along, frames set their children free, arrows keep the ends that they had. */
export function applyDelete(writer: ShapeWriter, ids: readonly ShapeId[]): void {
  const { board } = writer
  const doomed = insidesOf(board, ids, 'group')
  const above = new Set<ShapeId>()
  for (const id of doomed) {
    const parent = board.get(id)?.parent
    if (parent) above.add(parent as ShapeId)
  }
  for (const group of above) dropIfEmpty(writer, group, doomed)
  releaseArrows(writer, doomed)
  for (const id of doomed) {
    if (board.get(id)?.type !== 'frame') continue
    for (const child of board.childrenOf(id)) {
      if (!doomed.has(child.id)) writer.patch(child.id, { parent: survivingParent(board, child, doomed) })
    }
  }
  for (const id of doomed) writer.remove(id)
}

/** A group without members is nothing that anyone could select: it goes too, and so may the group around it. */
function dropIfEmpty({ board }: ShapeWriter, group: ShapeId, doomed: Set<ShapeId>): void {
  let at: Shape | undefined = board.get(group)
  while (at?.type === 'group' && !doomed.has(at.id)) {
    const isEmpty = board.childrenOf(at.id).every(({ id }) => doomed.has(id))
    if (!isEmpty) return
    doomed.add(at.id)
    at = board.parentOf(at)
  }
}

/** Groups and frames move with everything inside them. */
export function applyReorder(writer: ShapeWriter, ids: readonly ShapeId[], to: OrderMove): void {
  const moved = insidesOf(writer.board, ids, 'all')
  for (const [id, index] of reorderKeys(writer.board.shapes, moved, to)) writer.patch(id, { index })
}
