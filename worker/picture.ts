/** Draws a board as PNG, with the product's own fonts and no browser; what it draws is also what a page of a PDF holds. */
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import type { Board } from '../lib/document/board.ts'
import { type Box, grow, unionOf } from '../lib/geometry/box.ts'
import { type Affine, boundsOf, placementAffine } from '../lib/geometry/transform.ts'
import type { ImportedAsset } from '../lib/interchange/import-result.ts'
import { paintBounds } from '../lib/print/paint-bounds.ts'
import { DEFAULT_PADDING, overlap } from '../lib/print/print-svg.ts'
import { clippingFrames } from '../lib/shapes/clipping.ts'
import { paperColor, type Theme } from '../lib/shapes/color.ts'
import type { AnyShape, Primitive, ShapeContext } from '../lib/shapes/kind.ts'
import { kindOf } from '../lib/shapes/registry.ts'
import { type LoadedPictures, loadPictures } from './load-pictures.ts'
import { createPictureMeasurer } from './picture-fonts.ts'
import { coatsOf, type PaintLook, paintPrimitives } from './picture-paint.ts'

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

interface Item {
  readonly primitives: readonly Primitive[]
  readonly toBoard: Affine
  readonly opacity: number
  readonly link: string
  /** What can be seen of it, frames applied. */
  readonly bounds: Box
  readonly frames: readonly AnyShape[]
}
export interface Picture {
  readonly items: readonly Item[]
  readonly region: Box
  readonly context: ShapeContext
  readonly look: PaintLook
  readonly paper: string
}

export async function arrange({
  board,
  assets,
  theme,
  shapes,
  hasBackground = true,
  region,
  pictures,
}: PictureOptions): Promise<Picture> {
  const context: ShapeContext = { measure: createPictureMeasurer(), shape: board.get }
  const items: Item[] = []
  for (const shape of shapes ?? (board.shapes as readonly AnyShape[])) {
    const kind = kindOf(shape)
    const primitives = kind.paint(shape, context, 'full')
    const toBoard = placementAffine(kind.placement(shape, context))
    const frames = clippingFrames(shape, context.shape)
    let bounds = paintBounds(primitives, toBoard)
    for (const frame of frames) bounds = bounds && overlap(bounds, boundsOf(kindOf(frame).placement(frame, context)))
    if (bounds && shape.opacity > 0)
      items.push({ primitives, toBoard, opacity: shape.opacity, link: shape.link, bounds, frames })
  }
  const content = unionOf(items.map(({ bounds }) => bounds)) ?? { x: 0, y: 0, w: 0, h: 0 }
  const look = { theme, ...(pictures ?? (await loadPictures(assets))) }
  const paper = hasBackground ? paperColor(board.background, theme) : 'transparent'
  return { items, region: region ?? grow(content, DEFAULT_PADDING), context, look, paper }
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

/** Draws in board pixels; `dots` is how many a board pixel gets where a part must be drawn aside first. */
export function paintPicture(
  target: SKRSContext2D,
  { items, region, context, look, paper }: Picture,
  dots: number,
): void {
  target.fillStyle = paper
  target.fillRect(region.x, region.y, region.w, region.h)
  const sheet = createCanvas(1, 1)
  for (const item of items) {
    target.save()
    for (const frame of item.frames) clipTo(target, frame, context)
    target.globalAlpha = item.opacity
    const isBlended = item.primitives.some((step) => step.name === 'path' && step.blend)
    if (item.opacity === 1 || isBlended || coatsOf(item.primitives) < 2) paintItem(target, item, look)
    else {
      // In whole dots of the picture, so that nothing is drawn between two of them.
      const left = Math.floor((item.bounds.x - region.x) * dots) - 2
      const top = Math.floor((item.bounds.y - region.y) * dots) - 2
      sheet.width = Math.ceil((item.bounds.x + item.bounds.w - region.x) * dots) + 2 - left
      sheet.height = Math.ceil((item.bounds.y + item.bounds.h - region.y) * dots) + 2 - top
      const aside = sheet.getContext('2d')
      const [x, y] = [region.x + left / dots, region.y + top / dots]
      aside.setTransform(dots, 0, 0, dots, -x * dots, -y * dots)
      paintItem(aside, item, look)
      target.drawImage(sheet, x, y, sheet.width / dots, sheet.height / dots)
    }
    target.restore()
  }
}

/** The picture at two dots a board pixel, at most 8192 wide or high. */
export async function pngOf(options: PictureOptions): Promise<Uint8Array<ArrayBuffer>> {
  const picture = await arrange(options)
  const { x, y, w, h } = picture.region
  const scale = Math.min(options.scale ?? PNG_SCALE, MAX_PICTURE_SIDE / Math.max(w, h, 1))
  const canvas = createCanvas(Math.max(1, Math.round(w * scale)), Math.max(1, Math.round(h * scale)))
  const target = canvas.getContext('2d')
  target.scale(scale, scale)
  target.translate(-x, -y)
  paintPicture(target, picture, scale)
  return new Uint8Array(await canvas.encode('png'))
}
