/** One tldraw shape -> one shape; arrows are apart. */

import { boxAround } from '../geometry/box.ts'
import { fromBoardPoints } from '../shapes/points.ts'
import { makeShape, type Shape } from '../shapes/registry.ts'
import { plainText } from '../shapes/rich-text.ts'
import { encodeStroke } from '../shapes/stroke-points.ts'
import { readDataUrl } from './data-url.ts'
import { type ImportSession, placeholder } from './import-session.ts'
import { finite, isJson, json as jsonOf, words } from './reading.ts'
import { strokeOf as strokePointsOf } from './tldraw-points.ts'
import { onPage, placementOf, pointsOf, type TldrawRecords, type TldrawShape } from './tldraw-records.ts'
import { fillOf, formOf, LABEL_SIZES, scaleOf, strokeOf, TEXT_SIZES, textStyleOf, tintsOf } from './tldraw-style.ts'
import { textOf } from './tldraw-text.ts'

type Reader = (shape: TldrawShape, session: ImportSession, records: TldrawRecords) => Shape | null

const NOTE_SIDE = 200
const LINE_HEIGHT = 1.35
/** A guess that the text kind corrects when it measures. */
const CHARACTER_WIDTH = 0.55
const size = (value: unknown, fallback: number) => Math.max(1, finite(value, fallback))

export const baseOf = ({ json, props }: TldrawShape) => ({
  opacity: finite(json.opacity, 1),
  locked: json.isLocked === true,
  link: words(props.url),
})

const readGeo: Reader = (shape, session) => {
  const { props, spot } = shape
  const h = size(props.h, 100) + Math.max(0, finite(props.growY, 0))
  return makeShape('geo', session.idOf(shape.id), {
    ...baseOf(shape),
    placement: placementOf(spot, size(props.w, 100), h),
    form: formOf(props.geo),
    ...strokeOf(props, session.options.newSeed()),
    ...fillOf(props),
    corners: 'sharp',
    ...textStyleOf(props, LABEL_SIZES),
    text: textOf(props),
  })
}

const readText: Reader = (shape, session) => {
  const { props, spot } = shape
  const text = textOf(props)
  if (text.length === 0) {
    session.skip('text', 'empty')
    return null
  }
  const style = textStyleOf({ ...props, textAlign: props.textAlign ?? props.align ?? 'start' }, TEXT_SIZES)
  const lines = plainText(text).split('\n')
  const autoWidth = props.autoSize !== false
  const longest = Math.max(...lines.map((line) => line.length)) * style.fontSize * CHARACTER_WIDTH
  const w = autoWidth ? longest : size(props.w, 100) * scaleOf(props)
  return makeShape('text', session.idOf(shape.id), {
    ...baseOf(shape),
    ...style,
    placement: placementOf(spot, w, lines.length * style.fontSize * LINE_HEIGHT),
    autoWidth,
    text,
  })
}

const readNote: Reader = (shape, session) => {
  const { props, spot } = shape
  const side = NOTE_SIDE * scaleOf(props)
  const growth = Math.max(0, finite(props.growY, 0)) * scaleOf(props)
  return makeShape('note', session.idOf(shape.id), {
    ...baseOf(shape),
    placement: placementOf(spot, side, side + growth),
    fill: tintsOf(props.color).note,
    ...textStyleOf(props, LABEL_SIZES, props.labelColor ?? 'black'),
    text: textOf(props),
  })
}

const readLine: Reader = (shape, session) => {
  const { props, spot } = shape
  const points = pointsOf(props.points ?? props.handles).map((p) => onPage(spot, p))
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
  const points = strokePointsOf(props)
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
    return placeholder(session.idOf(shape.id), words(props.altText) || 'image', { ...baseOf(shape), placement })
  }
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
  return placeholder(session.idOf(shape.id), words(props.url) || type || 'unknown', { ...baseOf(shape), placement })
}
