/** Right-angled routes between two ends, around the boxes that they leave and enter. */
import { type Box, centreOf, containsPoint, grow } from './box.ts'
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
/** A bend costs as much as this many pixels of detour. */
const BEND_COST = 60
const allSides: readonly Side[] = ['right', 'left', 'bottom', 'top']
const heading: Readonly<Record<Side, 0 | 1 | 2 | 3>> = { right: 0, bottom: 1, left: 2, top: 3 }

interface Gate {
  readonly point: Point
  /** Quarter turns clockwise from "to the right"; null: any. */
  readonly heading: 0 | 1 | 2 | 3 | null
}

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

/** The corners of the route from `start.point` to `end.point`; its stubs are as long as wanted where there is room. */
export function elbowRoute(start: ElbowEnd, end: ElbowEnd, wantedStub = STUB): readonly Point[] {
  const stub = stubFor(start, end, wantedStub)
  const walls = stub < MIN_STUB ? [] : [start.box, end.box].filter((box) => box !== undefined)
  const reach = Math.max(stub, MIN_STUB)
  const startGates = gatesOf(start, reach)
  const endGates = gatesOf(end, reach)
  const blocked = walls.map((box) => grow(box, reach - 0.01))
  const between =
    search(startGates, endGates, blocked) ?? search(startGates, endGates, walls) ?? search(startGates, endGates, [])
  return tidy([start.point, ...(between ?? []), end.point])
}

/** Lines of the sparse grid: gates, sides of the walls and the middle between both ends. */
function gridLines(values: readonly number[]): readonly number[] {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted.filter((v, i) => i === 0 || v - sorted[i - 1] > 0.001)
}

interface Grid {
  readonly xs: readonly number[]
  readonly ys: readonly number[]
}
function gridOf(gates: readonly Gate[], walls: readonly Box[]): Grid {
  const xs = gates.map((g) => g.point.x)
  const ys = gates.map((g) => g.point.y)
  for (const wall of walls) {
    xs.push(wall.x - 0.01, wall.x + wall.w + 0.01)
    ys.push(wall.y - 0.01, wall.y + wall.h + 0.01)
  }
  if (walls.length === 2) {
    const [a, b] = walls
    if (a.x + a.w < b.x || b.x + b.w < a.x) xs.push((Math.min(a.x + a.w, b.x + b.w) + Math.max(a.x, b.x)) / 2)
    if (a.y + a.h < b.y || b.y + b.h < a.y) ys.push((Math.min(a.y + a.h, b.y + b.h) + Math.max(a.y, b.y)) / 2)
  }
  const [first, last] = [gates[0].point, gates[gates.length - 1].point]
  xs.push((first.x + last.x) / 2)
  ys.push((first.y + last.y) / 2)
  return { xs: gridLines(xs), ys: gridLines(ys) }
}

const crosses = (walls: readonly Box[], a: Point, b: Point): boolean =>
  walls.some(
    (w) =>
      Math.max(a.x, b.x) > w.x &&
      Math.min(a.x, b.x) < w.x + w.w &&
      Math.max(a.y, b.y) > w.y &&
      Math.min(a.y, b.y) < w.y + w.h,
  )

const stepX = [1, 0, -1, 0]
const stepY = [0, 1, 0, -1]

/** Dijkstra over grid crossing and direction; null when every way is walled up. */
function search(from: readonly Gate[], to: readonly Gate[], walls: readonly Box[]): readonly Point[] | null {
  const { xs, ys } = gridOf([...from, ...to], walls)
  const indexOf = (lines: readonly number[], v: number) => lines.findIndex((line) => Math.abs(line - v) <= 0.001)
  const width = xs.length
  const stateCount = width * ys.length * 4
  const cost = new Float64Array(stateCount).fill(Number.POSITIVE_INFINITY)
  const cameFrom = new Int32Array(stateCount).fill(-1)
  const isDone = new Uint8Array(stateCount)
  const stateOf = (xi: number, yi: number, turn: number) => (yi * width + xi) * 4 + turn
  const queue: number[] = []
  const reach = (state: number, value: number, previous: number) => {
    if (value >= cost[state]) return
    cost[state] = value
    cameFrom[state] = previous
    queue.push(state)
  }
  for (const gate of from) {
    if (walls.some((w) => containsPoint(w, gate.point))) continue
    for (let turn = 0; turn < 4; turn++) {
      if (gate.heading !== null && gate.heading !== turn) continue
      reach(stateOf(indexOf(xs, gate.point.x), indexOf(ys, gate.point.y), turn), 0, -1)
    }
  }
  const goals = new Map<number, number>()
  for (const gate of to) {
    const place = stateOf(indexOf(xs, gate.point.x), indexOf(ys, gate.point.y), 0)
    for (let turn = 0; turn < 4; turn++) {
      // Entering means heading against the side that the gate belongs to; a turn at the gate is one more bend.
      const turns = gate.heading === null ? 0 : turnsBetween(turn, (gate.heading + 2) % 4)
      if (turns < 2) goals.set(place + turn, Math.min(turns * BEND_COST, goals.get(place + turn) ?? Infinity))
    }
  }
  let best = -1
  let bestCost = Number.POSITIVE_INFINITY
  while (queue.length > 0) {
    let pick = 0
    for (let i = 1; i < queue.length; i++) if (cost[queue[i]] < cost[queue[pick]]) pick = i
    const state = queue[pick]
    queue[pick] = queue[queue.length - 1]
    queue.pop()
    if (isDone[state]) continue
    isDone[state] = 1
    if (cost[state] >= bestCost) break
    const extra = goals.get(state)
    if (extra !== undefined && cost[state] + extra < bestCost) {
      best = state
      bestCost = cost[state] + extra
    }
    const turn = state % 4
    const xi = (state >> 2) % width
    const yi = Math.floor((state >> 2) / width)
    const here = { x: xs[xi], y: ys[yi] }
    for (let next = 0; next < 4; next++) {
      const turns = turnsBetween(turn, next)
      const nx = xi + stepX[next]
      const ny = yi + stepY[next]
      if (turns === 2 || nx < 0 || ny < 0 || nx >= width || ny >= ys.length) continue
      const there = { x: xs[nx], y: ys[ny] }
      if (crosses(walls, here, there)) continue
      reach(stateOf(nx, ny, next), cost[state] + distance(here, there) + turns * BEND_COST, state)
    }
  }
  if (best < 0) return null
  const points: Point[] = []
  for (let state = best; state >= 0; state = cameFrom[state]) {
    points.push({ x: xs[(state >> 2) % width], y: ys[Math.floor((state >> 2) / width)] })
  }
  return points.reverse()
}
const turnsBetween = (a: number, b: number): number => (a === b ? 0 : (a + 2) % 4 === b ? 2 : 1)

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
