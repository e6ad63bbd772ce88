/** Point lists of lines and arrows: a local polyline whose own bounds are stretched onto the placement. */
import { type Field, field } from '../base/fields.ts'
import type { Point } from '../geometry/point.ts'

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
