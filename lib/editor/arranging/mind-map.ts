/**
 * Mind maps: nodes that curved arrows without heads join, each with one above it. Tab adds a child, Enter a sibling; the map is
 * laid out anew, as one undo step, and a node that is moved takes its branch along.
 */
import type { ShapeId } from '../../base/ids.ts'
import { type Box, centreOf, type Placement } from '../../geometry/box.ts'
import type { ArrowShape, Binding } from '../../shapes/arrow.ts'
import { fromBoardPoints } from '../../shapes/points.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { BoardView } from '../board/board-view.ts'
import { inOneStep, type Records, updateCommand } from '../board/records.ts'
import { revealBox } from '../camera/camera-moves.ts'
import type { Editor } from '../editor.ts'
import { newShape } from '../making/new-shape.ts'
import { isLockedIn, selectedRoots } from '../selection/selection.ts'
import { nextStep } from './flow-chart.ts'
import { moveRecord } from './moving.ts'

/** Board pixels between a node and its children, and between those. */
const LEVEL_GAP = 80
const SIBLING_GAP = 24
/** A larger map stays as it is; new nodes still find their place in it. */
const MAX_NODES = 2_000

type Side = 1 | -1

const isBranch = (shape: Shape | undefined): shape is ArrowShape =>
  shape?.type === 'arrow' && shape.route === 'curved' && shape.startHead === 'none' && shape.endHead === 'none'

const isNode = (view: BoardView, shape: Shape | undefined): shape is Shape => {
  if (!shape) return false
  const { capabilities } = view.kind(shape)
  return capabilities.has('bind-target') && !capabilities.has('container')
}

/** The branches at a node, from it or to it. */
function branchesAt(view: BoardView, id: ShapeId, end: 'start' | 'end'): readonly ArrowShape[] {
  const other = end === 'start' ? 'end' : 'start'
  return view.board.arrowsTo(id).flatMap((arrow) => {
    const shape = view.board.get(arrow)
    if (!isBranch(shape) || shape[end]?.target !== id) return []
    const far = shape[other]?.target
    return far && far !== id && isNode(view, view.board.get(far)) ? [shape] : []
  })
}

const parentOf = (view: BoardView, id: ShapeId): ShapeId | undefined => branchesAt(view, id, 'end')[0]?.start?.target

/** The node's children and the branches that lead to them. Of several ways to a node the first one counts. */
const childrenOf = (view: BoardView, id: ShapeId): readonly (readonly [ShapeId, ArrowShape])[] =>
  branchesAt(view, id, 'start').flatMap((branch) => {
    const child = branch.end?.target
    return child && branchesAt(view, child, 'end')[0]?.id === branch.id ? [[child, branch] as const] : []
  })

/** Whether the node is in a tree; a shape that nothing is joined to is none. */
export const isInMap = (view: BoardView, id: ShapeId): boolean =>
  branchesAt(view, id, 'start').length > 0 || branchesAt(view, id, 'end').length > 0

/** The top of the tree; a circle ends where it began. */
function rootOf(view: BoardView, id: ShapeId): ShapeId {
  const seen = new Set<ShapeId>([id])
  let at = id
  for (let above = parentOf(view, at); above && !seen.has(above); above = parentOf(view, at)) {
    seen.add(above)
    at = above
  }
  return at
}

/** `ids` and all that hangs on them: nodes and the branches to them. */
export function withBranches(view: BoardView, ids: readonly ShapeId[]): readonly ShapeId[] {
  const all = new Set(ids)
  // A set is walked on while it grows.
  for (const id of all) {
    if (view.board.arrowsTo(id).length === 0) continue
    for (const [child, branch] of childrenOf(view, id)) all.add(child).add(branch.id)
  }
  return all.size === ids.length ? ids : [...all]
}

interface Node {
  readonly id: ShapeId
  readonly box: Box
  readonly children: Node[]
}

