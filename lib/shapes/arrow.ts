/** An arrow whose ends may be bound to other shapes and then follow them. */
import { at } from '../base/at.ts'
import { type Box, containsPoint, grow } from '../geometry/box.ts'
import { chainLine, chainPath, cutEnd, cutStart, type Segment } from '../geometry/curve.ts'
import { distanceToLine } from '../geometry/hit.ts'
import { lengthOf, type Path, pathOf, pointAlong, roundedPolyline } from '../geometry/path.ts'
import { type Point, subtract } from '../geometry/point.ts'
import { type ArrowShape, arrowFields, type KindLookup } from './arrow-binding.ts'
import { type ArrowRoute, routeOf } from './arrow-route.ts'
import { type Arrowhead, headLength, headPaths, hiddenLength } from './arrowheads.ts'
import { boxKind } from './box-kind.ts'
import type { Detail, Primitive, ShapeContext, ShapeKind } from './kind.ts'
import { isEmptyText, layoutLabel, paintLabel } from './label.ts'
import { isVisible, paintStroke, styleOverflow } from './sketch.ts'

export type { ArrowShape, Binding } from './arrow-binding.ts'
export { type Arrowhead, arrowheads } from './arrowheads.ts'

const ELBOW_RADIUS = 12
const LABEL_GAP = 4
const MIN_LABEL_WIDTH = 60
const MAX_LABEL_WIDTH = 280
const LABEL_SHARE = 0.7

/** The label's box around its place on the path; one empty line when nothing is written yet. */
function labelBox(arrow: ArrowShape, route: ArrowRoute, context: ShapeContext): Box {
  const { point } = pointAlong(route.line, arrow.labelAt)
  const room = Math.min(MAX_LABEL_WIDTH, Math.max(MIN_LABEL_WIDTH, lengthOf(route.line) * LABEL_SHARE))
  const layout = layoutLabel(arrow, room, context)
  const w = Math.max(arrow.fontSize, layout.width)
  return { x: point.x - w / 2, y: point.y - layout.height / 2, w, h: layout.height }
}

/** The path with a gap where the label is. */
function withoutLabel(chain: readonly Segment[], box: Box): readonly (readonly Segment[])[] {
  const line = chainLine(chain)
  const total = lengthOf(line)
  const hole = grow(box, LABEL_GAP)
  const steps = Math.min(400, Math.max(24, Math.ceil(total / 3)))
  let enter = -1
  let leave = -1
  for (let i = 0; i <= steps; i++) {
    if (!containsPoint(hole, pointAlong(line, i / steps).point)) continue
    if (enter < 0) enter = i
    leave = i
  }
  if (enter < 0) return [chain]
  // Cut where the line is still outside: a step farther than what was found inside.
  const until = enter - 1
  const from = leave + 1
  const parts: (readonly Segment[])[] = []
  if (until > 0) parts.push(cutEnd(chain, total - (total * until) / steps))
  if (from < steps) parts.push(cutStart(chain, (total * from) / steps))
  return parts
}

function bodyPaths(arrow: ArrowShape, route: ArrowRoute, context: ShapeContext): readonly Path[] {
  const total = lengthOf(route.line)
  const shortened = cutEnd(
    cutStart(route.chain, hiddenLength(arrow.startHead) * headLength(arrow.strokeWidth, total, arrow.startHeadLength)),
    hiddenLength(arrow.endHead) * headLength(arrow.strokeWidth, total, arrow.endHeadLength),
  )
  const parts = isEmptyText(arrow.text) ? [shortened] : withoutLabel(shortened, labelBox(arrow, route, context))
  return parts.map((part) =>
    arrow.route === 'elbow' ? roundedPolyline(chainLine(part), ELBOW_RADIUS) : chainPath(part),
  )
}

/** Direction at an end, taken over the length of the head so that it sits well on a curve. */
function headAt(line: readonly Point[], size: number, total: number, side: 'start' | 'end') {
  const tip = at(line, side === 'start' ? 0 : line.length - 1)
  const share = total === 0 ? 0 : Math.min(1, (size * 0.9) / total)
  const from = pointAlong(line, side === 'start' ? share : 1 - share).point
  const out = subtract(tip, from)
  const length = Math.hypot(out.x, out.y)
  return { tip, direction: length === 0 ? { x: 1, y: 0 } : { x: out.x / length, y: out.y / length } }
}

