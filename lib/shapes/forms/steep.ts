/**
 * Forms whose slants and heads are measured by the shorter side, as tldraw draws them: boards from there keep their look.
 * They stand in no menu; each goes by the name of the form that it is a variant of.
 */
import { type Form, labelIn } from './form.ts'

type Point = readonly [x: number, y: number]
/** Of the shorter side. */
const SLANT = 0.38
/** Of the side that an arrow's shaft runs along, on either side of it. */
const SHAFT = 0.16

const closed = (points: readonly Point[]) => [
  ...points.map(([x, y], i) => [i === 0 ? 'M' : 'L', x, y] as ['M' | 'L', number, number]),
  ['Z'] as ['Z'],
]
const WHOLE = labelIn([0, 0, 1, 1])

const steep = (points: (w: number, h: number, slant: number) => readonly Point[], label = WHOLE): Form => ({
  path: (w, h) => closed(points(w, h, SLANT * Math.min(w, h))),
  label,
})

/** Corners on an ellipse, the first one on top, stretched until they touch all sides; every second one at `inner`. */
function aroundCircle(count: number, inner = 1): Form {
  const corners = Array.from({ length: count }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / count - Math.PI / 2
    const reach = i % 2 === 1 ? inner : 1
    return [reach * Math.cos(angle), reach * Math.sin(angle)]
  })
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top]
  return {
    path: (w, h) => closed(corners.map(([x, y]) => [((x - left) * w) / width, ((y - top) * h) / height])),
    label: WHOLE,
  }
}

const arrowRight = (w: number, h: number, head: number): readonly Point[] => [
  [0, h * SHAFT],
  [w - head, h * SHAFT],
  [w - head, 0],
  [w, h / 2],
  [w - head, h],
  [w - head, h * (1 - SHAFT)],
  [0, h * (1 - SHAFT)],
]
const turned = (points: readonly Point[]): readonly Point[] => points.map(([x, y]) => [y, x])

export const steepParallelogram = steep((w, h, slant) => [
  [slant, 0],
  [w, 0],
  [w - slant, h],
  [0, h],
])
export const steepParallelogramLeft = steep((w, h, slant) => [
  [0, 0],
  [w - slant, 0],
  [w, h],
  [slant, h],
])
export const steepTrapezoid = steep((w, h, slant) => [
  [slant, 0],
  [w - slant, 0],
  [w, h],
  [0, h],
])
export const uprightOctagon = aroundCircle(8)
export const bluntStar = aroundCircle(10, 0.5)
export const steepArrowRight = steep(arrowRight)
export const steepArrowLeft = steep((w, h, head) => arrowRight(w, h, head).map(([x, y]) => [w - x, y]))
export const steepArrowDown = steep((w, h, head) => turned(arrowRight(h, w, head)))
export const steepArrowUp = steep((w, h, head) => turned(arrowRight(h, w, head)).map(([x, y]) => [x, h - y]))
