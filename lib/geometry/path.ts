/** Paths of lines and Bezier curves: building, flattening, measuring. Coordinates are plain pixels. */
import { assertNever } from '../base/assert.ts'
import { distance, lerp, type Point } from './point.ts'

export type PathCommand =
  | readonly ['M', number, number]
  | readonly ['L', number, number]
  | readonly ['C', number, number, number, number, number, number]
  | readonly ['Q', number, number, number, number]
  | readonly ['Z']
export type Path = readonly PathCommand[]

/** What a path is drawn with: a `Path2D` of any make, or a context. */
export interface PathSink {
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void
  quadraticCurveTo(x1: number, y1: number, x: number, y: number): void
  closePath(): void
}

/** Draws `path` into `sink` and returns it. */
export function tracePath<Sink extends PathSink>(path: Path, sink: Sink): Sink {
  for (const command of path) {
    switch (command[0]) {
      case 'M':
        sink.moveTo(command[1], command[2])
        break
      case 'L':
        sink.lineTo(command[1], command[2])
        break
      case 'C':
        sink.bezierCurveTo(command[1], command[2], command[3], command[4], command[5], command[6])
        break
      case 'Q':
        sink.quadraticCurveTo(command[1], command[2], command[3], command[4])
        break
      case 'Z':
        sink.closePath()
        break
      default:
        assertNever(command)
    }
  }
  return sink
}

/** A polyline as a path. */
export function pathOf(points: readonly Point[], ending: 'open' | 'closed'): Path {
  const path: PathCommand[] = points.map((p, i) => [i === 0 ? 'M' : 'L', p.x, p.y])
  if (ending === 'closed' && points.length > 0) path.push(['Z'])
  return path
}

/** A closed polygon whose corners are rounded by `radius`, at most half of the shorter side that meets there. */
export function roundedPolygon(points: readonly Point[], radius: number): Path {
  const count = points.length
  if (count < 3 || radius <= 0) return pathOf(points, 'closed')
  const path: PathCommand[] = []
  for (let i = 0; i < count; i++) {
    const corner = points[i]
    const before = points[(i + count - 1) % count]
    const after = points[(i + 1) % count]
    const a = distance(before, corner)
    const b = distance(corner, after)
    const r = Math.min(radius, a / 2, b / 2)
    const from = a === 0 ? corner : lerp(corner, before, r / a)
    const to = b === 0 ? corner : lerp(corner, after, r / b)
    path.push([i === 0 ? 'M' : 'L', from.x, from.y], ['Q', corner.x, corner.y, to.x, to.y])
  }
  path.push(['Z'])
  return path
}

/** An open polyline with rounded corners. */
export function roundedPolyline(points: readonly Point[], radius: number): Path {
  if (points.length < 3 || radius <= 0) return pathOf(points, 'open')
  const path: PathCommand[] = [['M', points[0].x, points[0].y]]
  for (let i = 1; i < points.length - 1; i++) {
    const corner = points[i]
    const a = distance(points[i - 1], corner)
    const b = distance(corner, points[i + 1])
    const r = Math.min(radius, a / 2, b / 2)
    if (r < 0.01) {
      path.push(['L', corner.x, corner.y])
      continue
    }
    const from = lerp(corner, points[i - 1], r / a)
    const to = lerp(corner, points[i + 1], r / b)
    path.push(['L', from.x, from.y], ['Q', corner.x, corner.y, to.x, to.y])
  }
  const last = points[points.length - 1]
  path.push(['L', last.x, last.y])
  return path
}

/** A smooth curve through all points (uniform Catmull-Rom, as cubic Beziers). */
export function smoothPath(points: readonly Point[], ending: 'open' | 'closed'): Path {
  const count = points.length
  if (count < 3) return pathOf(points, ending)
  const isClosed = ending === 'closed'
  const at = (i: number) => (isClosed ? points[(i + count) % count] : points[Math.min(count - 1, Math.max(0, i))])
  const path: PathCommand[] = [['M', points[0].x, points[0].y]]
  const segments = isClosed ? count : count - 1
  for (let i = 0; i < segments; i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)]
    path.push([
      'C',
      p1.x + (p2.x - p0.x) / 6,
      p1.y + (p2.y - p0.y) / 6,
      p2.x - (p3.x - p1.x) / 6,
      p2.y - (p3.y - p1.y) / 6,
      p2.x,
      p2.y,
    ])
  }
  if (isClosed) path.push(['Z'])
  return path
}

