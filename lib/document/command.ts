/** Every change that a user can make, as data: logged, replayed, permission-checked, fuzzed. */
import type { ShapeId } from '../base/ids.ts'
import type { Shape } from '../shapes/registry.ts'
import type { RichText } from '../shapes/rich-text.ts'
import type { CommentMessage } from './board.ts'

/**
 * Some fields of a shape; fields its kind does not have are ignored. `text` replaces the whole text. Of a map only the
 * entries that are named change, and null takes one out.
 */
export type ShapePatch = Readonly<Record<string, unknown>>

export type Command =
  /** Adds records; an empty `index` means on top, in the given order. Ids that exist are refused. */
  | { readonly name: 'create'; readonly shapes: readonly Shape[] }
  | { readonly name: 'update'; readonly patches: readonly { readonly id: ShapeId; readonly patch: ShapePatch }[] }
  /** Deletes shapes; a group goes with its members, a frame's children stay, bound arrows keep their last end points. */
  | { readonly name: 'delete'; readonly ids: readonly ShapeId[] }
  | {
      readonly name: 'reorder'
      readonly ids: readonly ShapeId[]
      readonly to: 'front' | 'back' | 'forward' | 'backward'
    }
  | { readonly name: 'group'; readonly ids: readonly ShapeId[]; readonly group: ShapeId }
  | { readonly name: 'ungroup'; readonly groups: readonly ShapeId[] }
  | { readonly name: 'set-parent'; readonly ids: readonly ShapeId[]; readonly parent: ShapeId | '' }
  | { readonly name: 'set-text'; readonly id: ShapeId; readonly text: RichText }
  | { readonly name: 'set-title'; readonly title: string }
  /** `#rrggbb`, or empty for plain paper; anything else is plain paper too. */
  | { readonly name: 'set-background'; readonly background: string }
  | {
      readonly name: 'add-comment'
      readonly thread: { readonly id: string; readonly shape: ShapeId | null; readonly x: number; readonly y: number }
      readonly message: CommentMessage
    }
  | { readonly name: 'reply'; readonly thread: string; readonly message: CommentMessage }
  | { readonly name: 'resolve-comment'; readonly thread: string; readonly resolved: boolean }
  | { readonly name: 'delete-comment'; readonly thread: string }
  /** Several commands as one transaction and one undo step. */
  | { readonly name: 'batch'; readonly commands: readonly Command[] }

export type CommandError =
  | { readonly code: 'read-only'; readonly message: string }
  | { readonly code: 'duplicate-id'; readonly message: string }
  | { readonly code: 'too-large'; readonly message: string }
  | { readonly code: 'too-far'; readonly message: string }
