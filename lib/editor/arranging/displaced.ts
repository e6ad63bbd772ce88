/**
 * Shapes that are shown elsewhere than stored: my own gesture, others' gestures, and the arrows that follow them.
 * They are kept beside the spatial index, so that a drag of many shapes never rebuilds the tree.
 */
import type { ShapeId } from '../../base/ids.ts'
import type { ReadonlySignal } from '../../base/signal.ts'
import type { Board } from '../../document/board.ts'
import type { PeerPresence } from '../../document/presence.ts'
import type { Placement } from '../../geometry/box.ts'
import { kindOf, type Shape } from '../../shapes/registry.ts'
import type { Entry } from '../board/spatial-index.ts'
import type { Preview } from '../tools/tool.ts'

export interface Displaced {
  /** The record shown instead of the stored one, or a shape that is still being created. */
  record(id: ShapeId): Shape | undefined
  entry(id: ShapeId): Entry | undefined
  entries(): Iterable<Entry>
  /** Everything is shown as it is stored. */
  readonly isEmpty: boolean
  /** Displaced arrows that depend on one of `ids`, also by a binding that is only previewed. */
  followersOf(ids: ReadonlySet<ShapeId>): readonly ShapeId[]
  /** Reads the previews anew; returns the ids whose shown record or fading changed. */
  collect(): ReadonlySet<ShapeId>
  /** Measures the displaced shapes among `touched` anew; forgets those that are back in place. */
  update(touched: ReadonlySet<ShapeId>, measure: (shape: Shape) => Entry): void
  clear(): void
}

const samePlacement = (a: Placement, b: Placement) =>
  a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h && a.rotation === b.rotation

export function createDisplaced(sources: {
  readonly board: Board
  readonly preview: ReadonlySignal<Preview>
  readonly peers: ReadonlySignal<readonly PeerPresence[]>
}): Displaced {
  const { board, preview, peers } = sources
  let records = new Map<ShapeId, Shape>()
  let created = new Map<ShapeId, Shape>()
  let fading: ReadonlySet<ShapeId> = new Set()
  const entries = new Map<ShapeId, Entry>()

  /** A remote placement over the stored record; the same object again while neither changes. */
  const remote = new WeakMap<Shape, Shape>()
  function remoteRecord(stored: Shape, placement: Placement): Shape {
    const last = remote.get(stored)
    if (last && samePlacement(last.placement, placement)) return last
    const shown = { ...stored, placement }
    remote.set(stored, shown)
    return shown
  }

  function read(): Map<ShapeId, Shape> {
    const next = new Map<ShapeId, Shape>()
    for (const peer of peers.value)
      for (const { id, placement } of peer.moving) {
        const stored = board.get(id)
        if (stored && !samePlacement(stored.placement, placement)) next.set(id, remoteRecord(stored, placement))
      }
    for (const [id, shape] of preview.value.replaced) if (board.get(id)) next.set(id, shape)
    return next
  }

  const displaced: Displaced = {
    record(id) {
      const shown = records.get(id)
      // A shape that somebody deleted meanwhile stays deleted, whatever a preview says.
      if (shown) return board.get(id) ? shown : undefined
      return created.size > 0 ? created.get(id) : undefined
    },
    entry: (id) => entries.get(id),
    entries: () => entries.values(),
    get isEmpty() {
      return entries.size === 0
    },
    followersOf(ids) {
      const found: ShapeId[] = []
      for (const [id, { shape }] of entries)
        if (
          kindOf(shape)
            .dependsOn(shape)
            .some((on) => ids.has(on))
        )
          found.push(id)
      return found
    },
    collect() {
      const next = read()
      const changed = new Set<ShapeId>()
      for (const [id, shape] of next) if (records.get(id) !== shape) changed.add(id)
      for (const id of records.keys()) if (!next.has(id)) changed.add(id)
      const nextFading = preview.value.fading
      if (nextFading !== fading) {
        for (const id of nextFading) if (!fading.has(id)) changed.add(id)
        for (const id of fading) if (!nextFading.has(id)) changed.add(id)
        fading = nextFading
      }
      records = next
      created = new Map(preview.value.created.map((shape) => [shape.id, shape]))
      for (const peer of peers.value) for (const shape of peer.drawing) created.set(shape.id, shape)
      return changed
    },
    update(touched, measure) {
      for (const id of touched) {
        const stored = board.get(id)
        if (!stored) {
          entries.delete(id)
          continue
        }
        const shown = records.get(id) ?? stored
        const follows =
          shown !== stored ||
          kindOf(shown)
            .dependsOn(shown)
            .some((on) => records.has(on))
        if (follows) entries.set(id, measure(shown))
        else entries.delete(id)
      }
    },
    clear() {
      records = new Map()
      created = new Map()
      entries.clear()
    },
  }
  return displaced
}
