/** Point lists of lines and arrows: a local polyline whose own bounds are stretched onto the placement. */
import { type Field, field } from '../base/fields.ts'
import { boxAround, type Placement } from '../geometry/box.ts'
import type { Point } from '../geometry/point.ts'
import { localToBoard } from '../geometry/transform.ts'

export const MAX_LINE_POINTS = 10_000

/** Points; broken entries are left out. A line with fewer than two points reads as a diagonal. */
export const pointsField: Field<readonly Point[]> = field(
  [
    { x: 0, y: 0 },
    { x: 100, y: 100 },
  ] as readonly Point[],
  (stored) => {
    if (!Array.isArray(stored)) return pointsField.initial
    const points = stored
      .slice(0, MAX_LINE_POINTS)
      .filter((p) => Number.isFinite(p?.x) && Number.isFinite(p?.y))
      .map((p) => ({ x: p.x as number, y: p.y as number }))
    return points.length < 2 ? pointsField.initial : points
  },
)

/** Points stretched so that their own bounds fill a w x h box at the origin; a flat direction is centred. */
export function stretchPoints<P extends Point>(points: readonly P[], w: number, h: number): readonly P[] {
  const bounds = boxAround(points)
  if (!bounds) return []
  const fx = bounds.w > 0 ? w / bounds.w : 0
  const fy = bounds.h > 0 ? h / bounds.h : 0
  if (fx === 1 && fy === 1 && bounds.x === 0 && bounds.y === 0) return points
  return points.map((p) => ({
    ...p,
    x: bounds.w > 0 ? (p.x - bounds.x) * fx : w / 2,
    y: bounds.h > 0 ? (p.y - bounds.y) * fy : h / 2,
  }))
}

/** What is drawn through points. */
export interface Pointed {
  readonly placement: Placement
  readonly points: readonly Point[]
}

/** Where the stored points lie on the board: stretched, moved and turned. */
export const boardPoints = ({ placement, points }: Pointed): readonly Point[] =>
  stretchPoints(points, placement.w, placement.h).map((p) => localToBoard(placement, p))

/** The fields that make a line run through these board points, unturned. */
export function fromBoardPoints(points: readonly Point[]): Pointed {
  const box = boxAround(points) ?? { x: 0, y: 0, w: 0, h: 0 }
  return {
    placement: { ...box, rotation: 0 },
    points: points.map(({ x, y }) => ({ x: x - box.x, y: y - box.y })),
  }
}

/** The record with its points moved to `points` of the board. */
export const withBoardPoints = <S extends Pointed>(shape: S, points: readonly Point[]): S => ({
  ...shape,
  ...fromBoardPoints(points),
})
