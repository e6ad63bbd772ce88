/** The cheapest right-angled way between gates, around walls: Dijkstra on a sparse grid of crossing and direction. */
import { type Box, containsPoint } from './box.ts'
import { distance, type Point } from './point.ts'

/** A point that a route starts from or arrives at. */
export interface Gate {
  readonly point: Point
  /** Quarter turns clockwise from "to the right"; null: any. */
  readonly heading: 0 | 1 | 2 | 3 | null
}
export interface Search {
  readonly from: readonly Gate[]
  readonly to: readonly Gate[]
  readonly walls: readonly Box[]
  /** Lines on which a bend is preferred among ways of the same length. */
  readonly knees: { readonly x: number; readonly y: number }
}

/** A bend costs as much as this many pixels of detour, and one beside the preferred lines a little more. */
const BEND_COST = 60
const ASTRAY_COST = 1
/** Lines nearer to each other than this are one. */
const SAME_LINE = 0.001

interface Grid {
  readonly xs: readonly number[]
  readonly ys: readonly number[]
}

/** Lines of the sparse grid: gates, sides of the walls, preferred lines. */
function gridOf({ from, to, walls, knees }: Search): Grid {
  const xs = [knees.x, ...[...from, ...to].map((g) => g.point.x)]
  const ys = [knees.y, ...[...from, ...to].map((g) => g.point.y)]
  for (const wall of walls) {
    xs.push(wall.x - 0.01, wall.x + wall.w + 0.01)
    ys.push(wall.y - 0.01, wall.y + wall.h + 0.01)
  }
  return { xs: gridLines(xs), ys: gridLines(ys) }
}

function gridLines(values: readonly number[]): readonly number[] {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted.filter((v, i) => i === 0 || v - sorted[i - 1] > SAME_LINE)
}

/** Does the straight leg from `a` to `b` run through the inside of a wall? */
export const crosses = (walls: readonly Box[], a: Point, b: Point): boolean =>
  walls.some(
    (w) =>
      Math.max(a.x, b.x) > w.x &&
      Math.min(a.x, b.x) < w.x + w.w &&
      Math.max(a.y, b.y) > w.y &&
      Math.min(a.y, b.y) < w.y + w.h,
  )

const stepX = [1, 0, -1, 0]
const stepY = [0, 1, 0, -1]
const turnsBetween = (a: number, b: number): number => (a === b ? 0 : (a + 2) % 4 === b ? 2 : 1)

/** The points of the way from one of `from` to one of `to`; null when every way is walled up. */
export function search(asked: Search): readonly Point[] | null {
  const { xs, ys } = gridOf(asked)
  const { walls, knees } = asked
  const width = xs.length
  const stateCount = width * ys.length * 4
  const cost = new Float64Array(stateCount).fill(Number.POSITIVE_INFINITY)
  const cameFrom = new Int32Array(stateCount).fill(-1)
  const isDone = new Uint8Array(stateCount)
  const queue = createQueue(cost)
  const lineOf = (lines: readonly number[], v: number) => lines.findIndex((line) => Math.abs(line - v) <= SAME_LINE)
  const stateOf = (xi: number, yi: number, turn: number) => (yi * width + xi) * 4 + turn
  const stateAt = ({ x, y }: Point, turn: number) => stateOf(lineOf(xs, x), lineOf(ys, y), turn)
  const pointOf = (state: number): Point => ({ x: xs[(state >> 2) % width], y: ys[Math.floor((state >> 2) / width)] })
  const isAstray = (p: Point) => Math.abs(p.x - knees.x) > SAME_LINE && Math.abs(p.y - knees.y) > SAME_LINE
  const reach = (state: number, value: number, previous: number) => {
    if (value >= cost[state]) return
    cost[state] = value
    cameFrom[state] = previous
    queue.push(state)
  }
  for (const gate of asked.from) {
    if (walls.some((w) => containsPoint(w, gate.point))) continue
    for (let turn = 0; turn < 4; turn++) {
      if (gate.heading === null || gate.heading === turn) reach(stateAt(gate.point, turn), 0, -1)
    }
  }
  const goals = goalsOf(asked.to, stateAt)
  let best = -1
  let bestCost = Number.POSITIVE_INFINITY
  for (let state = queue.pop(); state >= 0 && cost[state] < bestCost; state = queue.pop()) {
    if (isDone[state]) continue
    isDone[state] = 1
    const extra = goals.get(state)
    if (extra !== undefined && cost[state] + extra < bestCost) {
      best = state
      bestCost = cost[state] + extra
    }
    const here = pointOf(state)
    const [xi, yi, turn] = [(state >> 2) % width, Math.floor((state >> 2) / width), state % 4]
    for (let next = 0; next < 4; next++) {
      const turns = turnsBetween(turn, next)
      const [nx, ny] = [xi + stepX[next], yi + stepY[next]]
      if (turns === 2 || nx < 0 || ny < 0 || nx >= width || ny >= ys.length) continue
      const there = { x: xs[nx], y: ys[ny] }
      if (crosses(walls, here, there)) continue
      const bend = turns === 0 ? 0 : BEND_COST + (isAstray(here) ? ASTRAY_COST : 0)
      reach(stateOf(nx, ny, next), cost[state] + distance(here, there) + bend, state)
    }
  }
  if (best < 0) return null
  const points: Point[] = []
  for (let state = best; state >= 0; state = cameFrom[state]) points.push(pointOf(state))
  return points.reverse()
}

/** Where the way may end, with what a turn there costs. */
function goalsOf(to: readonly Gate[], stateAt: (p: Point, turn: number) => number): ReadonlyMap<number, number> {
  const goals = new Map<number, number>()
  for (const { point, heading } of to) {
    for (let turn = 0; turn < 4; turn++) {
      // Entering means heading against the side that the gate belongs to; a turn at the gate is one more bend.
      const turns = heading === null ? 0 : turnsBetween(turn, (heading + 2) % 4)
      const state = stateAt(point, turn)
      if (turns < 2) goals.set(state, Math.min(turns * BEND_COST, goals.get(state) ?? Number.POSITIVE_INFINITY))
    }
  }
  return goals
}

/** States by what they cost when they were pushed, cheapest first; -1 when there is none left. */
function createQueue(cost: Float64Array) {
  const states: number[] = []
  const keys: number[] = []
  const swap = (i: number, j: number) => {
    ;[states[i], states[j]] = [states[j], states[i]]
    ;[keys[i], keys[j]] = [keys[j], keys[i]]
  }
  const sink = () => {
    for (let i = 0, child = 1; child < states.length; child = 2 * i + 1) {
      if (child + 1 < states.length && keys[child + 1] < keys[child]) child++
      if (keys[i] <= keys[child]) return
      swap(i, child)
      i = child
    }
  }
  return {
    push(state: number) {
      states.push(state)
      keys.push(cost[state])
      for (let i = states.length - 1; i > 0 && keys[i] < keys[(i - 1) >> 1]; i = (i - 1) >> 1) swap(i, (i - 1) >> 1)
    },
    pop(): number {
      if (states.length === 0) return -1
      swap(0, states.length - 1)
      keys.pop()
      const state = states.pop() as number
      sink()
      return state
    },
  }
}