/** The tree below `id`, children from top to bottom; null when it is too large to be laid out. */
function treeOf(view: BoardView, id: ShapeId, added: ReadonlyMap<ShapeId, readonly Node[]>): Node | null {
  const seen = new Set<ShapeId>([id])
  const build = (at: ShapeId): Node | null => {
    const shape = view.get(at)
    return shape ? { id: at, box: view.placement(shape), children: [...(added.get(at) ?? [])] } : null
  }
  const root = build(id)
  const open = root ? [root] : []
  for (const node of open) {
    for (const [child] of childrenOf(view, node.id)) {
      const made = seen.has(child) ? null : build(child)
      if (!made) continue
      if (seen.add(child).size > MAX_NODES) return null
      node.children.push(made)
      open.push(made)
    }
    node.children.sort((a, b) => centreOf(a.box).y - centreOf(b.box).y)
  }
  return root
}

/** How high a branch is, itself or all of its children. Deepest first, so that no stack is needed. */
function heights(root: Node): ReadonlyMap<Node, number> {
  const order = [root]
  for (const node of order) order.push(...node.children)
  const high = new Map<Node, number>()
  for (const node of order.reverse()) high.set(node, Math.max(node.box.h, stackHeight(node.children, high)))
  return high
}

const stackHeight = (nodes: readonly Node[], high: ReadonlyMap<Node, number>): number =>
  nodes.reduce((sum, node) => sum + (high.get(node) ?? 0), 0) + SIBLING_GAP * Math.max(0, nodes.length - 1)

const sideOf = (node: Box, root: Box): Side => (centreOf(node).x < centreOf(root).x ? -1 : 1)

/** Where each node belongs; the root stays, its children stay on their side of it. */
function placed(root: Node): ReadonlyMap<ShapeId, { readonly x: number; readonly y: number }> {
  const places = new Map<ShapeId, { readonly x: number; readonly y: number }>()
  const high = heights(root)
  const open: (readonly [Node, Box, readonly Node[], Side])[] = ([1, -1] as const).map((side) => {
    return [root, root.box, root.children.filter(({ box }) => sideOf(box, root.box) === side), side] as const
  })
  for (const [, box, children, side] of open) {
    let top = centreOf(box).y - stackHeight(children, high) / 2
    for (const child of children) {
      const room = high.get(child) ?? child.box.h
      const x = side === 1 ? box.x + box.w + LEVEL_GAP : box.x - LEVEL_GAP - child.box.w
      const place = { x, y: top + (room - child.box.h) / 2 }
      places.set(child.id, place)
      open.push([child, { ...child.box, ...place }, child.children, side])
      top += room + SIBLING_GAP
    }
  }
  return places
}

/** The node that Tab and Enter speak of: the one selected, or the one whose words are written. */
export function mindOrigin(editor: Editor): Shape | undefined {
  const { view } = editor
  const edited = editor.editing.value
  const roots = edited === null ? selectedRoots(view, editor.selection.value) : []
  const only = edited === null ? (roots.length === 1 ? roots[0] : undefined) : view.get(edited)
  return isNode(view, only) && !isLockedIn(view, only) ? only : undefined
}

export const mapOrigin = (editor: Editor): Shape | undefined => {
  const origin = mindOrigin(editor)
  return origin && isInMap(editor.view, origin.id) ? origin : undefined
}

/** The selected node and the one above it; the root of a map has none. */
function siblingsOf(editor: Editor): { readonly origin: Shape; readonly parent: Shape } | null {
  const origin = mindOrigin(editor)
  const above = origin && parentOf(editor.view, origin.id)
  const parent = above && editor.view.get(above)
  return origin && parent && !isLockedIn(editor.view, parent) ? { origin, parent } : null
}
export const canHaveSibling = (editor: Editor): boolean => siblingsOf(editor) !== null

