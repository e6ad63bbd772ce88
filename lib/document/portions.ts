/** A large command as several that leave the same board: each is a transaction that fits between two frames. */
import type { ShapeId } from '../base/ids.ts'
import { boxAround, cornersOf } from '../geometry/box.ts'
import type { Board } from './board.ts'
import type { Command } from './command.ts'
import { compareOrder, reorderKeys } from './order.ts'
import { insidesOf, isInside } from './tree.ts'

/** Shapes of one portion. */
export const PORTION = 500
/** A new shape has all of its fields, and a redo brings back every one: as long as several that only change. */
const CREATED_WEIGHT = 2.5

type Of<Name extends Command['name']> = Extract<Command, { readonly name: Name }>

function sliced<T>(items: readonly T[], size: number, command: (part: readonly T[]) => Command): readonly Command[] {
  const portions: Command[] = []
  for (let at = 0; at < items.length; at += size) portions.push(command(items.slice(at, at + size)))
  return portions
}

/** How many shapes a portion writes; for progress. */
export function weightOf(command: Command): number {
  switch (command.name) {
    case 'create':
      return command.shapes.length
    case 'update':
      return command.patches.length
    case 'delete':
    case 'set-parent':
    case 'reorder':
    case 'group':
      return command.ids.length
    case 'batch':
      return command.commands.reduce((sum, part) => sum + weightOf(part), 0)
    default:
      return 1
  }
}

/** The same board in the end, in the order given; a command that is not large stays as it is. */
export function portionsOf(board: Board, command: Command, size: number): readonly Command[] {
  switch (command.name) {
    case 'ungroup':
      return ungroupPortions(board, command, size)
    case 'group':
      return command.ids.length > size ? groupPortions(board, command, size) : [command]
    case 'reorder':
      return reorderPortions(board, command, size)
    case 'batch':
      return weightOf(command) > size ? batchPortions(command, size) : [command]
    default:
      return simplePortions(command, size)
  }
}

function simplePortions(command: Command, size: number): readonly Command[] {
  if (weightOf(command) <= size) return [command]
  switch (command.name) {
    case 'create':
      return sliced(command.shapes, Math.ceil(size / CREATED_WEIGHT), (shapes) => ({ name: 'create', shapes }))
    case 'update':
      return sliced(command.patches, size, (patches) => ({ name: 'update', patches }))
    case 'delete':
      return sliced(command.ids, size, (ids) => ({ name: 'delete', ids }))
    case 'set-parent':
      return sliced(command.ids, size, (ids) => ({ name: 'set-parent', ids, parent: command.parent }))
    default:
      return [command]
  }
}

/** Small neighbours stay together; what looks at the whole board as it is by then stays whole. */
function batchPortions({ commands }: Of<'batch'>, size: number): readonly Command[] {
  const portions: Command[] = []
  let small: Command[] = []
  let weight = 0
  const flush = () => {
    const [first, second] = small
    if (first) portions.push(second ? { name: 'batch', commands: small } : first)
    small = []
    weight = 0
  }
  const parts = commands.flatMap((each) =>
    each.name === 'batch' ? batchPortions(each, size) : simplePortions(each, size),
  )
  for (const part of parts) {
    if (weight + weightOf(part) > size) flush()
    small.push(part)
    weight += weightOf(part)
  }
  flush()
  return portions
}

/** The new keys are found once: with each portion the rest would have to be looked through again. */
function reorderPortions(board: Board, command: Of<'reorder'>, size: number): readonly Command[] {
  const moved = insidesOf(board, command.ids, 'all')
  if (moved.size <= size) return [command]
  const keys = [...reorderKeys(board.shapes, moved, command.to)]
  return sliced(keys, size, (part) => ({
    name: 'update',
    patches: part.map(([id, index]) => ({ id, patch: { index } })),
  }))
}

/** The group is made around the topmost first, so that it lies where it would; the others follow. */
function groupPortions(board: Board, command: Of<'group'>, size: number): readonly Command[] {
  const { group } = command
  const chosen = new Set(command.ids)
  const members = [...chosen].flatMap((id) => board.get(id) ?? []).filter((shape) => !isInside(board, shape, chosen))
  const parents = new Set(members.map((member) => board.parentOf(member)?.id ?? ''))
  const box = boxAround(members.flatMap(({ placement }) => cornersOf(placement)))
  if (parents.size !== 1 || !box) return [command]
  const top = members.reduce((highest, member) => (compareOrder(member, highest) > 0 ? member : highest))
  const others = members.filter((member) => member !== top).map(({ id }) => id)
  const placement = { ...box, rotation: 0 }
  return [
    { name: 'group', ids: [top.id], group },
    ...sliced(others, size, (ids) => ({ name: 'set-parent', ids, parent: group })),
    { name: 'update', patches: [{ id: group, patch: { placement } }] },
  ]
}

/** Members leave first; an empty group then goes by itself. */
function ungroupPortions(board: Board, command: Of<'ungroup'>, size: number): readonly Command[] {
  const doomed = new Set<ShapeId>(command.groups)
  const groups = [...doomed].flatMap((id) => board.get(id) ?? []).filter(({ type }) => type === 'group')
  const count = groups.reduce((sum, { id }) => sum + board.childrenOf(id).length, 0)
  if (count <= size || groups.some((group) => isInside(board, group, doomed))) return [command]
  const leaving = groups.flatMap((group) => {
    const parent = board.parentOf(group)?.id ?? ''
    const ids = board.childrenOf(group.id).map(({ id }) => id)
    return sliced(ids, size, (part) => ({ name: 'set-parent', ids: part, parent }))
  })
  return [...batchPortions({ name: 'batch', commands: leaving }, size), command]
}
