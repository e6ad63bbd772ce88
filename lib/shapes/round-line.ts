/** A stroke keeps few of its points: between them the line is rounded as the hand went, and straight up to its corners. */
import { distance, lerp } from '../geometry/point.ts'
import type { StrokePoint } from './stroke-points.ts'

/** Always a corner: no curve that was drawn turns so much (radians) from point to point. */
const CORNER = 1.25
/** A corner where the line is straight around it: a curve turns the same way before or after, too. */
const LONELY_CORNER = 0.7
const LONELY_SHARE = 0.4
/** So much (radians) is turned from piece to piece; no piece is shorter than this in pixels. */
const TURN_A_PIECE = 0.14
const MIN_PIECE = 1.5
const MAX_PIECES = 24
/** A piece that is so many times longer than its neighbour is bent by it only near its end. */
const MAX_UNEVEN = 2
const MIN_BULGE = 2
const BULGE_SHARE = 0.03
/** Corners get a point just before and after, or the ink thins out towards them. */
const BESIDE = 0.75
const BESIDE_SHARE = 0.12

const towards = (from: StrokePoint, to: StrokePoint, far: number): StrokePoint => {
  const share = Math.min(1 / 3, far / distance(from, to))
  return { ...lerp(from, to, share), pressure: from.pressure + (to.pressure - from.pressure) * share }
}

/** By how much the line turns at `i`, to the right above 0. */
function turnAt(points: readonly StrokePoint[], i: number): number {
  const [a, p, b] = [points[i - 1], points[i], points[i + 1]]
  if (!a || !b) return 0
  const [ax, ay, bx, by] = [p.x - a.x, p.y - a.y, b.x - p.x, b.y - p.y]
  return Math.atan2(ax * by - ay * bx, ax * bx + ay * by)
}

function isCorner(turns: readonly number[], i: number): boolean {
  const turn = Math.abs(turns[i])
  if (turn >= CORNER) return true
  if (turn < LONELY_CORNER) return false
  const along = (k: number) => (turns[k] ?? 0) * Math.sign(turns[i])
  return Math.max(along(i - 1), along(i + 1)) < LONELY_SHARE * turn
}

/** The direction of the line at a point that is no corner: that of the circle through it and its neighbours. */
function tangentAt(points: readonly StrokePoint[], i: number): readonly [number, number] {
  const [a, p, b] = [points[i - 1], points[i], points[i + 1]]
  const [before, after] = [distance(a, p), distance(p, b)]
  const x = ((p.x - a.x) / before) * after + ((b.x - p.x) / after) * before
  const y = ((p.y - a.y) / before) * after + ((b.y - p.y) / after) * before
  const length = Math.hypot(x, y)
  return length === 0 ? [(p.x - a.x) / before, (p.y - a.y) / before] : [x / length, y / length]
}

/** How far a piece may leave the straight line between its ends; a stroke's diagonal is the longest there is. */
export const bulgeOf = (length: number) => MIN_BULGE + BULGE_SHARE * length
/** A cubic is never farther from its chord than three quarters of what its handles are. */
const within = (arm: number, angle: number, length: number) =>
  Math.min(arm, ((4 / 3) * bulgeOf(length)) / Math.max(0.01, Math.sin(Math.min(angle, Math.PI / 2))))

/** What lies between two points, both left out: a cubic that leaves and arrives in their directions. */
function between(
  from: StrokePoint,
  to: StrokePoint,
  leave: readonly [number, number] | null,
  arrive: readonly [number, number] | null,
  beside: { readonly before: number; readonly after: number },
): StrokePoint[] {
  const length = distance(from, to)
  const chord = [(to.x - from.x) / length, (to.y - from.y) / length] as const
  const angle = (v: readonly [number, number]) =>
    Math.abs(Math.atan2(chord[0] * v[1] - chord[1] * v[0], chord[0] * v[0] + chord[1] * v[1]))
  // An end without a direction of its own continues the arc of the other end.
  const mirrored = (v: readonly [number, number]): readonly [number, number] => {
    const dot = chord[0] * v[0] + chord[1] * v[1]
    return [2 * dot * chord[0] - v[0], 2 * dot * chord[1] - v[1]]
  }
  const start = leave ?? (arrive ? mirrored(arrive) : chord)
  const end = arrive ?? (leave ? mirrored(leave) : chord)
  const turn = angle(start) + angle(end)
  const count = Math.min(MAX_PIECES, Math.round(turn / TURN_A_PIECE), Math.floor(length / MIN_PIECE))
  const inner: StrokePoint[] = []
  // A short piece says little about where a long one beside it goes: it may not bend it far.
  const [leaveArm, arriveArm] = [beside.before, beside.after].map((other) => Math.min(length, MAX_UNEVEN * other) / 3)
  const startArm = within(leave ? leaveArm : arriveArm, angle(start), length)
  const endArm = within(arrive ? arriveArm : leaveArm, angle(end), length)
  for (let k = 1; k < count; k++) {
    const t = k / count
    const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3]
    inner.push({
      x: a * from.x + b * (from.x + start[0] * startArm) + c * (to.x - end[0] * endArm) + d * to.x,
      y: a * from.y + b * (from.y + start[1] * startArm) + c * (to.y - end[1] * endArm) + d * to.y,
      pressure: from.pressure + (to.pressure - from.pressure) * t,
    })
  }
  return inner
}

/** The line of few points as it is drawn `size` wide. */
export function rounded(stored: readonly StrokePoint[], size: number): readonly StrokePoint[] {
  const points = stored.filter((p, i) => i === 0 || p.x !== stored[i - 1].x || p.y !== stored[i - 1].y)
  // Of two points alone perfect-freehand would forget the pressure.
  if (points.length === 2) return [points[0], towards(points[0], points[1], Number.POSITIVE_INFINITY), points[1]]
  const beside = Math.max(BESIDE, BESIDE_SHARE * size)
  const turns = points.map((_, i) => turnAt(points, i))
  const isEnd = (i: number) => i === 0 || i === points.length - 1
  const corners = points.map((_, i) => !isEnd(i) && isCorner(turns, i))
  const directionAt = (i: number) => (isEnd(i) || corners[i] ? null : tangentAt(points, i))
  const line: StrokePoint[] = []
  for (let i = 0; i < points.length; i++) {
    const [p, before, after] = [points[i], points[i - 1], points[i + 1]]
    if (corners[i]) line.push(towards(p, before, beside), p, towards(p, after, beside))
    else line.push(p)
    if (!after) continue
    const next = points[i + 2]
    const lengths = { before: before ? distance(before, p) : 0, after: next ? distance(after, next) : 0 }
    line.push(...between(p, after, directionAt(i), directionAt(i + 1), lengths))
  }
  return line
}
