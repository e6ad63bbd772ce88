/** Lines, arrows and strokes of Excalidraw. */

import { type Box, boxAround, centreOf, type Placement } from '../geometry/box.ts'
import { distance, type Point, rotateAbout } from '../geometry/point.ts'
import type { ArrowShape, Binding } from '../shapes/arrow.ts'
import { holding } from '../shapes/arrow-binding.ts'
import { boardPoints, fromBoardPoints } from '../shapes/points.ts'
import { makeShape, type Shape } from '../shapes/registry.ts'
import { encodeStroke, MAX_STROKE_POINTS, type StrokePoint } from '../shapes/stroke-points.ts'
import { baseOf, type Element, fillOf, isRound, strokeOf } from './excalidraw-element.ts'
import { headLengthOn, headOf, INK_RATIO } from './excalidraw-style.ts'
import { type ImportSession, thinned } from './import-session.ts'
import { finite, isJson, type Json, list, numeric } from './reading.ts'

/** Excalidraw itself throws such lines away: they come from a bug, and freeze what draws them. */
const MAX_LINE_LENGTH = 75_000
/** Ends this close make a line a closed form. */
const LOOP_DISTANCE = 8

function pointsOf(json: Json): readonly Point[] {
  const points: Point[] = []
  for (const entry of list(json.points)) {
    const [x, y] = list(entry).map(numeric)
    if (Number.isFinite(x) && Number.isFinite(y)) points.push({ x, y })
  }
  return points
}

/** Local points and where their box lies; the angle turns about that box's centre. */
function placed(json: Json, points: readonly Point[]): { points: readonly Point[]; placement: Placement } {
  const x = finite(json.x, 0)
  const y = finite(json.y, 0)
  const { points: local, placement } = fromBoardPoints(points.map((p) => ({ x: p.x + x, y: p.y + y })))
  return { points: local, placement: { ...placement, rotation: finite(json.angle, 0) } }
}

/** The points when they make a line, else the reason why not. */
function usablePoints(json: Json, least: number): readonly Point[] | 'no-points' | 'too-long' {
  const points = pointsOf(json)
  const box = boxAround(points)
  if (!box || points.length < least) return 'no-points'
  return box.w > MAX_LINE_LENGTH || box.h > MAX_LINE_LENGTH ? 'too-long' : points
}

export function readLine({ json, id, type }: Element, session: ImportSession): Shape | null {
  const points = usablePoints(json, 2)
  if (typeof points === 'string') return skipped(session, type, points)
  const gap = distance(points[0], points[points.length - 1])
  const isLoop = points.length > 2 && (json.polygon === true || gap <= LOOP_DISTANCE)
  return makeShape('line', session.idOf(id), {
    ...baseOf(json),
    ...strokeOf(json, session.options.newSeed()),
    ...fillOf(json),
    ...placed(json, thinned(isLoop && gap < 1 && points.length > 3 ? points.slice(0, -1) : points, type, session)),
    route: isRound(json) ? 'curved' : 'straight',
    closed: isLoop,
  })
}

/** Without its bindings: those need the targets, see `bindArrow`. */
export function readArrow({ json, id, type }: Element, session: ImportSession): Shape | null {
  const points = usablePoints(json, 2)
  if (typeof points === 'string') return skipped(session, type, points)
  const startHead = headOf(json.startArrowhead, 'none')
  const endHead = headOf(json.endArrowhead, 'arrow')
  const last = points.length - 1
  return makeShape('arrow', session.idOf(id), {
    ...baseOf(json),
    ...strokeOf(json, session.options.newSeed()),
    ...placed(json, thinned(points, type, session)),
    route: json.elbowed === true ? 'elbow' : isRound(json) ? 'curved' : 'straight',
    startHead,
    endHead,
    startHeadLength: startHead === 'none' ? 0 : headLengthOn(startHead, distance(points[0], points[1])),
    endHeadLength: endHead === 'none' ? 0 : headLengthOn(endHead, distance(points[last - 1], points[last])),
  })
}