function branchBetween(editor: Editor, from: Shape, to: Shape, side: Side): Shape | null {
  const line = fromBoardPoints([centreOf(from.placement), centreOf(to.placement)])
  const heads = { route: 'curved', startHead: 'none', endHead: 'none' } as const
  const arrow = newShape('arrow', editor.newId(), { ...editor.styles.value, ...heads }, line.placement)
  if (arrow.type !== 'arrow') return null
  const at = (target: ShapeId, x: number): Binding => ({ target, anchor: { x, y: 0.5 }, mode: 'inside' })
  const near = side === 1 ? 1 : 0
  const ends = { start: at(from.id, near), end: at(to.id, 1 - near) }
  const like = childrenOf(editor.view, from.id)[0]?.[1] ?? branchesAt(editor.view, from.id, 'end')[0]
  const { stroke, strokeWidth, dash, look } = like ?? arrow
  return { ...arrow, ...heads, points: line.points, parent: from.parent, ...ends, stroke, strokeWidth, dash, look }
}

/** Right of the root unless more of its children are there already; further out on the side of the branch. */
function sideFor(view: BoardView, parent: Shape): Side {
  const root = view.get(rootOf(view, parent.id)) ?? parent
  if (root.id !== parent.id) return sideOf(view.placement(parent), view.placement(root))
  const sides = childrenOf(view, root.id)
    .flatMap(([id]) => view.get(id) ?? [])
    .map((child) => sideOf(view.placement(child), view.placement(root)))
  return sides.filter((side) => side === 1).length <= sides.filter((side) => side === -1).length ? 1 : -1
}

/** A node below `parent`, under `after` or under all others, with the whole map laid out; then its words are typed. */
function addNode(editor: Editor, parent: Shape, after: Shape | null, look: Shape): void {
  const { view } = editor
  const from: Placement = view.placement(parent)
  const side = after
    ? sideOf(view.placement(after), view.placement(view.get(rootOf(view, parent.id)) ?? parent))
    : sideFor(view, parent)
  const lowest = childrenOf(view, parent.id).reduce((y, [id]) => {
    const child = view.get(id)
    return child ? Math.max(y, view.placement(child).y + 1) : y
  }, from.y)
  const { w, h } = look.placement
  const x = side === 1 ? from.x + from.w + LEVEL_GAP : from.x - LEVEL_GAP - w
  // Between its neighbours' middles, which decide the order.
  const y = after ? centreOf(view.placement(after)).y + 0.5 - h / 2 : lowest
  const first = nextStep(editor, look, { x, y, w, h, rotation: 0 })
  const added: Node = { id: first.id, box: first.placement, children: [] }
  const tree = treeOf(view, rootOf(view, parent.id), new Map([[parent.id, [added]]]))
  const places = tree ? placed(tree) : new Map<ShapeId, { readonly x: number; readonly y: number }>()
  const node: Shape = { ...first, placement: { ...first.placement, ...places.get(first.id) } }
  const branch = branchBetween(editor, parent, node, side)
  if (!branch) return
  const moved: Records = new Map(
    [...places].flatMap(([id, place]) => {
      const shape = view.board.get(id)
      if (!shape || isLockedIn(view, shape)) return []
      const now = view.placement(shape)
      return [[id, moveRecord(shape, { x: place.x - now.x, y: place.y - now.y })] as const]
    }),
  )
  const command = inOneStep([{ name: 'create', shapes: [node, branch] }, updateCommand(view.board, moved)])
  editor.editing.value = null
  if (!command || !editor.dispatch(command).ok) return
  editor.selection.value = [node.id]
  editor.editing.value = node.id
  revealBox(editor, node.placement)
}

/** Tab: a child of the selected node, as one undo step. */
export function addChild(editor: Editor): void {
  const origin = mindOrigin(editor)
  if (!origin || editor.isViewer.value) return
  const eldest = childrenOf(editor.view, origin.id)[0]?.[0]
  addNode(editor, origin, null, (eldest && editor.view.get(eldest)) || origin)
}

/** Enter: a sibling below the selected node, as one undo step. */
export function addSibling(editor: Editor): void {
  const found = siblingsOf(editor)
  if (found && !editor.isViewer.value) addNode(editor, found.parent, found.origin, found.origin)
}
