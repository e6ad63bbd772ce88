/** The heads of arrows, from plain ones to those of entity diagrams: what each looks like at a tip. */
import { ellipsePath, type Path, pathOf } from '../geometry/path.ts'
import type { Point } from '../geometry/point.ts'

export const arrowheads = [
  'none',
  'arrow',
  'triangle',
  'triangle-outline',
  'circle',
  'circle-outline',
  'diamond',
  'diamond-outline',
  'square',
  'square-outline',
  'inverted',
  'inverted-outline',
  'bar',
  'one',
  'many',
  'one-or-many',
  'exactly-one',
  'zero-or-one',
  'zero-or-many',
] as const
export type Arrowhead = (typeof arrowheads)[number]

const BASE_LENGTH = 9
const LENGTH_PER_WIDTH = 4
/** Length of a head for a line width, or as it is `asked` for (0: not); short arrows have smaller heads. */
export const headLength = (strokeWidth: number, pathLength: number, asked = 0): number =>
  Math.min(asked > 0 ? asked : BASE_LENGTH + LENGTH_PER_WIDTH * strokeWidth, pathLength * 0.45)

export interface HeadPaint {
  readonly path: Path
  readonly isFilled: boolean
}

/** How much of the line an open form covers, in head lengths: it would show through. */
export function hiddenLength(head: Arrowhead): number {
  if (head === 'triangle-outline' || head === 'triangle') return 0.9
  if (head === 'circle-outline' || head === 'diamond-outline' || head.startsWith('inverted')) return 0.98
  if (head.startsWith('square')) return 0.8
  return 0
}

/** The parts of a head at `tip`, pointing along the unit vector `direction`. */
export function headPaths(head: Arrowhead, tip: Point, direction: Point, size: number): readonly HeadPaint[] {
  /** Back from the tip, then to the side. */
  const at = (back: number, side: number): Point => ({
    x: tip.x - direction.x * back * size - direction.y * side * size,
    y: tip.y - direction.y * back * size + direction.x * side * size,
  })
  const open = (...points: Point[]): HeadPaint => ({ path: pathOf(points, 'open'), isFilled: false })
  const closed = (isFilled: boolean, ...points: Point[]): HeadPaint => ({ path: pathOf(points, 'closed'), isFilled })
  const disc = (back: number, radius: number, isFilled: boolean): HeadPaint => {
    const centre = at(back, 0)
    const r = radius * size
    return { path: ellipsePath(centre.x - r, centre.y - r, 2 * r, 2 * r), isFilled }
  }
  const barAt = (back: number) => open(at(back, -0.45), at(back, 0.45))
  const foot = () => open(at(0, -0.45), at(0.9, 0), at(0, 0.45))
  switch (head) {
    case 'none':
      return []
    case 'arrow':
      return [open(at(0.9, -0.42), tip, at(0.9, 0.42))]
    case 'triangle':
    case 'triangle-outline':
      return [closed(head === 'triangle', tip, at(0.9, -0.42), at(0.9, 0.42))]
    case 'circle':
    case 'circle-outline':
      return head === 'circle' ? [disc(0.35, 0.35, true)] : [disc(0.49, 0.49, false)]
    case 'diamond':
    case 'diamond-outline':
      return [closed(head === 'diamond', tip, at(0.5, -0.35), at(1, 0), at(0.5, 0.35))]
    case 'square':
    case 'square-outline':
      return [closed(head === 'square', at(0, -0.4), at(0.8, -0.4), at(0.8, 0.4), at(0, 0.4))]
    case 'inverted':
    case 'inverted-outline':
      return [closed(head === 'inverted', at(0, -0.45), at(1, 0), at(0, 0.45))]
    case 'bar':
      return [barAt(0)]
    case 'one':
      return [barAt(0.5)]
    case 'many':
      return [foot()]
    case 'one-or-many':
      return [foot(), barAt(1)]
    case 'exactly-one':
      return [barAt(0.45), barAt(0.8)]
    case 'zero-or-one':
      return [barAt(0.4), disc(0.85, 0.28, false)]
    case 'zero-or-many':
      return [foot(), disc(1.2, 0.28, false)]
  }
}
