/** Points of lines and arrows in board space, and back into the stored local form. */
import { boxAround, type Placement } from '../geometry/box.ts'
import type { Point } from '../geometry/point.ts'
import type { ArrowShape } from '../shapes/arrow.ts'
import type { LineShape } from '../shapes/line.ts'
import type { Shape } from '../shapes/registry.ts'
import type { BoardView } from './board-view.ts'
import { fromLocal } from './local-space.ts'

export type PointShape = ArrowShape | LineShape
export const isPointShape = (shape: Shape): shape is PointShape => shape.type === 'arrow' || shape.type === 'line'

/** The stored points where they lie on the board: their own bounds stretched onto the placement, then turned. */
export function boardPoints({ points, placement }: PointShape): readonly Point[] {
  const own = boxAround(points) ?? { x: 0, y: 0, w: 0, h: 0 }
  const sx = own.w === 0 ? 1 : placement.w / own.w
  const sy = own.h === 0 ? 1 : placement.h / own.h
  return points.map((p) => fromLocal(placement, { x: (p.x - own.x) * sx, y: (p.y - own.y) * sy }))
}

/** As drawn: bound ends where they really are. */
export function drawnPoints(view: BoardView, shape: PointShape): readonly Point[] {
  const points = [...boardPoints(shape)]
  if (shape.type !== 'arrow' || (!shape.start && !shape.end)) return points
  const outline = view.outline(shape)
  if (outline.length < 2) return points
  if (shape.start) points[0] = outline[0]
  if (shape.end) points[points.length - 1] = outline[outline.length - 1]
  return points
}

/** The stored form of board points: local to their own upright box. */
export function fromBoardPoints(points: readonly Point[]): { points: readonly Point[]; placement: Placement } {
  const box = boxAround(points) ?? { x: 0, y: 0, w: 0, h: 0 }
  return {
    points: points.map((p) => ({ x: p.x - box.x, y: p.y - box.y })),
    placement: { ...box, rotation: 0 },
  }
}

/** The record with its points moved to `points` (board). */
export const withBoardPoints = <S extends PointShape>(shape: S, points: readonly Point[]): S => ({
  ...shape,
  ...fromBoardPoints(points),
})
