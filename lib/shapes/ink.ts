/** Ink of a pen: the outline around a stroke, as wide as the hand pressed, true to where it went. */
import { getStroke, getStrokeOutlinePoints, getStrokePoints } from 'perfect-freehand'
import type { Path, PathCommand } from '../geometry/path.ts'
import { distance } from '../geometry/point.ts'
import { rounded } from './round-line.ts'
import type { StrokePoint } from './stroke-points.ts'

/** Share of the width that the lightest pressure takes away, at both sides together. */
const THINNING = 0.6
const easing = (t: number) => Math.sin((t * Math.PI) / 2)
/** From the middle line to the edge at full pressure, in widths: as far as ink ever reaches. */
export const INK_REACH = easing(0.5 + THINNING / 2)
/** Points of the outline nearer than this share of the width are left out; those beside a turn must stay. */
const SMOOTHING = 0.1
/** How fast a guessed pressure follows the speed of the hand. */
const FOLLOWING = 0.275
const BEGINNING = 10
/** Corners of the outline are rounded off by at most this many pixels. */
const MAX_ROUNDING = 0.4

/** Pressures guessed from how far apart the samples lie: a fast hand draws a thin line. */
export function guessPressures(points: readonly StrokePoint[], size: number): readonly StrokePoint[] {
  const next = (pressure: number, i: number) => {
    if (i === 0) return pressure
    const speed = Math.min(1, distance(points[i - 1], points[i]) / Math.max(1, size))
    return pressure + (1 - speed - pressure) * speed * FOLLOWING
  }
  // The first samples decide how it begins, or every stroke would begin with a blot.
  let pressure = 0.5
  for (let i = 0; i < Math.min(BEGINNING, points.length); i++) pressure = next(pressure, i)
  return points.map((p, i) => {
    pressure = next(pressure, i)
    return { ...p, pressure }
  })
}

/** Fewer digits, the same on every machine. */
const cents = (v: number) => Math.round(v * 100) / 100

const optionsFor = (size: number) => ({
  size,
  thinning: THINNING,
  smoothing: SMOOTHING,
  streamline: 0,
  simulatePressure: false,
  easing,
  last: true,
})
const prepared = (points: readonly StrokePoint[], size: number) => rounded(points, size) as StrokePoint[]

/** The polygon around a stroke of pressed points as a smooth closed path. */
export function inkPath(points: readonly StrokePoint[], size: number): Path {
  const outline = getStroke(prepared(points, size), optionsFor(size))
  return outline.length < 3 ? [] : smoothed(outline)
}

/**
 * The ink of a stroke from about one of its points on: a stroke under way is painted in pieces, so that a long one costs
 * no more per movement than a short one. A piece begins a little early, round, and lies on the ink of the whole.
 */
export function inkPiece(points: readonly StrokePoint[], size: number, from: number): Path {
  // perfect-freehand draws the first bit of a stroke as a straight line: it must lie before the piece.
  const lead = 2 * size
  let start = from
  for (let length = 0; start > 0 && length < 2 * lead; start--) length += distance(points[start - 1], points[start])
  const options = optionsFor(size)
  const laid = getStrokePoints(prepared(points.slice(start), size), options)
  const first = start === 0 ? 0 : laid.findIndex(({ runningLength }) => runningLength >= lead)
  const outline = getStrokeOutlinePoints(laid.slice(Math.max(0, first)), options)
  return outline.length < 3 ? [] : smoothed(outline)
}

const far = (ax: number, ay: number, bx: number, by: number) => Math.sqrt((bx - ax) ** 2 + (by - ay) ** 2)

/** A closed polygon with its corners rounded, as far as that stays within half a pixel of them. Hot: plain numbers. */
function smoothed(points: readonly (readonly number[])[]): Path {
  const path: PathCommand[] = []
  let [ax, ay] = points[points.length - 1]
  let [px, py] = points[0]
  let a = far(ax, ay, px, py)
  let [penX, penY] = [Number.NaN, 0]
  for (let i = 0; i < points.length; i++) {
    const [bx, by] = points[(i + 1) % points.length]
    const b = far(px, py, bx, by)
    if (b === 0) continue
    if (a > 0) {
      const cosine = ((px - ax) * (bx - px) + (py - ay) * (by - py)) / (a * b)
      // The curve passes a corner at half its arm times the sine of half the turn.
      const arm = (2 * MAX_ROUNDING) / Math.max(0.001, Math.sqrt(Math.max(0, 1 - cosine) / 2))
      const [s, t] = [Math.min(0.5, arm / a), Math.min(0.5, arm / b)]
      const [fromX, fromY] = [cents(px + (ax - px) * s), cents(py + (ay - py) * s)]
      const [toX, toY] = [cents(px + (bx - px) * t), cents(py + (by - py) * t)]
      if (path.length === 0) path.push(['M', fromX, fromY])
      else if (Math.abs(penX - fromX) + Math.abs(penY - fromY) > 0.05) path.push(['L', fromX, fromY])
      path.push(['Q', cents(px), cents(py), toX, toY])
      penX = toX
      penY = toY
    }
    ax = px
    ay = py
    px = bx
    py = by
    a = b
  }
  return path.length === 0 ? [] : [...path, ['Z']]
}
