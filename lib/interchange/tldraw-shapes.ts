/** One tldraw shape -> one shape; arrows are apart. */

import { boxAround } from '../geometry/box.ts'
import { tableMeasurer } from '../shapes/measure-table.ts'
import { fromBoardPoints } from '../shapes/points.ts'
import { makeShape, type Shape } from '../shapes/registry.ts'
import { encodeStroke, MAX_STROKE_POINTS } from '../shapes/stroke-points.ts'
import { layoutText } from '../shapes/text-layout.ts'
import { readDataUrl } from './data-url.ts'
import { type ImportSession, thinned } from './import-session.ts'
import { finite, isJson, json as jsonOf, words } from './reading.ts'
import { strokeOf as strokePointsOf } from './tldraw-points.ts'
import { onPage, placementOf, pointsOf, type TldrawRecords, type TldrawShape } from './tldraw-records.ts'
import {
  fillOf,
  formOf,
  LABEL_SIZES,
  LINE_HEIGHT,
  scaleOf,
  strokeOf,
  TEXT_SIZES,
  textStyleOf,
  tintsOf,
} from './tldraw-style.ts'
import { textOf } from './tldraw-text.ts'

type Reader = (shape: TldrawShape, session: ImportSession, records: TldrawRecords) => Shape | null

const NOTE_SIDE = 200
/** Between outline and words. */
const LABEL_PADDING = 16
const size = (value: unknown, fallback: number) => Math.max(1, finite(value, fallback))

export const baseOf = ({ json, props }: TldrawShape) => ({
  opacity: finite(json.opacity, 1),
  locked: json.isLocked === true,
  link: words(props.url),
})

const readGeo: Reader = (shape, session) => {
  const { props, spot } = shape
  const h = size(props.h, 100) + Math.max(0, finite(props.growY, 0))
  const stroke = strokeOf(props, session.options.newSeed())
  return makeShape('geo', session.idOf(shape.id), {
    ...baseOf(shape),
    placement: placementOf(spot, size(props.w, 100), h),
    form: formOf(props.geo),
    ...stroke,
    // Its words have the whole box, whatever the form.
    labelArea: 'box',
    labelPadding: Math.max(0, LABEL_PADDING * scaleOf(props) - stroke.strokeWidth / 2),
    ...fillOf(props),
    corners: 'sharp',
    ...textStyleOf(props, LABEL_SIZES),
    text: textOf(props, 'geo', session),
  })
}

const readText: Reader = (shape, session) => {
  const { props, spot } = shape
  const text = textOf(props, 'text', session)
  if (text.length === 0) {
    session.skip('text', 'empty')
    return null
  }
  const style = textStyleOf({ ...props, textAlign: props.textAlign ?? props.align ?? 'start' }, TEXT_SIZES)
  const fontSize = finite(props.fontSize, style.fontSize)
  const autoWidth = props.autoSize !== false
  const natural = layoutText(
    text,
    { ...style, fontSize, color: style.textColor },
    Number.POSITIVE_INFINITY,
    tableMeasurer,
  )
  // Where it is aligned must be where it is there, so its width has to be known.
  const w = autoWidth ? natural.width : size(props.w, 100) * scaleOf(props)
  const h = natural.lineCount * fontSize * LINE_HEIGHT
  return makeShape('text', session.idOf(shape.id), {
    ...baseOf(shape),
    ...style,
    fontSize,
    placement: placementOf(spot, w, h),
    autoWidth,
    text,
  })
}

const readNote: Reader = (shape, session) => {
  const { props, spot } = shape
  const side = NOTE_SIDE * scaleOf(props)
  const growth = Math.max(-side, finite(props.growY, 0) * scaleOf(props))
  const style = textStyleOf(props, LABEL_SIZES, props.labelColor ?? 'black')
  const shrunk = finite(props.fontSizeAdjustment, 0) > 0 ? finite(props.fontSizeAdjustment, 1) : 1
  return makeShape('note', session.idOf(shape.id), {
    ...baseOf(shape),
    placement: placementOf(spot, side, side + growth),
    fill: tintsOf(props.color).note,
    ...style,
    // Long words have made its letters smaller already, as far as it goes.
    fontSize: shrunk <= 1 ? style.fontSize * shrunk : shrunk * scaleOf(props),
    labelPadding: LABEL_PADDING * scaleOf(props),
    fit: 'grow',
    text: textOf(props, 'note', session),
  })
}

