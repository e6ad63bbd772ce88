/** The groups of an SVG as groups of ours: only those that hold more than one thing, and not the one that holds all. */
import type { ShapeId } from '../../base/ids.ts'
import { boxAround, cornersOf } from '../../geometry/box.ts'
import { makeShape, type Shape } from '../../shapes/registry.ts'
import type { ImportSession } from '../import-session.ts'
import type { DrawnGroup } from './svg-tree.ts'

export interface Grouped {
  readonly shape: Shape
  readonly group: DrawnGroup | null
}

const MAX_GROUP_DEPTH = 20

type Node = Shape | readonly Node[]

const isLeaf = (node: Node): node is Shape => !Array.isArray(node)

/** Back to front, each group a list in its list; a list of one is what it holds. */
function treeOf(entries: readonly Grouped[]): readonly Node[] {
  const lists = new Map<DrawnGroup | null, Node[]>([[null, []]])
  const listOf = (group: DrawnGroup | null): Node[] => {
    const known = lists.get(group)
    if (known || group === null) return known ?? []
    const list: Node[] = []
    lists.set(group, list)
    listOf(group.parent).push(list)
    return list
  }
  for (const { shape, group } of entries) listOf(group).push(shape)
  const simple = (node: Node): Node => {
    if (isLeaf(node)) return node
    const inner = node.map(simple)
    return inner.length === 1 ? inner[0] : inner
  }
  const all = simple(listOf(null))
  return isLeaf(all) ? [all] : all
}

const leavesOf = (node: Node): readonly Shape[] => (isLeaf(node) ? [node] : node.flatMap(leavesOf))

/** Shapes with their parents, groups before their first member. */
export function withGroups(entries: readonly Grouped[], session: ImportSession): readonly Shape[] {
  const shapes: Shape[] = []
  const place = (node: Node, parent: ShapeId | '', depth: number): void => {
    if (isLeaf(node)) {
      shapes.push(parent === '' ? node : { ...node, parent })
      return
    }
    if (depth > MAX_GROUP_DEPTH) {
      session.skip('g', 'nesting-cut')
      for (const shape of leavesOf(node)) place(shape, parent, depth)
      return
    }
    const box = boxAround(leavesOf(node).flatMap(({ placement }) => cornersOf(placement)))
    if (!box) return
    const id = session.options.newId()
    shapes.push(makeShape('group', id, { placement: { ...box, rotation: 0 }, parent }))
    for (const inner of node) place(inner, id, depth + 1)
  }
  for (const node of treeOf(entries)) place(node, '', 1)
  return shapes
}
