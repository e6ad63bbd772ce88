/** Group, ungroup and set-parent. */
import type { ShapeId } from '../base/ids.ts'
import { boxAround, cornersOf } from '../geometry/box.ts'
import { makeShape, type Shape } from '../shapes/registry.ts'
import { keysAt } from './order.ts'
import type { ShapeWriter } from './shape-writer.ts'
import { isInside, survivingParent } from './tree.ts'

/** The shapes of `ids` that exist and are not inside another of them. */
function rootsOf({ board }: ShapeWriter, ids: readonly ShapeId[]): readonly Shape[] {
  const chosen = new Set(ids)
  const shapes = [...chosen].map((id) => board.get(id)).filter((shape) => shape !== undefined)
  return shapes.filter((shape) => !isInside(board, shape, chosen))
}

/** Puts shapes into a new group; the group joins what they all were in. Nothing happens when none of them exists. */
export function applyGroup(writer: ShapeWriter, ids: readonly ShapeId[], group: ShapeId): void {
  const { board } = writer
  const members = rootsOf(writer, ids)
  const box = boxAround(members.flatMap(({ placement }) => cornersOf(placement)))
  if (!box) return
  const parents = new Set(members.map((member) => board.parentOf(member)?.id ?? ''))
  const parent = parents.size === 1 ? [...parents][0] : ''
  const chosen = new Set(members)
  const sorted = board.shapes
  const top = sorted.findLastIndex((shape) => chosen.has(shape)) + 1
  const keys = keysAt(sorted, top, [group])
  writer.create(makeShape('group', group, { placement: { ...box, rotation: 0 }, parent, index: keys.get(group) }))
  for (const [id, index] of keys) if (id !== group) writer.patch(id, { index })
  for (const { id } of members) writer.patch(id, { parent: group })
}

/** Dissolves groups: their members join what the group was in. */
export function applyUngroup(writer: ShapeWriter, groups: readonly ShapeId[]): void {
  const { board } = writer
  const doomed = new Set(groups.filter((id) => board.get(id)?.type === 'group'))
  for (const group of doomed) {
    for (const member of board.childrenOf(group)) {
      if (!doomed.has(member.id)) writer.patch(member.id, { parent: survivingParent(board, member, doomed) })
    }
  }
  for (const group of doomed) writer.remove(group)
}

/** Moves shapes into a group or frame, or out of all; what would put a shape inside itself is skipped. */
export function applySetParent(writer: ShapeWriter, ids: readonly ShapeId[], parent: ShapeId | ''): void {
  const { board } = writer
  const container = parent === '' ? undefined : board.get(parent)
  if (parent !== '' && container?.type !== 'group' && container?.type !== 'frame') return
  for (const id of new Set(ids)) {
    const isCircle = container && (id === parent || isInside(board, container, new Set([id])))
    if (!isCircle) writer.patch(id, { parent })
  }
}
