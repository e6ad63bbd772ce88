/** The records of a board with what is derived from them: z-order, members, bound arrows. All kept incrementally. */
import { at } from '../base/at.ts'
import type { ShapeId } from '../base/ids.ts'
import type { Shape } from '../shapes/registry.ts'
import { compareOrder } from './order.ts'

export interface ShapeIndex {
  get(id: ShapeId): Shape | undefined
  readonly size: number
  /** Back to front; the same array until something changes. */
  sorted(): readonly Shape[]
  childrenOf(parent: ShapeId): readonly Shape[]
  parentOf(shape: Shape): Shape | undefined
  arrowsTo(target: ShapeId): readonly ShapeId[]
  set(shape: Shape): void
  remove(id: ShapeId): void
}

export function createShapeIndex(): ShapeIndex {
  const records = new Map<ShapeId, Shape>()
  const members = createMultimap()
  const arrows = createMultimap()
  const children = new Map<ShapeId, readonly Shape[]>()
  let order: readonly Shape[] = []
  /** Records as they are in `order`, by id, of those that changed since; undefined for new ones. */
  const stale = new Map<ShapeId, Shape | undefined>()

  const isContainer = (shape: Shape): boolean => shape.type === 'group' || shape.type === 'frame'

  function parentOf(shape: Shape): Shape | undefined {
    if (shape.parent === '') return undefined
    const parent = records.get(shape.parent as ShapeId)
    if (!parent || !isContainer(parent)) return undefined
    const seen = new Set<ShapeId>()
    let above: Shape | undefined = parent
    while (above && isContainer(above) && !seen.has(above.id)) {
      if (above.id === shape.id) return undefined
      seen.add(above.id)
      above = above.parent === '' ? undefined : records.get(above.parent as ShapeId)
    }
    return parent
  }

  /** What a new record changes in the lists of members: all of them when the tree itself may have changed. */
  function dropLists(before: Shape | undefined, after: Shape | undefined): void {
    const shape = (after ?? before) as Shape
    const isTree =
      before === undefined ||
      after === undefined ||
      before.parent !== after.parent ||
      before.index !== after.index ||
      before.type !== after.type
    const isLeaf = !(before && isContainer(before)) && !(after && isContainer(after))
    if (isTree && !isLeaf) children.clear()
    if (before) children.delete(before.parent as ShapeId)
    children.delete(shape.parent as ShapeId)
  }

  function put(id: ShapeId, after: Shape | undefined): void {
    const before = records.get(id)
    if (!before && !after) return
    if (!stale.has(id)) stale.set(id, before)
    if (before?.parent !== after?.parent) {
      members.remove(before?.parent, id)
      members.add(after?.parent, id)
    }
    relink(arrows, id, before, after)
    dropLists(before, after)
    if (after) records.set(id, after)
    else records.delete(id)
  }

  return {
    get: (id) => records.get(id),
    get size() {
      return records.size
    },
    sorted() {
      if (stale.size > 0) order = reorder(order, stale, records)
      stale.clear()
      return order
    },
    childrenOf(parent) {
      const kept = children.get(parent)
      if (kept) return kept
      const found: Shape[] = []
      for (const id of members.get(parent)) {
        const shape = records.get(id)
        if (shape && parentOf(shape)) found.push(shape)
      }
      found.sort(compareOrder)
      children.set(parent, found)
      return found
    },
    parentOf,
    arrowsTo(target) {
      const found = arrows.get(target)
      return found.size === 0 ? NO_IDS : [...found]
    },
    set: (shape) => put(shape.id, shape),
    remove: (id) => put(id, undefined),
  }
}

/** Up to this many shapes that come, go or lie elsewhere are spliced in one by one; more are merged in one pass. */
const MAX_SPLICES = 64

/** The new z-order: only what changed is searched for or sorted. */
function reorder(
  order: readonly Shape[],
  stale: ReadonlyMap<ShapeId, Shape | undefined>,
  records: ReadonlyMap<ShapeId, Shape>,
): readonly Shape[] {
  let moved = 0
  for (const [id, before] of stale) if (before === undefined || records.get(id)?.index !== before.index) moved++
  // What only looks different lies where it lay.
  if (moved <= MAX_SPLICES) return spliced(order, stale, records)
  const arrived: Shape[] = []
  let isNew = true
  for (const [id, before] of stale) {
    const after = records.get(id)
    if (after) arrived.push(after)
    isNew = isNew && before === undefined
  }
  arrived.sort(compareOrder)
  // What is created lies on top, many times in a row when it is much.
  const [top, lowest] = [order.at(-1), arrived[0]]
  if (isNew && lowest && (!top || compareOrder(top, lowest) < 0)) return order.concat(arrived)
  return merge(
    order.filter((shape) => !stale.has(shape.id)),
    arrived,
  )
}

function spliced(
  order: readonly Shape[],
  stale: ReadonlyMap<ShapeId, Shape | undefined>,
  records: ReadonlyMap<ShapeId, Shape>,
): readonly Shape[] {
  const next = order.slice()
  const arrived: Shape[] = []
  for (const [id, before] of stale) {
    const after = records.get(id)
    if (before && after && before.index === after.index) next[positionOf(next, before)] = after
    else {
      if (before) next.splice(positionOf(next, before), 1)
      if (after) arrived.push(after)
    }
  }
  for (const shape of arrived) next.splice(positionOf(next, shape), 0, shape)
  return next
}

/** Where `shape` is, or belongs: binary search by index, then id. */
function positionOf(order: readonly Shape[], shape: Shape): number {
  let low = 0
  let high = order.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareOrder(at(order, middle), shape) < 0) low = middle + 1
    else high = middle
  }
  return low
}

function merge(a: readonly Shape[], b: readonly Shape[]): readonly Shape[] {
  if (a.length === 0) return b
  const merged: Shape[] = []
  let next = 0
  for (const shape of a) {
    while (next < b.length && compareOrder(at(b, next), shape) < 0) merged.push(at(b, next++))
    merged.push(shape)
  }
  while (next < b.length) merged.push(at(b, next++))
  return merged
}

interface Multimap {
  get(key: string): ReadonlySet<ShapeId>
  add(key: string | undefined, id: ShapeId): void
  remove(key: string | undefined, id: ShapeId): void
}
const NONE: ReadonlySet<ShapeId> = new Set()
const NO_IDS: readonly ShapeId[] = []

/** Ids by key; the empty key holds nothing. */
function createMultimap(): Multimap {
  const sets = new Map<string, Set<ShapeId>>()
  return {
    get: (key) => sets.get(key) ?? NONE,
    add(key, id) {
      if (!key) return
      const set = sets.get(key)
      if (set) set.add(id)
      else sets.set(key, new Set([id]))
    },
    remove(key, id) {
      const set = key ? sets.get(key) : undefined
      set?.delete(id)
      if (key && set?.size === 0) sets.delete(key)
    },
  }
}

const targetsOf = (shape: Shape | undefined): readonly string[] =>
  shape?.type === 'arrow' ? [shape.start?.target ?? '', shape.end?.target ?? ''] : []

function relink(arrows: Multimap, id: ShapeId, before: Shape | undefined, after: Shape | undefined): void {
  const from = targetsOf(before)
  const to = targetsOf(after)
  for (const target of from) if (!to.includes(target)) arrows.remove(target, id)
  for (const target of to) if (!from.includes(target)) arrows.add(target, id)
}
