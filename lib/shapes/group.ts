/** A group has no look of its own: its members name it as parent, its box is theirs. */
import { boxKind } from './box-kind.ts'
import type { ShapeOf } from './kind.ts'

export const groupFields = {}
export type GroupShape = ShapeOf<'group', typeof groupFields>

export const groupKind = boxKind<GroupShape>({
  type: 'group',
  fields: groupFields,
  capabilities: ['resize', 'rotate'],
  overflow: () => 0,
  paint: () => [],
  // A press always means a member, which then selects the group.
  hit: () => false,
})
