/** Foreign pictures for drawing: measured before they are unpacked, SVG written anew; what may not be drawn says so. */
import { type Canvas, createCanvas, type Image, loadImage } from '@napi-rs/canvas'
import type { ImportedAsset } from '../lib/interchange/import-result.ts'
import { readPictureSize } from './picture-size.ts'
import { rewriteSvg } from './svg-rewrite.ts'

export type Drawable = Image | Canvas

export interface LoadedPictures {
  readonly images: ReadonlyMap<string, Drawable>
  /** For those that are not drawn: what they are, in words of any language. */
  readonly labels: ReadonlyMap<string, string>
}

const MEGA = 1e6
/** A picture of a good telephone; four bytes a dot. */
const MAX_DOTS = 64 * MEGA
/** Of all pictures of a board together, as they are kept for drawing. */
const MAX_KEPT_DOTS = 96 * MEGA
/** A picture is kept no larger than this, as the drawing itself is. */
const KEPT_SIDE = 4096

const isSvg = ({ mimeType }: ImportedAsset): boolean => mimeType === 'image/svg+xml'
const kindName = ({ mimeType }: ImportedAsset): string =>
  mimeType.slice('image/'.length).replace('+xml', '').toUpperCase()

/** What may be handed to the drawing library, or why nothing may. */
function prepare(asset: ImportedAsset): { readonly bytes: Buffer; readonly dots: number } | { readonly label: string } {
  if (isSvg(asset)) {
    const safe = rewriteSvg(asset.bytes)
    if (!safe.ok) return { label: kindName(asset) }
    return { bytes: Buffer.from(safe.value.text), dots: safe.value.width * safe.value.height }
  }
  const size = readPictureSize(asset.bytes)
  if (!size) return { label: kindName(asset) }
  const { width, height } = size
  const dots = width * height
  if (dots <= 0 || dots > MAX_DOTS) return { label: `${kindName(asset)} ${width} × ${height}` }
  return { bytes: Buffer.from(asset.bytes), dots }
}

function shrink(image: Image): Drawable {
  const scale = KEPT_SIDE / Math.max(image.width, image.height)
  if (scale >= 1) return image
  const small = createCanvas(
    Math.max(1, Math.round(image.width * scale)),
    Math.max(1, Math.round(image.height * scale)),
  )
  small.getContext('2d').drawImage(image, 0, 0, small.width, small.height)
  return small
}

export async function loadPictures(assets: ReadonlyMap<string, ImportedAsset>): Promise<LoadedPictures> {
  const images = new Map<string, Drawable>()
  const labels = new Map<string, string>()
  let keptDots = 0
  for (const [name, asset] of assets) {
    const prepared = prepare(asset)
    if ('label' in prepared || keptDots + Math.min(prepared.dots, KEPT_SIDE * KEPT_SIDE) > MAX_KEPT_DOTS) {
      labels.set(name, 'label' in prepared ? prepared.label : kindName(asset))
      continue
    }
    const image = await loadImage(prepared.bytes).catch(() => null)
    if (!image || !(image.width > 0 && image.height > 0)) {
      labels.set(name, kindName(asset))
      continue
    }
    const kept = shrink(image)
    keptDots += kept.width * kept.height
    images.set(name, kept)
  }
  return { images, labels }
}
