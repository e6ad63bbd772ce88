/** Excalidraw names the groups on each element, innermost first; here a group is a shape that its members name. */

import type { ShapeId } from '../base/ids.ts'
import { boxAround, cornersOf } from '../geometry/box.ts'
import { makeShape, type Shape } from '../shapes/registry.ts'
import type { ImportSession } from './import-session.ts'
import { type Json, list } from './reading.ts'

const MAX_GROUP_DEPTH = 20

export interface Member {
  readonly shape: Shape
  readonly json: Json
}

interface Group {
  readonly children: Set<Group | Member>
  parent: Group | null
  /** Levels of groups inside, itself included. */
  height: number
  frame: ShapeId | ''
}

const isGroup = (entry: Group | Member): entry is Group => 'children' in entry

/**
 * Shapes with their parents, groups before their first member. A group of one (a box with its words, which is one
 * shape here) is dissolved.
 */
export function withGroups(
  members: readonly Member[],
  session: ImportSession,
  frameOf: (member: Member) => ShapeId | '',
): readonly Shape[] {
  const groups = new Map<string, Group>()
  const parentOf = new Map<Member, Group>()
  for (const member of members) {
    const keys = list(member.json.groupIds).filter((key): key is string => typeof key === 'string')
    if (keys.length > MAX_GROUP_DEPTH) {
      session.skip('group', 'nesting-cut')
      keys.length = MAX_GROUP_DEPTH
    }
    let inner: Group | Member = member
    for (const key of keys) {
      const group: Group = groups.get(key) ?? {
        children: new Set(),
        parent: null,
        height: 1,
        frame: frameOf(member),
      }
      const isNew = !groups.has(key)
      groups.set(key, group)
      if (isGroup(inner)) {
        if (inner.parent || !nest(inner, group)) break
      } else parentOf.set(inner, group)
      group.children.add(inner)
      if (!isNew) break
      inner = group
    }
  }
  for (const group of groups.values()) dissolve(group, parentOf)
  return ordered(members, session, parentOf, frameOf)
}

/** Puts `inner` into `group`, unless that closes a circle or a chain of groups becomes absurdly long. */
function nest(inner: Group, group: Group): boolean {
  let levels = inner.height
  for (let at: Group | null = group; at; at = at.parent) {
    if (at === inner || ++levels > MAX_GROUP_DEPTH) return false
  }
  inner.parent = group
  let height = inner.height
  for (let at: Group | null = group; at; at = at.parent) at.height = Math.max(at.height, ++height)
  return true
}

function dissolve(group: Group, parentOf: Map<Member, Group>): void {
  if (group.children.size !== 1) return
  const [child] = group.children
  const { parent } = group
  group.children.clear()
  group.parent = null
  if (isGroup(child)) child.parent = parent
  else if (parent) parentOf.set(child, parent)
  else parentOf.delete(child)
  if (!parent) return
  parent.children.delete(group)
  parent.children.add(child)
  dissolve(parent, parentOf)
}

function ordered(
  members: readonly Member[],
  session: ImportSession,
  parentOf: ReadonlyMap<Member, Group>,
  frameOf: (member: Member) => ShapeId | '',
): readonly Shape[] {
  const placed = new Set<Group>()
  const shapes: Shape[] = []
  const ids = new Map<Group, ShapeId>()
  const idOf = (group: Group): ShapeId => {
    const id = ids.get(group) ?? session.options.newId()
    ids.set(group, id)
    return id
  }
  const place = (group: Group): void => {
    if (placed.has(group)) return
    placed.add(group)
    if (group.parent) place(group.parent)
    const box = boxAround(leavesOf(group).flatMap(({ placement }) => cornersOf(placement)))
    if (!box) return
    const parent = group.parent ? idOf(group.parent) : group.frame
    shapes.push(makeShape('group', idOf(group), { placement: { ...box, rotation: 0 }, parent }))
  }
  for (const member of members) {
    const group = parentOf.get(member)
    if (group) place(group)
    const parent = group ? idOf(group) : frameOf(member)
    // Most have none: a copy of each would cost a large board a second.
    shapes.push(member.shape.parent === parent ? member.shape : { ...member.shape, parent })
  }
  return shapes
}

const leavesOf = (group: Group): readonly Shape[] =>
  [...group.children].flatMap((child) => (isGroup(child) ? leavesOf(child) : [child.shape]))
