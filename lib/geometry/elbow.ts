/** Right-angled routes between two ends, around the boxes that they leave and enter. */
import { type Box, centreOf, grow } from './box.ts'
import { crosses, type Gate, search } from './elbow-search.ts'
import { distance, type Point } from './point.ts'

export type Side = 'top' | 'right' | 'bottom' | 'left'
export interface ElbowEnd {
  /** Where the end attaches; inside its box when there is one. */
  readonly point: Point
  /** What the route must not cross. */
  readonly box?: Box
  /** Sides through which the route may leave the box; all when left out. */
  readonly sides?: readonly Side[]
}

/** Pixels that the route keeps straight outside a box, when nothing longer is asked for. */
export const STUB = 28
const MIN_STUB = 3
const allSides: readonly Side[] = ['right', 'left', 'bottom', 'top']
const heading: Readonly<Record<Side, 0 | 1 | 2 | 3>> = { right: 0, bottom: 1, left: 2, top: 3 }

/** Where the route passes a stub's length outside the box. */
function gatesOf({ point, box, sides = allSides }: ElbowEnd, stub: number): readonly Gate[] {
  if (!box) return [{ point, heading: null }]
  return sides.map((side) => {
    const x = side === 'left' ? box.x - stub : side === 'right' ? box.x + box.w + stub : point.x
    const y = side === 'top' ? box.y - stub : side === 'bottom' ? box.y + box.h + stub : point.y
    return { point: { x, y }, heading: heading[side] }
  })
}

/** The room between two boxes, along the axis that separates them more. */
const separation = (a: Box, b: Box): number =>
  Math.max(a.x - (b.x + b.w), b.x - (a.x + a.w), a.y - (b.y + b.h), b.y - (a.y + a.h))

function stubFor(start: ElbowEnd, end: ElbowEnd, wanted: number): number {
  if (!start.box || !end.box || start.box === end.box) return wanted
  return Math.min(wanted, separation(start.box, end.box) / 2)
}

/** What a route keeps off the shapes in its way, and how many of them it goes around at most. */
const ROOM_BESIDE = 12
const MAX_OBSTACLES = 24
const MAX_ROUNDS = 8

/**
 * The corners of the route from `start.point` to `end.point`; its stubs are as long as wanted where there is room. It
 * goes around `obstacles` where it can, one search for each time that another one turns out to be in the way.
 */
export function elbowRoute(
  start: ElbowEnd,
  end: ElbowEnd,
  wantedStub = STUB,
  obstacles: readonly Box[] = [],
): readonly Point[] {
  const stub = stubFor(start, end, wantedStub)
  const walls = stub < MIN_STUB ? [] : [start.box, end.box].filter((box) => box !== undefined)
  const reach = Math.max(stub, MIN_STUB)
  const from = gatesOf(start, reach)
  const to = gatesOf(end, reach)
  const knees = kneesOf(start, end)
  const blocked = walls.map((box) => grow(box, reach - 0.01))
  const between = search({ from, to, walls: blocked, knees }) ?? search({ from, to, walls, knees })
  const plain = whole(start, end, between ?? search({ from, to, walls: [], knees }))
  if (obstacles.length === 0 || !between) return plain
  return around(plain, obstacles, (known) => {
    const grown = known.map((box) => grow(box, ROOM_BESIDE))
    const found =
      search({ from, to, walls: [...blocked, ...grown], knees }) ??
      search({ from, to, walls: [...walls, ...known], knees })
    return found && whole(start, end, found)
  })
}

const whole = (start: ElbowEnd, end: ElbowEnd, between: readonly Point[] | null): readonly Point[] =>
  tidy([start.point, ...(between ?? []), end.point])

/** Searches again with what was hit until nothing is; the plain route when there is no way around. */
function around(
  plain: readonly Point[],
  obstacles: readonly Box[],
  searchWith: (known: readonly Box[]) => readonly Point[] | null,
): readonly Point[] {
  const known: Box[] = []
  let route = plain
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const hit = obstacles.filter((box) => !known.includes(box) && isCrossed(route, box))
    if (hit.length === 0) return route
    known.push(...hit)
    const next = known.length > MAX_OBSTACLES ? null : searchWith(known)
    if (!next) return plain
    route = next
  }
  return plain
}

/** Where a knee looks best: in the middle of the room between both boxes, or else of both points. */
function kneesOf(start: ElbowEnd, end: ElbowEnd): { readonly x: number; readonly y: number } {
  const a = start.box ?? { ...start.point, w: 0, h: 0 }
  const b = end.box ?? { ...end.point, w: 0, h: 0 }
  const isApart = (from: number, size: number, other: number, otherSize: number) =>
    from + size < other || other + otherSize < from
  return {
    x: isApart(a.x, a.w, b.x, b.w)
      ? (Math.min(a.x + a.w, b.x + b.w) + Math.max(a.x, b.x)) / 2
      : (start.point.x + end.point.x) / 2,
    y: isApart(a.y, a.h, b.y, b.h)
      ? (Math.min(a.y + a.h, b.y + b.h) + Math.max(a.y, b.y)) / 2
      : (start.point.y + end.point.y) / 2,
  }
}

/** Only the corners, with every leg exactly level or upright. */
function tidy(points: readonly Point[]): readonly Point[] {
  const corners: Point[] = []
  for (const p of points) {
    const last = corners[corners.length - 1]
    if (last && distance(last, p) < 0.02) continue
    const before = corners[corners.length - 2]
    const isStraight =
      before &&
      last &&
      ((Math.abs(before.x - last.x) < 0.02 && Math.abs(last.x - p.x) < 0.02) ||
        (Math.abs(before.y - last.y) < 0.02 && Math.abs(last.y - p.y) < 0.02))
    if (isStraight) corners[corners.length - 1] = p
    else corners.push(p)
  }
  return corners.length < 2 ? [points[0], points[points.length - 1]] : corners
}

/** The side of `box` that is nearest to an inner point. */
export function nearestSide(box: Box, p: Point): Side {
  const centre = centreOf(box)
  const dx = box.w === 0 ? 0 : (p.x - centre.x) / box.w
  const dy = box.h === 0 ? 0 : (p.y - centre.y) / box.h
  if (Math.abs(dx) > Math.abs(dy)) return dx < 0 ? 'left' : 'right'
  return dy < 0 ? 'top' : 'bottom'
}

/** Does a right-angled route run through the inside of a box, its own first and last leg aside? */
export const routeCrosses = (route: readonly Point[], box: Box, skip: 'first' | 'last'): boolean =>
  route.some((p, i) => {
    if (i === 0 || (skip === 'first' && i === 1) || (skip === 'last' && i === route.length - 1)) return false
    return crosses([box], route[i - 1], p)
  })

/** Does any leg of a right-angled route run through the inside of a box? */
export const isCrossed = (route: readonly Point[], box: Box): boolean =>
  route.some((p, i) => i > 0 && crosses([box], route[i - 1], p))