export function readFreedraw({ json, id, type }: Element, session: ImportSession): Shape | null {
  const points = usablePoints(json, 1)
  if (typeof points === 'string') return skipped(session, type, points)
  const pressures = list(json.pressures)
  const hasPressure = json.simulatePressure !== true && pressures.length > 0
  if (points.length > MAX_STROKE_POINTS) session.skip(type, 'points-cut')
  const { points: local, placement } = placed(json, points.slice(0, MAX_STROKE_POINTS))
  const stroke: StrokePoint[] = local.map((p, i) => ({ ...p, pressure: hasPressure ? finite(pressures[i], 0.5) : 0.5 }))
  const { stroke: color, strokeWidth } = strokeOf(json, 1)
  return makeShape('draw', session.idOf(id), {
    ...baseOf(json),
    ...fillOf(json),
    placement,
    strokePoints: encodeStroke(stroke),
    hasPressure,
    closed: points.length > 3 && distance(points[0], points[points.length - 1]) <= LOOP_DISTANCE,
    stroke: color,
    strokeWidth: strokeWidth * INK_RATIO,
  })
}

function skipped(session: ImportSession, type: string, reason: string): null {
  session.skip(type, reason)
  return null
}

/**
 * Where along its length Excalidraw shows an arrow's label: at the middle point, or in the middle of the middle part.
 * The place that the file gives the text may be old.
 */
export function middleShare(arrow: ArrowShape): number {
  const { points } = arrow
  const lengths = points.slice(1).map((p, i) => distance(points[i], p))
  const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0)
  const half = lengths.length >> 1
  const until = sum(lengths.slice(0, half)) + (lengths.length % 2 === 1 ? lengths[half] / 2 : 0)
  const total = sum(lengths)
  return total === 0 ? 0.5 : until / total
}

/** The arrow with its ends bound to shapes of the same file; what is missing is not bound. */
export function bindArrow(
  arrow: ArrowShape,
  json: Json,
  targetOf: (foreign: unknown) => Shape | undefined,
): ArrowShape {
  const points = boardPoints(arrow)
  const last = points.length - 1
  const bind = (stored: unknown, end: Point, before: Point): Binding | null => {
    const target = isJson(stored) ? targetOf(stored.elementId) : undefined
    if (!target || !isJson(stored) || target.id === arrow.id) return null
    const binding: Binding = {
      target: target.id,
      anchor: fixedAnchor(stored) ?? aimedAnchor(target.placement, end, before),
      mode: stored.mode === 'inside' ? 'inside' : 'outline',
    }
    // Where the file has it, until one of the two moves.
    return holding(binding, end, target.placement)
  }
  return {
    ...arrow,
    start: bind(json.startBinding, points[0], points[1]),
    end: bind(json.endBinding, points[last], points[last - 1]),
  }
}

function fixedAnchor(stored: Json): Point | null {
  const [x, y] = list(stored.fixedPoint).map(numeric)
  if (!Number.isFinite(x) || !Number.isFinite(y)) return null
  return { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) }
}

/** Old files store no anchor: the end is prolonged into the target, and the middle of what it crosses is the anchor. */
function aimedAnchor(placement: Placement, end: Point, before: Point): Point {
  const centre = centreOf(placement)
  const p = rotateAbout(end, centre, -placement.rotation)
  const q = rotateAbout(before, centre, -placement.rotation)
  const crossed = chord(placement, q, p)
  const at = crossed ?? { x: (p.x + centre.x) / 2, y: (p.y + centre.y) / 2 }
  const share = (n: number, from: number, size: number) =>
    size > 0 ? Math.min(1, Math.max(0, (n - from) / size)) : 0.5
  return { x: share(at.x, placement.x, placement.w), y: share(at.y, placement.y, placement.h) }
}

/** The middle of what the line through `q` and `p` crosses of the box; null when it misses it. */
function chord(box: Box, q: Point, p: Point): Point | null {
  const dx = p.x - q.x
  const dy = p.y - q.y
  let from = Number.NEGATIVE_INFINITY
  let to = Number.POSITIVE_INFINITY
  for (const [start, step, low, size] of [
    [q.x, dx, box.x, box.w],
    [q.y, dy, box.y, box.h],
  ]) {
    if (step === 0) {
      if (start < low || start > low + size) return null
      continue
    }
    const a = (low - start) / step
    const b = (low + size - start) / step
    from = Math.max(from, Math.min(a, b))
    to = Math.min(to, Math.max(a, b))
  }
  if (!(from <= to) || !Number.isFinite(from) || !Number.isFinite(to)) return null
  const middle = (from + to) / 2
  return { x: q.x + dx * middle, y: q.y + dy * middle }
}
