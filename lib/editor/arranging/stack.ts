/** Rows, columns and equal sizes: the selection put side by side, or made as wide or high as its largest. */
import type { ShapeId } from '../../base/ids.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { Editor } from '../editor.ts'
import { withDescendants } from '../selection/selection.ts'
import { layOutInRow, rootsOf, write } from './arrange.ts'
import { mappedRecords, settled } from './resize.ts'

/** Between neighbours that overlap or touch now. */
const GAP = 20

/** Each behind the one before, as they lie now, with the gap that is the middle one of their gaps. */
export function stackSelection(editor: Editor, axis: 'x' | 'y'): void {
  layOutInRow(editor, axis, {
    least: 2,
    gapOf(row) {
      const gaps = row
        .slice(1)
        .map(({ from }, i) => from - row[i].from - row[i].length)
        .filter((gap) => gap > 0)
        .sort((a, b) => a - b)
      return gaps[Math.floor(gaps.length / 2)] ?? GAP
    },
  })
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
