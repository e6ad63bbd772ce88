/** The board as plain records: what everyone reads. Kept beside the Y.Doc by the observer, never read from it in a frame. */
import type { ShapeId } from '../base/ids.ts'
import type { Shape } from '../shapes/registry.ts'

export interface Board {
  readonly title: string
  /** Colour of the paper as `#rrggbb`, as seen in the light theme; empty: plain. */
  readonly background: string
  get(id: ShapeId): Shape | undefined
  readonly size: number
  /** All shapes, back to front (by index, then id). The array is replaced, never mutated, when anything changes. */
  readonly shapes: readonly Shape[]
  /** Direct members of a group or frame, back to front. */
  childrenOf(parent: ShapeId): readonly Shape[]
  /** Arrows with an end bound to `target`. */
  arrowsTo(target: ShapeId): readonly ShapeId[]
  /** The parent record when it exists and is not circular. */
  parentOf(shape: Shape): Shape | undefined
  comments(): readonly CommentThread[]
}

/** What changed in one Y transaction; ids only, read the new records from the board. */
export interface BoardChange {
  readonly added: ReadonlySet<ShapeId>
  readonly updated: ReadonlySet<ShapeId>
  readonly removed: ReadonlySet<ShapeId>
  /** Records as they were before, for `updated` and `removed`. */
  readonly before: ReadonlyMap<ShapeId, Shape>
  /** True when the z-order of surviving shapes changed. */
  readonly reordered: boolean
  readonly titleChanged: boolean
  readonly backgroundChanged: boolean
  readonly commentsChanged: boolean
  readonly origin: 'local' | 'undo' | 'remote'
}

export interface CommentMessage {
  readonly id: string
  readonly author: string
  readonly color: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly text: string
}
export interface CommentThread {
  readonly id: string
  /** Pinned to a board point, or to a shape at an offset from its top-left corner. */
  readonly shape: ShapeId | null
  readonly x: number
  readonly y: number
  readonly resolved: boolean
  readonly messages: readonly CommentMessage[]
}
