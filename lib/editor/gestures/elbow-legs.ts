/** Legs of elbow arrows: a leg is dragged across its own direction, and the corners beside it follow. */
import type { Point } from '../../geometry/point.ts'
import type { ArrowShape } from '../../shapes/arrow.ts'
import type { BoardView } from '../board/board-view.ts'

/** Corners nearer than this (board pixels) to the straight line between their neighbours are none. */
const STRAIGHT = 0.5

export const isLevelLeg = (a: Point, b: Point): boolean => Math.abs(b.x - a.x) >= Math.abs(b.y - a.y)

/** Only real corners: no repeated points, nothing in the middle of a straight run. */
function tidied(points: readonly Point[]): readonly Point[] {
  const kept: Point[] = []
  for (const p of points) {
    const last = kept[kept.length - 1]
    if (last && Math.hypot(last.x - p.x, last.y - p.y) < STRAIGHT) continue
    const before = kept[kept.length - 2]
    const runsOn = (axis: 'x' | 'y') =>
      before && Math.abs(before[axis] - last[axis]) < STRAIGHT && Math.abs(last[axis] - p[axis]) < STRAIGHT
    if (runsOn('x') || runsOn('y')) kept[kept.length - 1] = p
    else kept.push(p)
  }
  return kept.length < 2 ? [points[0], points[points.length - 1]] : kept
}

/** Tip, corners and tip of an elbow arrow as it is drawn. */
export const elbowCorners = (view: BoardView, arrow: ArrowShape): readonly Point[] => tidied(view.outline(arrow))

const towards = (from: Point, to: Point, far: number): Point => {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  return length === 0
    ? from
    : { x: from.x + ((to.x - from.x) * far) / length, y: from.y + ((to.y - from.y) * far) / length }
}

/** The corners after leg `index` was dragged to run through `to`; an outer leg leaves a stub (`longest`) at its tip. */
export function withLegAt(corners: readonly Point[], index: number, to: Point, longest: number): readonly Point[] {
  const a = corners[index]
  const b = corners[index + 1]
  const across = (p: Point): Point => (isLevelLeg(a, b) ? { x: p.x, y: to.y } : { x: to.x, y: p.y })
  const stub = Math.min(longest, Math.hypot(b.x - a.x, b.y - a.y) / 3)
  const isFirst = index === 0
  const isLast = index === corners.length - 2
  const from = isFirst ? towards(a, b, stub) : a
  const until = isLast ? towards(b, a, stub) : b
  const head = isFirst ? [a, from] : corners.slice(0, index)
  const tail = isLast ? [until, b] : corners.slice(index + 2)
  return tidied([...head, across(from), across(until), ...tail])
}
