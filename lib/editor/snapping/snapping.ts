/** Smart guides: a moving box sticks to edges, centres and equal gaps of what is around, within 8 screen pixels. */
import type { ShapeId } from '../../base/ids.ts'
import { type Box, centreOf } from '../../geometry/box.ts'
import type { Point } from '../../geometry/point.ts'
import type { BoardView } from '../board/board-view.ts'
import { type Camera, visibleBox } from '../camera/camera.ts'
import type { Guide } from '../tools/tool.ts'
import { gapSnaps } from './snap-gaps.ts'

export const SNAP_DISTANCE = 8
/** Beyond this many shapes around, only the nearest are looked at. */
const MAX_TARGETS = 80

export interface SnapResult {
  readonly by: Point
  readonly guides: readonly Guide[]
}
export const noSnap: SnapResult = { by: { x: 0, y: 0 }, guides: [] }

/** Boxes on screen that a gesture may snap to, nearest first; looked up once, when the gesture starts. */
export function snapTargets(
  view: BoardView,
  camera: Camera,
  viewport: { readonly w: number; readonly h: number },
  except: ReadonlySet<ShapeId>,
  near: Point,
): readonly Box[] {
  const boxes: { box: Box; far: number }[] = []
  for (const shape of view.inBox(visibleBox(camera, viewport))) {
    if (except.has(shape.id) || shape.type === 'arrow' || shape.type === 'line' || shape.type === 'draw') continue
    const box = view.bounds(shape)
    const middle = centreOf(box)
    boxes.push({ box, far: Math.abs(middle.x - near.x) + Math.abs(middle.y - near.y) })
  }
  return boxes
    .sort((a, b) => a.far - b.far)
    .slice(0, MAX_TARGETS)
    .map(({ box }) => box)
}

interface AxisSnap {
  readonly by: number
  readonly at: number
  readonly target: Box
}
const linesX = (b: Box) => [b.x, b.x + b.w / 2, b.x + b.w]
const linesY = (b: Box) => [b.y, b.y + b.h / 2, b.y + b.h]

/** The smallest shift that puts one of `lines` onto a line of a target. */
function nearestLine(
  lines: readonly number[],
  targets: readonly Box[],
  linesOf: (b: Box) => number[],
  reach: number,
): AxisSnap | null {
  let best: AxisSnap | null = null
  for (const target of targets)
    for (const at of linesOf(target))
      for (const line of lines) {
        const by = at - line
        if (Math.abs(by) <= reach && (!best || Math.abs(by) < Math.abs(best.by) - 1e-9)) best = { by, at, target }
      }
  return best
}

const guideX = (snap: AxisSnap, box: Box): Guide => {
  const from = Math.min(snap.target.y, box.y)
  const to = Math.max(snap.target.y + snap.target.h, box.y + box.h)
  return { name: 'line', from: { x: snap.at, y: from }, to: { x: snap.at, y: to } }
}
const guideY = (snap: AxisSnap, box: Box): Guide => {
  const from = Math.min(snap.target.x, box.x)
  const to = Math.max(snap.target.x + snap.target.w, box.x + box.w)
  return { name: 'line', from: { x: from, y: snap.at }, to: { x: to, y: snap.at } }
}

/** How far a moved box must shift to stick, with the guides that say why. */
export function snapBox(box: Box, targets: readonly Box[], zoom: number): SnapResult {
  const reach = SNAP_DISTANCE / zoom
  const x = nearestLine(linesX(box), targets, linesX, reach)
  const y = nearestLine(linesY(box), targets, linesY, reach)
  const gaps = gapSnaps(box, targets, reach)
  const gapX = gaps.x && (!x || Math.abs(gaps.x.by) < Math.abs(x.by)) ? gaps.x : null
  const gapY = gaps.y && (!y || Math.abs(gaps.y.by) < Math.abs(y.by)) ? gaps.y : null
  const by = { x: gapX?.by ?? x?.by ?? 0, y: gapY?.by ?? y?.by ?? 0 }
  const there = { ...box, x: box.x + by.x, y: box.y + by.y }
  const guides: Guide[] = []
  if (gapX) guides.push(...gapX.guides(there))
  else if (x) guides.push(guideX(x, there))
  if (gapY) guides.push(...gapY.guides(there))
  else if (y) guides.push(guideY(y, there))
  return { by, guides }
}

/** Snaps a dragged corner or side; `axes` says which coordinates it may change. */
export function snapPoint(
  p: Point,
  targets: readonly Box[],
  zoom: number,
  axes: { readonly x: boolean; readonly y: boolean },
): SnapResult {
  const reach = SNAP_DISTANCE / zoom
  const x = axes.x ? nearestLine([p.x], targets, linesX, reach) : null
  const y = axes.y ? nearestLine([p.y], targets, linesY, reach) : null
  const by = { x: x?.by ?? 0, y: y?.by ?? 0 }
  const there = { x: p.x + by.x, y: p.y + by.y, w: 0, h: 0 }
  return { by, guides: [...(x ? [guideX(x, there)] : []), ...(y ? [guideY(y, there)] : [])] }
}

export const toGrid = (n: number, size: number): number => Math.round(n / size) * size
export const pointToGrid = (p: Point, size: number): Point => ({ x: toGrid(p.x, size), y: toGrid(p.y, size) })