function paintHead(arrow: ArrowShape, line: readonly Point[], side: 'start' | 'end', detail: Detail): Primitive[] {
  const head: Arrowhead = side === 'start' ? arrow.startHead : arrow.endHead
  if (head === 'none' || !isVisible(arrow.stroke)) return []
  const total = lengthOf(line)
  const size = headLength(arrow.strokeWidth, total, side === 'start' ? arrow.startHeadLength : arrow.endHeadLength)
  const { tip, direction } = headAt(line, size, total, side)
  const style = { ...arrow, dash: 'solid' as const, roughness: Math.min(1, arrow.roughness) }
  return headPaths(head, tip, direction, size).flatMap(({ path, isFilled }): Primitive[] => {
    const outline = paintStroke(path, style, size, size, isFilled ? 'reduced' : detail)
    return isFilled ? [{ name: 'path', path, fill: arrow.stroke }, ...outline] : outline
  })
}

/** The longest heads reach one and a half lengths back, which may lie outside where the path folds. */
const headReach = ({ startHead, endHead, strokeWidth, startHeadLength, endHeadLength }: ArrowShape): number => {
  const reach = (head: Arrowhead, asked: number) =>
    head === 'none' ? 0 : headLength(strokeWidth, Number.POSITIVE_INFINITY, asked) * 1.5
  return Math.max(reach(startHead, startHeadLength), reach(endHead, endHeadLength))
}

/** Room for label and heads, guessed from the record alone and never too small. */
function overflow(arrow: ArrowShape): number {
  const { w, h } = arrow.placement
  const bulge = arrow.route !== 'curved' ? 0 : arrow.points.length > 2 ? Math.max(w, h) / 5 : Math.abs(arrow.bend)
  const letters = arrow.text.reduce((sum, run) => sum + run.insert.length, 0)
  const lines = arrow.text.reduce((sum, run) => sum + run.insert.split('\n').length, 1)
  const area = Math.ceil((1.5 * letters * arrow.fontSize) / MIN_LABEL_WIDTH) + lines
  const label = letters === 0 ? 0 : Math.max(MAX_LABEL_WIDTH, area * arrow.fontSize * 1.25) / 2 + arrow.fontSize
  return styleOverflow(arrow, w, h) + headReach(arrow) + bulge + label
}

/** The arrow kind; it learns what the ends are bound to through `kindOf`, since kinds do not import the registry. */
export function createArrowKind(kindOf: KindLookup): ShapeKind<ArrowShape> {
  const route = (arrow: ArrowShape, context: ShapeContext) => routeOf(arrow, context, kindOf)
  return boxKind<ArrowShape>({
    type: 'arrow',
    fields: arrowFields,
    capabilities: ['resize', 'rotate', 'points', 'text'],
    placement: (arrow, context) => route(arrow, context).placement,
    dependsOn: ({ start, end }) => [start, end].flatMap((binding) => (binding ? [binding.target] : [])),
    overflow,
    isThin: ({ text }) => isEmptyText(text),
    outline: (arrow, context) => route(arrow, context).line,
    hit(arrow, local, tolerance, context) {
      const { line } = route(arrow, context)
      if (distanceToLine(line, local, 'open') <= tolerance + arrow.strokeWidth / 2) return true
      return !isEmptyText(arrow.text) && containsPoint(labelBox(arrow, route(arrow, context), context), local)
    },
    paint(arrow, context, detail) {
      const drawn = route(arrow, context)
      const { w, h } = drawn.placement
      const bodies =
        // Also from afar no line runs through the words.
        detail === 'full' || !isEmptyText(arrow.text)
          ? bodyPaths(arrow, drawn, context)
          : [arrow.route === 'elbow' ? pathOf(drawn.line, 'open') : chainPath(drawn.chain)]
      return [
        ...bodies.flatMap((path) => paintStroke(path, arrow, w, h, detail)),
        ...paintHead(arrow, drawn.line, 'start', detail),
        ...paintHead(arrow, drawn.line, 'end', detail),
        ...(isEmptyText(arrow.text) ? [] : paintLabel(arrow, labelBox(arrow, drawn, context), context)),
      ]
    },
    textBox: (arrow, context) => labelBox(arrow, route(arrow, context), context),
    text: (arrow) => arrow.text,
  })
}
