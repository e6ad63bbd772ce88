/** One Excalidraw element -> one shape; lines and arrows are apart. */
import type { Box } from '../geometry/box.ts'
import { makeShape, type Shape } from '../shapes/registry.ts'
import { cssColor } from './css-color.ts'
import { readDataUrl } from './data-url.ts'
import { baseOf, type Element, fillOf, isRound, placementOf, strokeOf } from './excalidraw-element.ts'
import { readArrow, readFreedraw, readLine } from './excalidraw-lines.ts'
import { boxPadding, freeText, NOTE_PADDING } from './excalidraw-text.ts'
import type { ImportSession } from './import-session.ts'
import { finite, isJson, type Json, json as jsonOf, list, words } from './reading.ts'

type Reader = (element: Element, session: ImportSession, files: Json) => Shape | null

const readGeo: Reader = ({ json, id, type }, session) => {
  const stroke = strokeOf(json, session.options.newSeed())
  return makeShape('geo', session.idOf(id), {
    ...baseOf(json),
    form: type as 'rectangle' | 'ellipse' | 'diamond',
    ...stroke,
    ...fillOf(json),
    corners: isRound(json) ? 'round' : 'sharp',
    labelPadding: boxPadding(stroke.strokeWidth),
  })
}

const readText: Reader = ({ json, id }, session) => {
  const text = freeText(json, session)
  if (text) return makeShape('text', session.idOf(id), { ...baseOf(json), ...text })
  session.skip('text', 'empty')
  return null
}

const readNote: Reader = ({ json, id }, session) =>
  makeShape('note', session.idOf(id), {
    ...baseOf(json),
    fill: cssColor(json.backgroundColor, '#ffec99'),
    labelPadding: NOTE_PADDING,
  })

const readFrame: Reader = ({ json, id }, session) =>
  makeShape('frame', session.idOf(id), {
    ...baseOf(json),
    name: words(json.name),
    stroke: cssColor(json.strokeColor, '#868e96'),
    fill: cssColor(json.backgroundColor, 'transparent'),
  })

const WHOLE: Box = { x: 0, y: 0, w: 1, h: 1 }

/** The visible part as fractions of the natural size. */
function cropOf(crop: unknown): Box {
  if (!isJson(crop)) return WHOLE
  const width = finite(crop.naturalWidth, 0)
  const height = finite(crop.naturalHeight, 0)
  if (width <= 0 || height <= 0) return WHOLE
  const share = (value: unknown, size: number) => Math.min(1, Math.max(0, finite(value, 0) / size))
  const x = share(crop.x, width)
  const y = share(crop.y, height)
  return { x, y, w: Math.min(1 - x, share(crop.width, width)), h: Math.min(1 - y, share(crop.height, height)) }
}

const readImage: Reader = (element, session, files) => {
  const { json, id } = element
  const key = words(json.fileId)
  const asset = readDataUrl(jsonOf(Object.hasOwn(files, key) ? files[key] : undefined).dataURL)
  if (!asset) {
    session.skip('image', 'no-image')
    return session.standIn(session.idOf(id), 'image', baseOf(json))
  }
  if (isRound(json)) session.skip('image', 'look-changed')
  const { w, h } = placementOf(json)
  const [flipX, flipY] = list(json.scale)
  const crop = cropOf(json.crop)
  return makeShape('image', session.idOf(id), {
    ...baseOf(json),
    asset: session.keepAsset(key, asset),
    mimeType: asset.mimeType,
    naturalWidth: finite(jsonOf(json.crop).naturalWidth, w / crop.w),
    naturalHeight: finite(jsonOf(json.crop).naturalHeight, h / crop.h),
    crop,
    flipX: flipX === -1,
    flipY: flipY === -1,
  })
}

/** Pages inside the board are not kept; the place and the address are. */
const readEmbed: Reader = ({ json, id, type }, session) => {
  session.skip(type, 'unknown-type')
  return session.standIn(session.idOf(id), words(json.link) || type, baseOf(json))
}

const readers: Readonly<Record<string, Reader>> = {
  rectangle: readGeo,
  ellipse: readGeo,
  diamond: readGeo,
  line: readLine,
  draw: readLine,
  arrow: readArrow,
  freedraw: readFreedraw,
  text: readText,
  image: readImage,
  frame: readFrame,
  magicframe: readFrame,
  stickynote: readNote,
  embeddable: readEmbed,
  iframe: readEmbed,
}

/** Whether a box stands for the element, which is kept for the way back. */
export const isStandIn = ({ type }: Element, made: Shape): boolean =>
  type === 'image' ? made.type !== 'image' : readers[type] === readEmbed || !Object.hasOwn(readers, type)

/** A type that nobody knows becomes a box with its name. */
export function readElement(element: Element, session: ImportSession, files: Json): Shape | null {
  const { type, id, json } = element
  if (Object.hasOwn(readers, type)) return readers[type](element, session, files)
  session.skip(type, 'unknown-type')
  return session.standIn(session.idOf(id), type, baseOf(json))
}
