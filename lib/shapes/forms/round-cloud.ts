/** A cloud as tldraw draws it: as many bumps around a pill as its size wants. Its small irregularities are left out. */
import { at } from '../../base/at.ts'
import type { PathCommand } from '../../geometry/path.ts'
import { add, distance, lerp, type Point, subtract } from '../../geometry/point.ts'
import { type Form, labelIn } from './form.ts'

/** Board pixels of outline to a bump. */
const BUMP_LENGTH = 70
/** In a cloud that is narrower no bumps can be seen. */
const LEAST_SIDE = 8
const LEAST_BUMPS = 6
const MOST_BUMPS = 400
/** How far a bump stands out, of its length. */
const PROTRUSION = 0.2

/** The outline of a pill that fills a box, as a place for each share of its length; it begins where a bump begins. */
function pillAt(w: number, h: number): { readonly length: number; at(way: number): Point } {
  const radius = Math.min(w, h) / 2
  const side = Math.max(w, h) - 2 * radius
  const arc = Math.PI * radius
  const isLying = w > h
  const round = (x: number, y: number, angle: number): Point => ({
    x: x + radius * Math.cos(angle),
    y: y + radius * Math.sin(angle),
  })
  const half = side + arc
  return {
    length: 2 * half,
    at(way) {
      const isBack = way >= half
      const along = isBack ? way - half : way
      const sign = isBack ? -1 : 1
      if (along < side) {
        if (isLying) return isBack ? { x: w - radius - along, y: h } : { x: radius + along, y: 0 }
        return isBack ? { x: 0, y: h - radius - along } : { x: w, y: radius + along }
      }
      const turn = (along - side) / radius
      if (isLying) return round(isBack ? radius : w - radius, radius, -sign * (Math.PI / 2) + turn)
      return round(radius, isBack ? radius : h - radius, (isBack ? Math.PI : 0) + turn)
    },
  }
}

/** The circle's arc from `a` over `top` to `b`, which bulges away from the middle, as two curves. */
function bump(a: Point, top: Point, b: Point): readonly PathCommand[] {
  const chord = distance(a, b)
  const height = distance(lerp(a, b, 0.5), top)
  if (chord === 0 || height < 1e-3) return [['L', b.x, b.y]]
  // Half the angle of the arc, by which the tangents at its ends leave the chord.
  const half = 2 * Math.atan((2 * height) / chord)
  const reach = ((4 / 3) * Math.tan(half / 4) * chord) / (2 * Math.sin(half))
  const along = { x: (b.x - a.x) / chord, y: (b.y - a.y) / chord }
  const up = { x: (top.x - (a.x + b.x) / 2) / height, y: (top.y - (a.y + b.y) / 2) / height }
  const direction = (turn: number, by: number): Point => ({
    x: by * (along.x * Math.cos(turn) + up.x * Math.sin(turn)),
    y: by * (along.y * Math.cos(turn) + up.y * Math.sin(turn)),
  })
  const c1 = add(a, direction(half, reach))
  const c2 = subtract(top, direction(0, reach))
  const c3 = add(top, direction(0, reach))
  const c4 = subtract(b, direction(-half, reach))
  return [
    ['C', c1.x, c1.y, c2.x, c2.y, top.x, top.y],
    ['C', c3.x, c3.y, c4.x, c4.y, b.x, b.y],
  ]
}

export const roundCloud: Form = {
  path(w, h) {
    const { length } = pillAt(w, h)
    const shorter = Math.min(w, h)
    const wanted = Math.max(Math.ceil(length / BUMP_LENGTH), LEAST_BUMPS, Math.ceil(length / shorter))
    const count = shorter < LEAST_SIDE ? LEAST_BUMPS : Math.min(MOST_BUMPS, wanted)
    const out = (length / count) * PROTRUSION
    const inner = pillAt(Math.max(1, w - 2 * out), Math.max(1, h - 2 * out))
    const spacing = inner.length / count
    const pad = { x: (w - Math.max(1, w - 2 * out)) / 2, y: (h - Math.max(1, h - 2 * out)) / 2 }
    const points = Array.from({ length: count }, (_, i) => add(inner.at(i * spacing), pad))
    const first = at(points, 0)
    const path: PathCommand[] = [['M', first.x, first.y]]
    for (const [i, a] of points.entries()) {
      const b = points[i + 1] ?? first
      // Two bumps of a cloud without width meet in one point, which has no direction.
      const chord = Math.max(Number.EPSILON, distance(a, b))
      // Around the ends of the pill the chord is shorter than the way: the bump stands out by as much more.
      const height = Math.max(pad.x, pad.y) + spacing - chord
      const middle = lerp(a, b, 0.5)
      const within = (value: number, most: number) => Math.min(most, Math.max(0, value))
      const top = {
        x: within(middle.x + ((b.y - a.y) / chord) * height, w),
        y: within(middle.y - ((b.x - a.x) / chord) * height, h),
      }
      path.push(...bump(a, top, b))
    }
    path.push(['Z'])
    return path
  },
  label: labelIn([0.14, 0.2, 0.72, 0.6]),
}

/** The heart that goes with it. */
export const roundHeart: Form = {
  path: (w, h) => [
    ['M', w / 2, h],
    ['C', w * 0.375, h * 0.75, 0, h * 0.625, 0, h * 0.3],
    ['C', 0, h * -0.08, w * 0.4625, h * -0.08, w / 2, h * 0.225],
    ['C', w * 0.5375, h * -0.08, w, h * -0.08, w, h * 0.3],
    ['C', w, h * 0.625, w * 0.625, h * 0.75, w / 2, h],
    ['Z'],
  ],
  label: labelIn([0.16, 0.2, 0.68, 0.42]),
}
