/** A group has no look of its own: its members name it as parent, its box is theirs. */
import type { ShapeOf } from './kind.ts'

export const groupFields = {}
export type GroupShape = ShapeOf<'group', typeof groupFields>
