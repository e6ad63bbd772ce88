/** Draws a board as PNG, with the product's own fonts and no browser; what it draws is also what a page of a PDF holds. */
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import type { Board } from '../lib/document/board.ts'
import { type Box, grow } from '../lib/geometry/box.ts'
import { type Affine, boundsOf, placementAffine } from '../lib/geometry/transform.ts'
import type { ImportedAsset } from '../lib/interchange/import-result.ts'
import { contentBox } from '../lib/print/content-box.ts'
import { paintBounds } from '../lib/print/paint-bounds.ts'
import { DEFAULT_PADDING, overlap } from '../lib/print/print-svg.ts'
import { reachOf } from '../lib/print/reach.ts'
import { clippingFrames } from '../lib/shapes/clipping.ts'
import { paperColor, type Theme } from '../lib/shapes/color.ts'
import type { AnyShape, Primitive, ShapeContext } from '../lib/shapes/kind.ts'
import { kindOf } from '../lib/shapes/registry.ts'
import { type LoadedPictures, loadPictures } from './load-pictures.ts'
import { createPictureMeasurer } from './picture-fonts.ts'
import { coatsOf, type PaintLook, paintPrimitives } from './picture-paint.ts'
import { createPngFile } from './png-file.ts'

export interface PictureOptions {
  readonly board: Board
  readonly assets: ReadonlyMap<string, ImportedAsset>
  readonly theme: Theme
  /** Only these; the whole board when left out. */
  readonly shapes?: readonly AnyShape[]
  readonly hasBackground?: boolean
  /** Dots per board pixel. */
  readonly scale?: number | undefined
  /** Exactly this part of the board. */
  readonly region?: Box | undefined
  /** The assets, when they are loaded already. */
  readonly pictures?: LoadedPictures
}

/** Where a picture stops growing: larger boards are drawn smaller. */
export const MAX_PICTURE_SIDE = 8192
const PNG_SCALE = 2

export interface Item {
  readonly primitives: readonly Primitive[]
  readonly toBoard: Affine
  readonly opacity: number
  readonly link: string
  /** What can be seen of it, frames applied. */
  readonly bounds: Box
  readonly frames: readonly AnyShape[]
}
/** Shapes are turned into primitives one by one while they are painted: those of all would fill the memory. */
export interface Picture {
  readonly shapes: readonly AnyShape[]
  readonly region: Box
  readonly context: ShapeContext
  readonly look: PaintLook
  readonly paper: string
}

export async function arrange({
  board,
  assets,
  theme,
  shapes: asked,
  hasBackground = true,
  region,
  pictures,
}: PictureOptions): Promise<Picture> {
  const context: ShapeContext = { measure: createPictureMeasurer(), shape: board.get }
  const shapes = (asked ?? (board.shapes as readonly AnyShape[])).filter(({ opacity }) => opacity > 0)
  const content = () => contentBox(shapes, context, (shape) => reachOf(shape, context)) ?? { x: 0, y: 0, w: 0, h: 0 }
  const look = { theme, ...(pictures ?? (await loadPictures(assets))) }
  const paper = hasBackground ? paperColor(board.background, theme) : 'transparent'
  return { shapes, region: region ?? grow(content(), DEFAULT_PADDING), context, look, paper }
}

/** Null when nothing of it can be seen. */
export function itemOf(shape: AnyShape, context: ShapeContext): Item | null {
  const kind = kindOf(shape)
  const primitives = kind.paint(shape, context, 'full')
  const toBoard = placementAffine(kind.placement(shape, context))
  const frames = clippingFrames(shape, context.shape)
  let bounds = paintBounds(primitives, toBoard)
  for (const frame of frames) bounds = bounds && overlap(bounds, boundsOf(kindOf(frame).placement(frame, context)))
  return bounds && { primitives, toBoard, opacity: shape.opacity, link: shape.link, bounds, frames }
}

function clipTo(target: SKRSContext2D, frame: AnyShape, context: ShapeContext): void {
  const placement = kindOf(frame).placement(frame, context)
  const { a, b, c, d, e, f } = placementAffine(placement)
  const at = (x: number, y: number): [number, number] => [a * x + c * y + e, b * x + d * y + f]
  target.beginPath()
  target.moveTo(...at(0, 0))
  target.lineTo(...at(placement.w, 0))
  target.lineTo(...at(placement.w, placement.h))
  target.lineTo(...at(0, placement.h))
  target.closePath()
  target.clip()
}

function paintItem(target: SKRSContext2D, { primitives, toBoard }: Item, look: PaintLook): void {
  const { a, b, c, d, e, f } = toBoard
  target.transform(a, b, c, d, e, f)
  paintPrimitives(target, primitives, look)
}