const readLine: Reader = (shape, session) => {
  const { props, spot } = shape
  const points = thinned(
    pointsOf(props.points ?? props.handles).map((p) => onPage(spot, p)),
    'line',
    session,
  )
  if (points.length < 2) {
    session.skip('line', 'no-points')
    return null
  }
  return makeShape('line', session.idOf(shape.id), {
    ...baseOf(shape),
    ...strokeOf(props, session.options.newSeed()),
    ...fromBoardPoints(points),
    route: props.spline === 'cubic' ? 'curved' : 'straight',
  })
}

/** How much wider than its setting our ink is drawn. */
const INK_WIDTH = 2.6
const HIGHLIGHTER_SIZES = { s: 20, m: 27, l: 40, xl: 49 }

const readStroke: Reader = (shape, session) => {
  const { props, spot, type } = shape
  const points = thinned(strokePointsOf(props), type, session, MAX_STROKE_POINTS)
  const box = boxAround(points)
  if (!box) {
    session.skip(type, 'no-points')
    return null
  }
  const isClosed = props.isClosed === true
  const { stroke, strokeWidth } = strokeOf(props, 1)
  const wide = HIGHLIGHTER_SIZES[(words(props.size) || 'm') as 's'] ?? HIGHLIGHTER_SIZES.m
  return makeShape('draw', session.idOf(shape.id), {
    ...baseOf(shape),
    ...(isClosed ? fillOf(props) : {}),
    placement: placementOf(spot, box.w, box.h, box),
    strokePoints: encodeStroke(points.map((p) => ({ ...p, x: p.x - box.x, y: p.y - box.y }))),
    hasPressure: props.isPen === true,
    closed: isClosed,
    brush: type === 'highlight' ? 'highlighter' : 'pen',
    stroke,
    strokeWidth: type === 'highlight' ? wide * scaleOf(props) : (1 + strokeWidth * 1.2) / INK_WIDTH,
  })
}

const readFrame: Reader = (shape, session) => {
  const { props, spot } = shape
  return makeShape('frame', session.idOf(shape.id), {
    ...baseOf(shape),
    placement: placementOf(spot, size(props.w, 100), size(props.h, 100)),
    name: words(props.name),
    fill: '#ffffff',
  })
}

/** Its box is that of its members, filled in when they are read. */
const readGroup: Reader = (shape, session) => makeShape('group', session.idOf(shape.id), baseOf(shape))

const readImage: Reader = (shape, session, records) => {
  const { props, spot } = shape
  const placement = placementOf(spot, size(props.w, 100), size(props.h, 100))
  const source = jsonOf(records.asset(props.assetId).props)
  const asset = readDataUrl(source.src)
  if (!asset) {
    // An address on the web is not fetched: that would tell a stranger who opens the file.
    session.skip(shape.type, 'no-image')
    return session.standIn(session.idOf(shape.id), words(props.altText) || 'image', { ...baseOf(shape), placement })
  }
  if (jsonOf(props.crop).isCircle === true) session.skip(shape.type, 'look-changed')
  const from = isJson(props.crop) ? jsonOf(props.crop.topLeft) : { x: 0, y: 0 }
  const to = isJson(props.crop) ? jsonOf(props.crop.bottomRight) : { x: 1, y: 1 }
  const [x, y] = [finite(from.x, 0), finite(from.y, 0)]
  return makeShape('image', session.idOf(shape.id), {
    ...baseOf(shape),
    placement,
    asset: session.keepAsset(words(props.assetId), asset),
    mimeType: asset.mimeType,
    naturalWidth: size(source.w, placement.w),
    naturalHeight: size(source.h, placement.h),
    crop: { x, y, w: finite(to.x, 1) - x, h: finite(to.y, 1) - y },
    flipX: props.flipX === true,
    flipY: props.flipY === true,
    alt: words(props.altText),
  })
}

const readers: Readonly<Record<string, Reader>> = {
  geo: readGeo,
  text: readText,
  note: readNote,
  line: readLine,
  draw: readStroke,
  highlight: readStroke,
  frame: readFrame,
  group: readGroup,
  image: readImage,
}

/** A type without a counterpart becomes a box with its address or name. */
export function readShape(shape: TldrawShape, session: ImportSession, records: TldrawRecords): Shape | null {
  const { type, props, spot } = shape
  if (Object.hasOwn(readers, type)) return readers[type](shape, session, records)
  session.skip(type || 'unknown', 'unknown-type')
  const placement = placementOf(spot, size(props.w, 200), size(props.h, 100))
  const said = [words(jsonOf(records.asset(props.assetId).props).title), words(props.url)].filter((part) => part !== '')
  return session.standIn(session.idOf(shape.id), said.join('\n') || type || 'unknown', { ...baseOf(shape), placement })
}
