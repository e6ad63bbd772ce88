/** Points of lines and arrows in board space, and back: stored points are local and stretched onto the placement. */
import { type Box, boxAround, centreOf, type Placement } from '../geometry/box.ts'
import { type Point, rotateAbout } from '../geometry/point.ts'

interface Pointed {
  readonly placement: Placement
  readonly points: readonly Point[]
}

/** A point of the placement's own unrotated pixels, on the board. */
export const toBoard = (placement: Placement, local: Point): Point =>
  rotateAbout({ x: placement.x + local.x, y: placement.y + local.y }, centreOf(placement), placement.rotation)

/** Where the stored points are on the board: stretched, moved and turned. */
export function boardPoints({ placement, points }: Pointed): readonly Point[] {
  const box = boxAround(points) as Box
  const scaleX = box.w > 0 ? placement.w / box.w : 1
  const scaleY = box.h > 0 ? placement.h / box.h : 1
  return points.map((p) => toBoard(placement, { x: (p.x - box.x) * scaleX, y: (p.y - box.y) * scaleY }))
}

/** The fields that make a line run through these board points, unturned. */
export function fromBoardPoints(points: readonly Point[]): Pointed {
  const box = boxAround(points) as Box
  return {
    placement: { ...box, rotation: 0 },
    points: points.map(({ x, y }) => ({ x: x - box.x, y: y - box.y })),
  }
}
