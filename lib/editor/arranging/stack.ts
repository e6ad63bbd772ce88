/** Rows, columns and equal sizes: the selection put side by side, or made as wide or high as its largest. */
import type { ShapeId } from '../../base/ids.ts'
import type { Point } from '../../geometry/point.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { Editor } from '../editor.ts'
import { withDescendants } from '../selection/selection.ts'
import { moveEach, rootsOf, write } from './arrange.ts'
import { mappedRecords, settled } from './resize.ts'

/** Between neighbours that overlap or touch now. */
const GAP = 20

/** Each behind the one before, as they lie now, with the gap that is the middle one of their gaps. */
export function stackSelection(editor: Editor, axis: 'x' | 'y'): void {
  const size = axis === 'x' ? 'w' : 'h'
  const boxes = rootsOf(editor).map((root) => ({ root, box: editor.view.bounds(root) }))
  if (boxes.length < 2) return
  boxes.sort((a, b) => a.box[axis] + a.box[size] / 2 - b.box[axis] - b.box[size] / 2)
  const gaps = boxes
    .slice(1)
    .map(({ box }, i) => box[axis] - boxes[i].box[axis] - boxes[i].box[size])
    .filter((gap) => gap > 0)
    .sort((a, b) => a - b)
  const gap = gaps[Math.floor(gaps.length / 2)] ?? GAP
  const offsets = new Map<ShapeId, Point>()
  let at = boxes[0].box[axis]
  for (const { root, box } of boxes) {
    offsets.set(root.id, axis === 'x' ? { x: at - box.x, y: 0 } : { x: 0, y: at - box.y })
    at += box[size] + gap
  }
  moveEach(
    editor,
    boxes.map(({ root }) => root),
    (root) => offsets.get(root.id) ?? { x: 0, y: 0 },
  )
}

/** As wide or as high as the largest of them; each keeps its upper left corner, and a group scales what is in it. */
export function equalSelection(editor: Editor, side: 'w' | 'h'): void {
  const { view } = editor
  const roots = rootsOf(editor)
  const most = Math.max(...roots.map((root) => view.bounds(root)[side]))
  const records = new Map<ShapeId, Shape>()
  for (const root of roots) {
    const from = { ...view.bounds(root), rotation: 0 }
    if (from[side] === 0 || from[side] === most) continue
    const to = { ...from, [side]: most }
    const shapes = withDescendants(view, [root.id], 'all').filter(({ type }) => type !== 'group')
    const resized = mappedRecords(settled(view, shapes), { from, to, flipX: false, flipY: false })
    for (const [id, shape] of resized) records.set(id, shape)
  }
  write(editor, records)
}
