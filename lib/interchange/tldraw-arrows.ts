/** tldraw's arrows: loose ends are stored, bound ones come from what they point to. */

import { centreOf } from '../geometry/box.ts'
import { type Point, rotateAbout } from '../geometry/point.ts'
import type { Binding } from '../shapes/arrow.ts'
import { holding } from '../shapes/arrow-binding.ts'
import { fromBoardPoints } from '../shapes/points.ts'
import { makeShape, type Shape } from '../shapes/registry.ts'
import type { ImportSession } from './import-session.ts'
import { finite, isJson, type Json, json as jsonOf, words } from './reading.ts'
import { drawnEnds } from './tldraw-arrow-ends.ts'
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
  const isBent = Math.abs(bend) >= LEAST_BEND
  const isElbow = props.kind === 'elbow'
  const stroke = strokeOf(props, session.options.newSeed())
  const heads = { startHead: headOf(props.arrowheadStart, 'none'), endHead: headOf(props.arrowheadEnd, 'arrow') }
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
  // Elbows are not in the file: the way of each is found by whoever draws it.
  const hold = ({ binding, target }: End, at: Point) =>
    binding && target && !isElbow ? holding(binding, at, target.placement) : binding
  const ends = isElbow ? [start.point, end.point] : [drawn.start, drawn.end]
  return makeShape('arrow', session.idOf(shape.id), {
    ...baseOf(shape),
    ...stroke,
    ...fromBoardPoints(ends),
    start: hold(start, drawn.start),
    end: hold(end, drawn.end),
    route: isElbow ? 'elbow' : isBent ? 'curved' : 'straight',
    bend: isElbow ? 0 : drawn.bend,
    ...heads,
    labelAt: finite(props.labelPosition, 0.5),
    ...textStyleOf(props, ARROW_LABEL_SIZES),
    text: textOf(props, 'arrow', session),
  })
}
