/** Takes the grid of the pixels out of a drawn line: mice and most pens report whole pixels, and ink would show each step. */
import { distanceToSegment } from '../geometry/hit.ts'
import { distance, type Point } from '../geometry/point.ts'
import type { StrokePoint } from './stroke-points.ts'

/** All in screen pixels: the grid is the screen's. How far around itself a point may look, nearest first. */
const REACHES = [5, 7.5, 11, 15] as const
/** A point looks as far as the line is straight but for the grid; so a curve loses at most a fifth of a pixel. */
const STRAIGHT_WITHIN = 1
/** The next samples have a say, however far apart: the view reaches so many times farther than to them... */
const NEIGHBOUR_REACH = 1.6
/** ...less so the farther they are: of fast hands a pixel more or less does not show, but a cut curve does. */
const NEAR_GAP = 5
const FAR_GAP = 11
/** No point is moved farther: rounding to whole pixels moved it by up to 0.71, and what is told finer is nearly true. */
const MAX_MOVE_WHOLE = 0.75
const MAX_MOVE = 0.35
/** A corner turns this much (cosine, 48 degrees) between its two arms... */
const CORNER_COSINE = 0.67
const ARM = 6
/** ...and nearly as much close by: a small loop turns half as much on half the way. */
const NEAR_ARM = 3
const NEAR_SHARE = 0.7
/** Beyond this from the end nothing changes any more: a look at the farthest, past a corner's arm. */
const SETTLED_BEHIND = REACHES[REACHES.length - 1] + 2 * ARM

export interface SteadyLine {
  readonly points: readonly StrokePoint[]
  /** So many of the points stay as they are, whatever follows. */
  readonly settled: number
}

/** The place `far` along the line from point `i`; the line's end when it is shorter. */
function along(points: readonly StrokePoint[], i: number, step: 1 | -1, far: number): Point {
  let left = far
  let k = i
  for (let next = k + step; next >= 0 && next < points.length; next += step) {
    const length = distance(points[k], points[next])
    if (length >= left) {
      const share = left / length
      const [from, to] = [points[k], points[next]]
      return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
    }
    left -= length
    k = next
  }
  return points[k]
}

function turnAt(points: readonly StrokePoint[], i: number, arm: number): number {
  const [before, p, after] = [along(points, i, -1, arm), points[i], along(points, i, 1, arm)]
  const [a, b] = [distance(before, p), distance(p, after)]
  if (a < arm / 2 || b < arm / 2) return 0
  const cosine = ((p.x - before.x) * (after.x - p.x) + (p.y - before.y) * (after.y - p.y)) / (a * b)
  return Math.acos(Math.max(-1, Math.min(1, cosine)))
}

/** Turns at `i` as a corner does; the sharpest of its surroundings is the corner, which the caller picks. */
function cornerTurn(points: readonly StrokePoint[], i: number, pixel: number): number {
  const turn = turnAt(points, i, ARM * pixel)
  if (Math.cos(turn) > CORNER_COSINE) return 0
  const near = turnAt(points, i, NEAR_ARM * pixel)
  return near >= NEAR_SHARE * turn ? turn + near : 0
}

function isCorner(points: readonly StrokePoint[], i: number, turns: (i: number) => number, pixel: number): boolean {
  const turn = turns(i)
  if (turn === 0) return false
  for (const step of [-1, 1]) {
    let way = 0
    for (let k = i + step; k >= 0 && k < points.length; k += step) {
      way += distance(points[k - step], points[k])
      if (way > ARM * pixel) break
      if (turns(k) > turn || (turns(k) === turn && step < 0)) return false
    }
  }
  return true
}

/** A function that answers each question once. */
function once<A>(answer: (i: number) => A): (i: number) => A {
  const known = new Map<number, A>()
  return (i) => {
    let found = known.get(i)
    if (found === undefined) {
      found = answer(i)
      known.set(i, found)
    }
    return found
  }
}

/** How far the line is straight around a point, but for the grid. Both sides are given as their points' distances. */
function reachAt(
  points: readonly StrokePoint[],
  i: number,
  before: readonly number[],
  after: readonly number[],
  pixel: number,
) {
  let [a, b] = [0, 0]
  let reach: number = REACHES[0]
  for (const next of REACHES) {
    while (a < before.length && before[a] <= next * pixel) a++
    while (b < after.length && after[b] <= next * pixel) b++
    // Samples farther apart than that are looked for farther away.
    if (a === 0 || b === 0) continue
    const [from, to] = [points[i - a], points[i + b]]
    for (let k = i - a + 1; k < i + b && next > REACHES[0]; k++)
      if (distanceToSegment(points[k], from, to) > STRAIGHT_WITHIN * pixel) return reach
    reach = next
  }
  return reach
}