/** Draws one after another, in board pixels. */
export interface Painter {
  readonly target: SKRSContext2D
  readonly picture: Picture
  /** How many dots a board pixel gets where a part must be drawn aside first. */
  readonly dots: number
}

function paintPaper({ target, picture: { region, paper } }: Painter): void {
  target.fillStyle = paper
  target.fillRect(region.x, region.y, region.w, region.h)
}

function paintFaded(item: Item, { target, picture: { region, look }, dots }: Painter): void {
  // In whole dots of the picture, so that nothing is drawn between two of them.
  const left = Math.floor((item.bounds.x - region.x) * dots) - 2
  const top = Math.floor((item.bounds.y - region.y) * dots) - 2
  const width = Math.ceil((item.bounds.x + item.bounds.w - region.x) * dots) + 2 - left
  const height = Math.ceil((item.bounds.y + item.bounds.h - region.y) * dots) + 2 - top
  const sheet = createCanvas(width, height)
  const aside = sheet.getContext('2d')
  const [x, y] = [region.x + left / dots, region.y + top / dots]
  aside.setTransform(dots, 0, 0, dots, -x * dots, -y * dots)
  paintItem(aside, item, look)
  target.drawImage(sheet, x, y, width / dots, height / dots)
}

export function paintOn(item: Item, painter: Painter): void {
  const { target, picture } = painter
  target.save()
  for (const frame of item.frames) clipTo(target, frame, picture.context)
  target.globalAlpha = item.opacity
  const isBlended = item.primitives.some((step) => step.name === 'path' && step.blend)
  if (item.opacity === 1 || isBlended || coatsOf(item.primitives) < 2) paintItem(target, item, picture.look)
  else paintFaded(item, painter)
  target.restore()
}

/** Dots that are drawn at a time: 32 MB of memory. */
const BAND_DOTS = 8 * 1024 * 1024
/** Rows that are drawn above and below a band and left out: where a slanted edge is cut it lies a little off. */
const BAND_MARGIN = 32

/** The picture at two dots a board pixel, at most 8192 wide or high; drawn in bands, from above. */
export async function pngOf(options: PictureOptions, bandDots = BAND_DOTS): Promise<Uint8Array<ArrayBuffer>> {
  const picture = await arrange(options)
  const { x, y, w, h } = picture.region
  const scale = Math.min(options.scale ?? PNG_SCALE, MAX_PICTURE_SIDE / Math.max(w, h, 1))
  const [width, height] = [w, h].map((side) => Math.max(1, Math.round(side * scale)))
  const rows = Math.min(height, Math.max(1, Math.floor(bandDots / width)))
  const file = createPngFile({ width, height, hasAlpha: picture.paper === 'transparent' })
  const layers = layersOf(picture, { rows, scale, bands: Math.ceil(height / rows) })
  const canvas = createCanvas(width, rows + 2 * BAND_MARGIN)
  const target = canvas.getContext('2d')
  const painter = { target, picture, dots: scale }
  for (let top = 0, band = 0; top < height; top += rows, band++) {
    target.setTransform(1, 0, 0, 1, 0, 0)
    target.clearRect(0, 0, width, canvas.height)
    target.setTransform(scale, 0, 0, scale, -x * scale, BAND_MARGIN - top - y * scale)
    paintPaper(painter)
    for (const item of layers.itemsIn(band)) paintOn(item, painter)
    await file.write(target.getImageData(0, BAND_MARGIN, width, Math.min(rows, height - top)).data)
  }
  return file.close()
}

/** What lies in which band, back to front. What lies in several is made once. */
function layersOf({ shapes, context, region }: Picture, size: { rows: number; scale: number; bands: number }) {
  const { rows, scale, bands } = size
  const inBand = Array.from({ length: bands }, (): AnyShape[] => [])
  const lastOf = new Map<AnyShape, number>()
  for (const shape of shapes) {
    const reach = reachOf(shape, context)
    const first = Math.max(0, Math.floor(((reach.y - region.y) * scale - BAND_MARGIN) / rows))
    const last = Math.min(bands - 1, Math.floor(((reach.y + reach.h - region.y) * scale + BAND_MARGIN) / rows))
    for (let band = first; band <= last; band++) inBand[band].push(shape)
    if (last > first) lastOf.set(shape, last)
  }
  const kept = new Map<AnyShape, Item | null>()
  return {
    *itemsIn(band: number): Generator<Item> {
      for (const shape of inBand[band]) {
        const known = kept.get(shape)
        const item = known === undefined ? itemOf(shape, context) : known
        const last = lastOf.get(shape)
        if (last !== undefined && last > band) kept.set(shape, item)
        else kept.delete(shape)
        if (item) yield item
      }
    },
  }
}
