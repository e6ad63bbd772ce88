/** Images that come in: decoded, shrunk when huge, named by their hash, ready to be uploaded. */
import { type Failure, fail, ok, type Result } from '../../base/result.ts'

/** Longer sides gain nothing on a board and cost everyone memory. */
const MAX_SIDE = 4096
/** Above this a photo is encoded again. */
const MAX_UNTOUCHED_BYTES = 4 * 1024 * 1024
const QUALITY = 0.86

export interface PreparedImage {
  readonly asset: string
  readonly bytes: Blob
  readonly bitmap: ImageBitmap
  readonly name: string
}
type ImageFailure = Failure<'unreadable' | 'no-hash'>

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

async function shrink(bitmap: ImageBitmap, type: string): Promise<Blob> {
  const factor = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height))
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * factor), Math.round(bitmap.height * factor))
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  // A photo has no transparency to lose; anything else may.
  return canvas.convertToBlob({ type: type === 'image/jpeg' ? 'image/jpeg' : 'image/webp', quality: QUALITY })
}

/** An SVG has no bitmap of its own: it is drawn once at the size that it asks for. */
async function decode(file: Blob): Promise<ImageBitmap> {
  if (!file.type.includes('svg')) return createImageBitmap(file)
  const url = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const w = image.naturalWidth || 512
    const h = image.naturalHeight || 512
    return await createImageBitmap(image, { resizeWidth: w * 2, resizeHeight: h * 2 })
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** The name of an asset; null without a secure context (plain http on another machine), where nothing can be hashed. */
export async function hashOf(bytes: Blob): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null
  return hex(await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer()))
}

export async function prepareImage(file: File): Promise<Result<PreparedImage, ImageFailure>> {
  let bitmap: ImageBitmap
  try {
    bitmap = await decode(file)
  } catch {
    // The decoder's reason differs by browser and says nothing to the user.
    return fail('unreadable', file.name)
  }
  const isSvg = file.type.includes('svg')
  const isHuge = Math.max(bitmap.width, bitmap.height) > MAX_SIDE || file.size > MAX_UNTOUCHED_BYTES
  // An SVG is stored as a picture: as a document it could carry a script to every visitor.
  const bytes = isSvg || (isHuge && file.type !== 'image/gif') ? await shrink(bitmap, file.type) : file
  const asset = await hashOf(bytes)
  if (!asset) return fail('no-hash', file.name)
  return ok({ asset, bytes, bitmap, name: file.name })
}
