/** Where every stored shape paints, searchable by box; and the entry of measured facts kept per shape. */
import RBush from 'rbush'
import type { ShapeId } from '../../base/ids.ts'
import { type Box, boxAround, cornersOf, type Placement } from '../../geometry/box.ts'
import type { Shape } from '../../shapes/registry.ts'

/** What the view knows about one shape as drawn; also the item of the tree. */
export interface Entry {
  readonly shape: Shape
  readonly placement: Placement
  readonly bounds: Box
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
}

const boundsOf = (placement: Placement): Box =>
  placement.rotation === 0
    ? { x: placement.x, y: placement.y, w: placement.w, h: placement.h }
    : (boxAround(cornersOf(placement)) as Box)

export function makeEntry(shape: Shape, placement: Placement, overflow: number): Entry {
  const bounds = boundsOf(placement)
  return {
    shape,
    placement,
    bounds,
    minX: bounds.x - overflow,
    minY: bounds.y - overflow,
    maxX: bounds.x + bounds.w + overflow,
    maxY: bounds.y + bounds.h + overflow,
  }
}
export const paintBoxOf = (entry: Entry): Box => ({
  x: entry.minX,
  y: entry.minY,
  w: entry.maxX - entry.minX,
  h: entry.maxY - entry.minY,
})
export const touchesEntry = (entry: Entry, box: Box): boolean =>
  entry.minX <= box.x + box.w && box.x <= entry.maxX && entry.minY <= box.y + box.h && box.y <= entry.maxY

export interface SpatialIndex {
  get(id: ShapeId): Entry | undefined
  set(entry: Entry): void
  remove(id: ShapeId): void
  search(box: Box): readonly Entry[]
  /** Throws everything away and loads `entries` in one pass. */
  load(entries: readonly Entry[]): void
  /** Bounds of everything, paint overflow included. */
  extent(): Box | null
}

/** Above this share of changed shapes one bulk load is cheaper than single insertions. */
const RELOAD_SHARE = 0.25
const RELOAD_MIN = 1000

export function createSpatialIndex(): SpatialIndex & { setAll(entries: readonly Entry[]): void } {
  const tree = new RBush<Entry>(16)
  const entries = new Map<ShapeId, Entry>()
  // Groups paint nothing, so they are not searchable.
  const isSearchable = (entry: Entry) => entry.shape.type !== 'group'
  const index = {
    get: (id: ShapeId) => entries.get(id),
    set(entry: Entry) {
      const old = entries.get(entry.shape.id)
      if (old) tree.remove(old)
      entries.set(entry.shape.id, entry)
      if (isSearchable(entry)) tree.insert(entry)
    },
    setAll(changed: readonly Entry[]) {
      if (changed.length < RELOAD_MIN || changed.length < entries.size * RELOAD_SHARE) {
        for (const entry of changed) index.set(entry)
        return
      }
      for (const entry of changed) entries.set(entry.shape.id, entry)
      index.load([...entries.values()])
    },
    remove(id: ShapeId) {
      const old = entries.get(id)
      if (!old) return
      tree.remove(old)
      entries.delete(id)
    },
    search: (box: Box) => tree.search({ minX: box.x, minY: box.y, maxX: box.x + box.w, maxY: box.y + box.h }),
    load(all: readonly Entry[]) {
      entries.clear()
      for (const entry of all) entries.set(entry.shape.id, entry)
      tree.clear()
      tree.load(all.filter(isSearchable))
    },
    extent(): Box | null {
      // The root's own box; infinite while the tree is empty.
      const { minX, minY, maxX, maxY } = tree.toJSON() as { minX: number; minY: number; maxX: number; maxY: number }
      if (!Number.isFinite(minX)) return null
      return { x: minX, y: minY, w: maxX - minX, h: maxY - minY }
    },
  }
  return index
}
