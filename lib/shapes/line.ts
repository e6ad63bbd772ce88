/** A line through two or more points: straight or curved, open or closed. */
import { booleanField, choiceField } from '../base/fields.ts'
import { distanceToLine, isInside } from '../geometry/hit.ts'
import { flatten, type Path, pathOf, smoothPath } from '../geometry/path.ts'
import type { Point } from '../geometry/point.ts'
import { boxKind } from './box-kind.ts'
import type { ShapeOf } from './kind.ts'
import { pointsField, stretchPoints } from './points.ts'
import { isVisible, paintFill, paintStroke, styleOverflow } from './sketch.ts'
import { fillFields, strokeFields } from './style.ts'

export const lineFields = {
  points: pointsField,
  route: choiceField(['straight', 'curved'], 'straight'),
  closed: booleanField(false),
  ...strokeFields,
  fill: fillFields.fill,
  fillStyle: fillFields.fillStyle,
}
export type LineShape = ShapeOf<'line', typeof lineFields>

const paths = new WeakMap<LineShape, { readonly path: Path; readonly line: readonly Point[] }>()
/** The path in local pixels and its polyline, remembered for the record. */
function traceOf(shape: LineShape): { readonly path: Path; readonly line: readonly Point[] } {
  let trace = paths.get(shape)
  if (!trace) {
    const points = stretchPoints(shape.points, shape.placement.w, shape.placement.h)
    const ending = shape.closed ? 'closed' : 'open'
    const path = shape.route === 'curved' ? smoothPath(points, ending) : pathOf(points, ending)
    trace = { path, line: flatten(path)[0] ?? [] }
    paths.set(shape, trace)
  }
  return trace
}

/** Beyond this many points a sketch costs too much and looks like noise: such lines are drawn exactly. */
const MAX_SKETCH_POINTS = 200
/** How far a smooth curve may swing out of the box of its points. */
const SWING = 1 / 5

export const lineKind = boxKind<LineShape>({
  type: 'line',
  fields: lineFields,
  capabilities: ['resize', 'rotate', 'points'],
  overflow(shape) {
    const { w, h } = shape.placement
    const swing = shape.route === 'curved' && shape.points.length > 2 ? Math.max(w, h) * SWING : 0
    return styleOverflow(shape, w, h) + swing
  },
  isThin: ({ closed }) => !closed,
  outline: (shape) => traceOf(shape).line,
  hit(shape, local, tolerance) {
    const { line } = traceOf(shape)
    const reach = tolerance + shape.strokeWidth / 2
    if (distanceToLine(line, local, shape.closed ? 'closed' : 'open') <= reach) return true
    return shape.closed && isVisible(shape.fill) && isInside(line, local)
  },
  paint(shape, _context, detail) {
    const { path } = traceOf(shape)
    const { w, h } = shape.placement
    const style = path.length > MAX_SKETCH_POINTS ? { ...shape, look: 'clean' as const } : shape
    return [...(shape.closed ? paintFill(path, style, w, h, detail) : []), ...paintStroke(path, style, w, h, detail)]
  },
})
