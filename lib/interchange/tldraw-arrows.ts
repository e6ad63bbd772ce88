/** tldraw's arrows: loose ends are stored, bound ones come from what they point to. */

import { centreOf } from '../geometry/box.ts'
import { distance, type Point, rotateAbout } from '../geometry/point.ts'
import type { ArrowShape, Binding } from '../shapes/arrow.ts'
import { holding } from '../shapes/arrow-binding.ts'
import { boardPoints, fromBoardPoints } from '../shapes/points.ts'
import { makeShape, type Shape } from '../shapes/registry.ts'
import type { ImportSession } from './import-session.ts'
import { finite, isJson, type Json, json as jsonOf, words } from './reading.ts'
import { drawnEnds, offsetTo } from './tldraw-arrow-ends.ts'
import { type ElbowTarget, withElbow } from './tldraw-elbow.ts'
import { onPage, type TldrawRecords, type TldrawShape } from './tldraw-records.ts'
import { baseOf } from './tldraw-shapes.ts'
import { ARROW_LABEL_SIZES, headOf, scaleOf, strokeOf, textStyleOf } from './tldraw-style.ts'
import { textOf } from './tldraw-text.ts'

/** tldraw itself draws a smaller bend as a straight line. */
const LEAST_BEND = 8

interface End {
  readonly point: Point
  readonly binding: Binding | null
  readonly target: Shape | null
  /** The file says where the end is drawn. */
  readonly isStored: boolean
}
type TargetOf = (foreign: unknown) => Shape | undefined

const unit = (value: unknown) => Math.min(1, Math.max(0, finite(value, 0.5)))

/** The stored binding: a record of its own, or in old files part of the end. */
function boundTo(shape: TldrawShape, terminal: 'start' | 'end', records: TldrawRecords): Json | null {
  const record = records.bindingOf(shape.id, terminal)
  if (record) return { ...jsonOf(record.props), target: record.toId }
  const end = jsonOf(shape.props[terminal])
  return end.type === 'binding' ? { ...end, target: end.boundShapeId } : null
}

function readEnd(shape: TldrawShape, terminal: 'start' | 'end', records: TldrawRecords, targetOf: TargetOf): End {
  const stored = shape.props[terminal]
  const local = jsonOf(stored)
  const fallback = terminal === 'end' ? 100 : 0
  const loose = onPage(shape.spot, { x: finite(local.x, fallback), y: finite(local.y, fallback) })
  const bound = boundTo(shape, terminal, records)
  const target = bound && targetOf(words(bound.target))
  if (!bound || !target) return { point: loose, binding: null, target: null, isStored: true }
  const normalized = isJson(bound.normalizedAnchor) ? bound.normalizedAnchor : {}
  const isPrecise = bound.isPrecise !== false
  const anchor = isPrecise ? { x: unit(normalized.x), y: unit(normalized.y) } : { x: 0.5, y: 0.5 }
  const { x, y, w, h, rotation } = target.placement
  const point = rotateAbout({ x: x + w * anchor.x, y: y + h * anchor.y }, centreOf(target.placement), rotation)
  const isExact = bound.isExact === true
  const binding: Binding = { target: target.id, anchor, mode: isExact ? 'inside' : 'outline' }
  const isStored = bound.isStored === true
  return { point: isStored ? loose : point, binding, target, isStored: isStored || isExact }
}

export function readArrow(
  shape: TldrawShape,
  session: ImportSession,
  records: TldrawRecords,
  targetOf: TargetOf,
): Shape {
  const { props } = shape
  const start = readEnd(shape, 'start', records, targetOf)
  const end = readEnd(shape, 'end', records, targetOf)
  const bend = finite(props.bend, 0)
  const isBent = Math.abs(bend) >= LEAST_BEND * scaleOf(props)
  const isElbow = props.kind === 'elbow'
  const stroke = strokeOf(props, session.options.newSeed())
  const [startHead, endHead] = [headOf(props.arrowheadStart, 'none', props), headOf(props.arrowheadEnd, 'arrow', props)]
  const heads = { startHead: startHead.head, endHead: endHead.head }
  const bound = (side: End, hasHead: boolean) => ({
    point: side.point,
    target: side.isStored ? null : side.target,
    hasHead,
  })
  const drawn = drawnEnds({
    start: bound(start, heads.startHead !== 'none'),
    end: bound(end, heads.endHead !== 'none'),
    bend: isBent ? bend : 0,
    strokeWidth: stroke.strokeWidth,
    scale: scaleOf(props),
  })
  const hold = ({ binding, target }: End, at: Point) =>
    binding && target ? holding(binding, at, target.placement) : binding
  const ends = isElbow ? [start.point, end.point] : [drawn.start, drawn.end]
  const arrow = makeShape('arrow', session.idOf(shape.id), {
    ...baseOf(shape),
    ...stroke,
    ...fromBoardPoints(ends),
    start: isElbow ? start.binding : hold(start, drawn.start),
    end: isElbow ? end.binding : hold(end, drawn.end),
    route: isElbow ? 'elbow' : isBent ? 'curved' : 'straight',
    bend: isElbow ? 0 : drawn.bend,
    ...heads,
    labelAt: finite(props.labelPosition, 0.5),
    ...textStyleOf(props, ARROW_LABEL_SIZES),
    text: textOf(props, 'arrow', session),
  })
  const lined = isElbow ? elbowed(arrow, { start, end }, props, hold) : arrow
  const [first, last] = legsOf(lined, isElbow, drawn)
  const lengthOn = (head: typeof startHead, leg: number) =>
    head.head === 'none' ? 0 : head.lengthOn(leg, stroke.strokeWidth)
  return { ...lined, startHeadLength: lengthOn(startHead, first), endHeadLength: lengthOn(endHead, last) }
}

type Hold = (end: End, at: Point) => Binding | null

/** With the whole way, held until what it is bound to moves. */
function elbowed(arrow: ArrowShape, { start, end }: Readonly<Record<'start' | 'end', End>>, props: Json, hold: Hold) {
  const targetOf = ({ target, binding }: End, hasHead: boolean): ElbowTarget | null =>
    target && {
      shape: target,
      isExact: binding?.mode === 'inside',
      offset: hasHead ? offsetTo(target, arrow.strokeWidth, scaleOf(props)) : 0,
    }
  const targets = {
    start: targetOf(start, arrow.startHead !== 'none'),
    end: targetOf(end, arrow.endHead !== 'none'),
  }
  const lined = withElbow(arrow, targets, unit(props.elbowMidPoint))
  const points = boardPoints(lined)
  return { ...lined, start: hold(start, points[0]), end: hold(end, points[points.length - 1]) }
}

/** What the length of each head depends on: a fifth of the whole way, of an elbow the half of its leg. */
function legsOf(arrow: ArrowShape, isElbow: boolean, { start, end, bend }: ReturnType<typeof drawnEnds>) {
  const points = boardPoints(arrow)
  const last = points.length - 1
  if (isElbow) return [distance(points[0], points[1]) / 2, distance(points[last - 1], points[last]) / 2]
  const way = arcLength(distance(start, end), bend) / 5
  return [way, way]
}

/** Along a part of a circle. */
function arcLength(span: number, bend: number): number {
  if (bend === 0) return span
  const radius = (span * span) / (8 * Math.abs(bend)) + Math.abs(bend) / 2
  return 4 * Math.atan2(2 * Math.abs(bend), span) * radius
}
