/** Sees the clear shape in a stroke: line, arrow, rectangle, ellipse, triangle or diamond; no service, no learning. */
import { type Box, boxAround } from '../../geometry/box.ts'
import { distanceToLine, distanceToSegment } from '../../geometry/hit.ts'
import { lengthOf, pointAlong } from '../../geometry/path.ts'
import { distance, type Point } from '../../geometry/point.ts'
import { simplify } from '../../geometry/simplify.ts'

export type ClearShape =
  | { readonly name: 'line' | 'arrow'; readonly from: Point; readonly to: Point }
  | { readonly name: 'form'; readonly form: 'rectangle' | 'ellipse' | 'triangle' | 'diamond'; readonly box: Box }

/** The stroke is looked at as so many points, equally far from each other. */
const SAMPLES = 96
/** All shares are of the diagonal of the stroke's box, or of the chord of a line. */
/** What a hand trembles is no length of its way. */
const TREMBLE = 0.015
const LINE_WAVE = 0.06
const CLOSING_GAP = 0.25
const MEAN_OFF = 0.04
const MOST_OFF = 0.15
/** A head's lines stay this near to the tip, and are at least so long. */
const HEAD_REACH = 0.45
const HEAD_LENGTH = 0.15
const SAME_TIP = 0.97
/** A box flatter than this is a scribbled line. */
const LEAST_SIDE = 0.12

/** What the stroke clearly is; null when it is none, or smaller than `least` pixels. */
export function clearShapeOf(stroke: readonly Point[], least: number): ClearShape | null {
  const box = boxAround(stroke)
  if (!box || stroke.length < 2 || Math.hypot(box.w, box.h) < least) return null
  const calm = simplify(stroke, TREMBLE * Math.hypot(box.w, box.h))
  const points = Array.from({ length: SAMPLES }, (_, i) => pointAlong(calm, i / (SAMPLES - 1)).point)
  return lineIn(points, lengthOf(calm)) ?? arrowIn(points) ?? formIn(points, box)
}

const waveOf = (points: readonly Point[]): number => {
  const [from, to] = [points[0], points[points.length - 1]]
  return Math.max(...points.map((p) => distanceToSegment(p, from, to))) / Math.max(1, distance(from, to))
}

function lineIn(points: readonly Point[], total: number): ClearShape | null {
  const [from, to] = [points[0], points[points.length - 1]]
  return distance(from, to) > total * 0.9 && waveOf(points) <= LINE_WAVE ? { name: 'line', from, to } : null
}

/** One stroke that runs straight to its tip and then draws the head around it. */
function arrowIn(points: readonly Point[]): ClearShape | null {
  const from = points[0]
  const farthest = Math.max(...points.map((p) => distance(from, p)))
  // The hand comes by the tip twice: the first time ends the shaft.
  const tip = points.findIndex((p) => distance(from, p) >= farthest * SAME_TIP)
  const to = points[tip]
  const long = distance(from, to)
  const shaft = points.slice(0, tip + 1)
  const head = points.slice(tip)
  if (tip < points.length * 0.4 || head.length < 4 || waveOf(shaft) > LINE_WAVE) return null
  const reach = Math.max(...head.map((p) => distance(p, to)))
  const isHead = reach <= HEAD_REACH * long && lengthOf(head) >= HEAD_LENGTH * long && reach >= 0.06 * long
  // Both lines of the head: to this side of the shaft and to that.
  const sides = head.map((p) => ((to.x - from.x) * (p.y - from.y) - (to.y - from.y) * (p.x - from.x)) / (long * long))
  const isBoth = Math.max(...sides) > 0.03 && Math.min(...sides) < -0.03
  return isHead && isBoth ? { name: 'arrow', from, to } : null
}

const at = (box: Box, x: number, y: number): Point => ({ x: box.x + x * box.w, y: box.y + y * box.h })
const cornersIn = (box: Box, corners: readonly (readonly [number, number])[]): readonly Point[] =>
  corners.map(([x, y]) => at(box, x, y))

const CIRCLE = 48
const outlines = {
  ellipse: (box: Box) =>
    Array.from({ length: CIRCLE }, (_, i) => {
      const turn = (i / CIRCLE) * 2 * Math.PI
      return at(box, 0.5 + Math.cos(turn) / 2, 0.5 + Math.sin(turn) / 2)
    }),
  rectangle: (box: Box) =>
    cornersIn(box, [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ]),
  triangle: (box: Box) =>
    cornersIn(box, [
      [0.5, 0],
      [1, 1],
      [0, 1],
    ]),
  diamond: (box: Box) =>
    cornersIn(box, [
      [0.5, 0],
      [1, 0.5],
      [0.5, 1],
      [0, 0.5],
    ]),
} as const

function formIn(points: readonly Point[], box: Box): ClearShape | null {
  const size = Math.hypot(box.w, box.h)
  if (Math.min(box.w, box.h) < LEAST_SIDE * size) return null
  if (distance(points[0], points[points.length - 1]) > CLOSING_GAP * size) return null
  let best: ClearShape | null = null
  let bestOff = MEAN_OFF * size
  for (const form of ['rectangle', 'ellipse', 'triangle', 'diamond'] as const) {
    const off = offFrom(points, outlines[form](box))
    if (off.mean >= bestOff || off.most > MOST_OFF * size) continue
    best = { name: 'form', form, box }
    bestOff = off.mean
  }
  return best
}

/** How far the stroke is off the outline, and the outline off the stroke: a part that was never drawn counts too. */
function offFrom(points: readonly Point[], outline: readonly Point[]) {
  const closed = [...outline, outline[0]]
  const there = points.map((p) => distanceToLine(outline, p, 'closed'))
  const back = Array.from({ length: SAMPLES }, (_, i) =>
    distanceToLine(points, pointAlong(closed, i / SAMPLES).point, 'open'),
  )
  const all = [...there, ...back]
  return { mean: all.reduce((sum, d) => sum + d, 0) / all.length, most: Math.max(...all) }
}
