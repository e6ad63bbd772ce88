/** Lines and outlines of any form as shapes of a slide that can be edited point by point. */
import type pptxgen from 'pptxgenjs'
import { assertNever } from '../../lib/base/assert.ts'
import type { Path } from '../../lib/geometry/path.ts'
import type { Point } from '../../lib/geometry/point.ts'
import type { AnyShape, StrokePaint } from '../../lib/shapes/kind.ts'
import { type Ink, lineOf, linkOf, pathBox, placeOn, type Sheet } from './sheet.ts'

type Points = NonNullable<pptxgen.ShapeProps['points']>
type Head = NonNullable<pptxgen.ShapeLineProps['endArrowType']>

/** A path in inches from a corner of its box. */
export function pointsOf(path: Path, from: Point, scale: number): Points {
  const x = (value: number) => (value - from.x) * scale
  const y = (value: number) => (value - from.y) * scale
  return path.map((c): Points[number] => {
    switch (c[0]) {
      case 'M':
        return { x: x(c[1]), y: y(c[2]), moveTo: true }
      case 'L':
        return { x: x(c[1]), y: y(c[2]) }
      case 'C': {
        const curve = { type: 'cubic' as const, x1: x(c[1]), y1: y(c[2]), x2: x(c[3]), y2: y(c[4]) }
        return { x: x(c[5]), y: y(c[6]), curve }
      }
      case 'Q':
        return { x: x(c[3]), y: y(c[4]), curve: { type: 'quadratic', x1: x(c[1]), y1: y(c[2]) } }
      case 'Z':
        return { close: true }
      default:
        return assertNever(c)
    }
  })
}

export interface PathLook {
  readonly fill?: Ink | null
  readonly stroke?: StrokePaint | undefined
  readonly opacity: number
  readonly link?: string
  readonly startHead?: Head
  readonly endHead?: Head
}

/** A path in local pixels of a placement. */
export function addPath(sheet: Sheet, placement: AnyShape['placement'], path: Path, look: PathLook): void {
  const box = pathBox(path)
  const line = lineOf(sheet, look.stroke, look.opacity)
  if (!box || (!line && !look.fill)) return
  const heads = {
    ...(look.startHead ? { beginArrowType: look.startHead } : {}),
    ...(look.endHead ? { endArrowType: look.endHead } : {}),
  }
  sheet.slide.addShape('custGeom' as pptxgen.SHAPE_NAME, {
    ...placeOn(sheet, placement, box),
    points: pointsOf(path, box, sheet.scale),
    ...(look.fill ? { fill: look.fill } : {}),
    ...(line ? { line: { ...line, ...heads } } : {}),
    ...linkOf(look.link ?? ''),
  })
}

/** A straight line from point to point, as lines are drawn there. */
export function addLine(sheet: Sheet, placement: AnyShape['placement'], ends: readonly [Point, Point], look: PathLook) {
  const line = lineOf(sheet, look.stroke, look.opacity)
  if (!line) return
  const [a, b] = ends
  const box = { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), w: Math.abs(a.x - b.x), h: Math.abs(a.y - b.y) }
  sheet.slide.addShape('line', {
    ...placeOn(sheet, placement, box),
    flipH: b.x < a.x,
    flipV: b.y < a.y,
    line: {
      ...line,
      ...(look.startHead ? { beginArrowType: look.startHead } : {}),
      ...(look.endHead ? { endArrowType: look.endHead } : {}),
    },
    ...linkOf(look.link ?? ''),
  })
}
