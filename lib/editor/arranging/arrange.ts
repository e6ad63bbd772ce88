/** Aligning, distributing, flipping and turning the selection, each as one step. */
import type { ShapeId } from '../../base/ids.ts'
import { type Box, centreOf, unionOf } from '../../geometry/box.ts'
import type { Point } from '../../geometry/point.ts'
import type { Shape } from '../../shapes/registry.ts'
import { type Records, updateCommand } from '../board/records.ts'
import type { Editor } from '../editor.ts'
import { editableRoots, framePlacement, withDescendants } from '../selection/selection.ts'
import { withWaysAround } from './going-around.ts'
import { moveCommand, movingShapes } from './moving.ts'
import { mappedRecords, rotatedRecords, settled, settledWhole } from './resize.ts'

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'

/** What is arranged: the selected things that may be moved. */
export const rootsOf = (editor: Editor) => editableRoots(editor.view, editor.selection.value)

export function write(editor: Editor, records: Records): void {
  const command = updateCommand(editor.view.board, withWaysAround(editor.view, records))
  if (command) editor.dispatch(command)
}

/** How far `box` is from being aligned within `frame`. */
export function alignOffset(frame: Box, box: Box, to: Alignment): Point {
  switch (to) {
    case 'left':
      return { x: frame.x - box.x, y: 0 }
    case 'centre':
      return { x: frame.x + frame.w / 2 - box.x - box.w / 2, y: 0 }
    case 'right':
      return { x: frame.x + frame.w - box.x - box.w, y: 0 }
    case 'top':
      return { x: 0, y: frame.y - box.y }
    case 'middle':
      return { x: 0, y: frame.y + frame.h / 2 - box.y - box.h / 2 }
    case 'bottom':
      return { x: 0, y: frame.y + frame.h - box.y - box.h }
  }
}

export function moveEach(editor: Editor, roots: readonly Shape[], offset: (root: Shape) => Point): void {
  const offsets = new Map<ShapeId, Point>()
  const moving: Shape[] = []
  for (const root of roots) {
    const by = offset(root)
    for (const shape of movingShapes(editor.view, [root.id])) {
      offsets.set(shape.id, by)
      moving.push(shape)
    }
  }
  const command = moveCommand(editor.view, moving, ({ id }) => offsets.get(id) ?? { x: 0, y: 0 })
  if (command) editor.dispatch(command)
}

export function alignSelection(editor: Editor, to: Alignment): void {
  const roots = rootsOf(editor)
  const frame = framePlacement(editor.view, roots)
  if (frame) moveEach(editor, roots, (root) => alignOffset(frame, editor.view.bounds(root), to))
}

type Axis = 'x' | 'y'
/** What is arranged along an axis: where it begins there, and how far it goes. */
interface Stretch {
  readonly root: Shape
  readonly from: number
  readonly length: number
}

/**
 * Lays the selection out along `axis` in the order in which the middles lie there: the first stays where it begins, the
 * others follow with a gap that is made of all of them. Fewer than `least` are left alone.
 */
export function layOutInRow(
  editor: Editor,
  axis: Axis,
  { least, gapOf }: { readonly least: number; gapOf(row: readonly Stretch[]): number },
): void {
  const row = rootsOf(editor)
    .map((root): Stretch => {
      const box = editor.view.bounds(root)
      return { root, from: box[axis], length: axis === 'x' ? box.w : box.h }
    })
    .sort((a, b) => a.from + a.length / 2 - b.from - b.length / 2)
  if (row.length < least) return
  const gap = gapOf(row)
  const offsets = new Map<ShapeId, number>()
  let at = row[0].from
  for (const { root, from, length } of row) {
    offsets.set(root.id, at - from)
    at += length + gap
  }
  const along = (by: number): Point => (axis === 'x' ? { x: by, y: 0 } : { x: 0, y: by })
  moveEach(
    editor,
    row.map(({ root }) => root),
    ({ id }) => along(offsets.get(id) ?? 0),
  )
}

/** Equal gaps between neighbours; the outermost two stay. */
export function distributeSelection(editor: Editor, axis: Axis): void {
  layOutInRow(editor, axis, {
    least: 3,
    gapOf(row) {
      const last = row[row.length - 1]
      const filled = row.reduce((sum, { length }) => sum + length, 0)
      return (last.from + last.length - row[0].from - filled) / (row.length - 1)
    },
  })
}

/** Mirrors the selection across the board's axis through its middle, with what lies in its frames; a turned shape turns back. */
export function flipSelection(editor: Editor, axis: Axis): void {
  const { view } = editor
  const roots = rootsOf(editor)
  const upright = unionOf(roots.map((root) => view.bounds(root)))
  if (!upright) return
  const box = { ...upright, rotation: 0 }
  const ids = roots.map(({ id }) => id)
  const shapes = withDescendants(view, ids, 'all').filter(({ type }) => type !== 'group')
  write(editor, mappedRecords(settled(view, shapes), { from: box, to: box, flipX: axis === 'x', flipY: axis === 'y' }))
}

/** Turns the selection about its middle. */
export function rotateSelection(editor: Editor, angle: number): void {
  const roots = rootsOf(editor)
  const frame = framePlacement(editor.view, roots)
  if (!frame) return
  const shapes = settledWhole(
    editor.view,
    roots.map(({ id }) => id),
  )
  write(editor, rotatedRecords(shapes, centreOf(frame), angle))
}