/** Told in whole pixels from one another. */
const isOnGrid = (p: Point, other: Point, pixel: number) =>
  [(p.x - other.x) / pixel, (p.y - other.y) / pixel].every((v) => Math.abs(v - Math.round(v)) < 0.001)

/** The mean of a point's surroundings. */
function meanAt(points: readonly StrokePoint[], i: number, stops: (i: number) => boolean, pixel: number): StrokePoint {
  const p = points[i]
  // How far the points of each side are, nearest first, up to an end or a corner. Before one of these the view narrows,
  // so that it keeps its place and nothing lags behind the pen.
  let farthest = REACHES[REACHES.length - 1] * pixel
  const waysOf = (step: 1 | -1) => {
    const ways: number[] = []
    let way = 0
    for (let k = i + step; k >= 0 && k < points.length; k += step) {
      way += distance(points[k - step], points[k])
      if (way > farthest) break
      ways.push(way)
      if (!stops(k)) continue
      farthest = Math.max(pixel, way)
      break
    }
    return ways
  }
  const [before, after] = [waysOf(-1), waysOf(1)]
  const nearest = Math.max(before[0] ?? 0, after[0] ?? 0)
  const gap = Math.min(1, Math.max(0, (nearest / pixel - NEAR_GAP) / (FAR_GAP - NEAR_GAP)))
  const reach = Math.max(
    nearest * (1 + (NEIGHBOUR_REACH - 1) * (1 - gap)),
    Math.min(farthest, reachAt(points, i, before, after, pixel) * pixel),
  )
  const mean = (ways: readonly number[], step: 1 | -1) => {
    let [x, y, pressure, weights] = [0, 0, 0, 0]
    for (let k = 0; k < ways.length && ways[k] <= reach; k++) {
      const weight = (1 - (ways[k] / reach) ** 2) ** 2
      const other = points[i + step * (k + 1)]
      x += (other.x - p.x) * weight
      y += (other.y - p.y) * weight
      pressure += (other.pressure - p.pressure) * weight
      weights += weight
    }
    return { x, y, pressure, weights }
  }
  const [a, b] = [mean(before, -1), mean(after, 1)]
  if (a.weights === 0 || b.weights === 0) return p
  // Both sides count the same, or unevenly spaced points would be drawn to where there are more of them.
  const each = (a.weights + b.weights) / 2
  const share = each / (1 + 2 * each)
  const [x, y] = [(a.x / a.weights + b.x / b.weights) * share, (a.y / a.weights + b.y / b.weights) * share]
  const isWhole = [points[i - 1], points[i + 1]].every((other) => isOnGrid(p, other, pixel))
  const less = Math.min(1, ((isWhole ? MAX_MOVE_WHOLE : MAX_MOVE) * pixel) / Math.max(1e-6, Math.hypot(x, y)))
  return {
    x: p.x + x * less,
    y: p.y + y * less,
    pressure: p.pressure + (a.pressure / a.weights + b.pressure / b.weights) * share,
  }
}

/**
 * The line without the grid, its ends and corners where they were. `pixel` is a screen pixel in the line's own measure.
 * `known` is what it was a moment ago, when the line only got longer: only what is not settled is thought about again.
 */
export function steadyLine(points: readonly StrokePoint[], pixel: number, known?: SteadyLine): SteadyLine {
  const start = known?.settled ?? 0
  const turns = once((i) => cornerTurn(points, i, pixel))
  const stops = once((i) => i === 0 || i === points.length - 1 || isCorner(points, i, turns, pixel))
  const steady = known ? known.points.slice(0, start) : []
  for (let i = start; i < points.length; i++) steady.push(stops(i) ? points[i] : meanAt(points, i, stops, pixel))
  let settled = points.length - 1
  for (let way = 0; settled > 0 && way < SETTLED_BEHIND * pixel; settled--)
    way += distance(points[settled - 1], points[settled])
  return { points: steady, settled: Math.max(start, settled) }
}