const KAPPA = 0.5522847498
/** The ellipse that fills the box. */
export function ellipsePath(x: number, y: number, w: number, h: number): Path {
  const [rx, ry, cx, cy] = [w / 2, h / 2, x + w / 2, y + h / 2]
  const [kx, ky] = [rx * KAPPA, ry * KAPPA]
  return [
    ['M', cx + rx, cy],
    ['C', cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry],
    ['C', cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy],
    ['C', cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry],
    ['C', cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy],
    ['Z'],
  ]
}

const MAX_PIECES = 32
/** Pieces that keep a curve with this control polygon within about `tolerance` of its chord lines. */
const piecesFor = (controlLength: number, tolerance: number) =>
  Math.min(MAX_PIECES, Math.max(2, Math.ceil(Math.sqrt(controlLength / tolerance) / 2)))

/** Each subpath as a polyline; a closed one does not repeat its first point. */
export function flatten(path: Path, tolerance = 0.25): readonly (readonly Point[])[] {
  const lines: Point[][] = []
  let line: Point[] = []
  let pen: Point = { x: 0, y: 0 }
  const to = (p: Point) => {
    line.push(p)
    pen = p
  }
  for (const c of path) {
    if (c[0] === 'M') {
      if (line.length > 0) lines.push(line)
      line = []
      to({ x: c[1], y: c[2] })
    } else if (c[0] === 'L') to({ x: c[1], y: c[2] })
    else if (c[0] === 'C') {
      const [p0, p1, p2, p3] = [pen, { x: c[1], y: c[2] }, { x: c[3], y: c[4] }, { x: c[5], y: c[6] }]
      const n = piecesFor(distance(p0, p1) + distance(p1, p2) + distance(p2, p3), tolerance)
      for (let i = 1; i <= n; i++) to(cubicAt(p0, p1, p2, p3, i / n))
    } else if (c[0] === 'Q') {
      const [p0, p1, p2] = [pen, { x: c[1], y: c[2] }, { x: c[3], y: c[4] }]
      const n = piecesFor(distance(p0, p1) + distance(p1, p2), tolerance)
      for (let i = 1; i <= n; i++) to(lerp(lerp(p0, p1, i / n), lerp(p1, p2, i / n), i / n))
    } else if (line.length > 0) {
      const first = line[0]
      if (line.length > 1 && distance(first, pen) < 1e-9) line.pop()
      lines.push(line)
      line = []
      pen = first
    }
  }
  if (line.length > 0) lines.push(line)
  return lines
}

export function cubicAt(p0: Point, p1: Point, p2: Point, p3: Point, t: number): Point {
  const u = 1 - t
  const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t]
  return { x: a * p0.x + b * p1.x + c * p2.x + d * p3.x, y: a * p0.y + b * p1.y + c * p2.y + d * p3.y }
}

export function lengthOf(line: readonly Point[]): number {
  let sum = 0
  for (let i = 1; i < line.length; i++) sum += distance(line[i - 1], line[i])
  return sum
}

/** The point at `t` (0..1 of the length) of an open polyline, and the unit direction there. */
export function pointAlong(line: readonly Point[], t: number): { readonly point: Point; readonly direction: Point } {
  let rest = Math.min(1, Math.max(0, t)) * lengthOf(line)
  let direction: Point = { x: 1, y: 0 }
  for (let i = 1; i < line.length; i++) {
    const piece = distance(line[i - 1], line[i])
    if (piece === 0) continue
    direction = { x: (line[i].x - line[i - 1].x) / piece, y: (line[i].y - line[i - 1].y) / piece }
    if (rest <= piece) return { point: lerp(line[i - 1], line[i], rest / piece), direction }
    rest -= piece
  }
  return { point: line[line.length - 1] ?? { x: 0, y: 0 }, direction }
}

/** Moves all points of a path. */
export function mapPath(path: Path, move: (p: Point) => Point): Path {
  return path.map((c): PathCommand => {
    if (c[0] === 'Z') return c
    const moved: number[] = []
    for (let i = 1; i < c.length; i += 2) {
      const p = move({ x: c[i] as number, y: c[i + 1] as number })
      moved.push(p.x, p.y)
    }
    return [c[0], ...moved] as unknown as PathCommand
  })
}
