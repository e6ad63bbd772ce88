/** Images that come in: decoded, shrunk when huge, named by their hash, ready to be uploaded. */
import { type Failure, fail, ok, type Result } from '../../base/result.ts'
import { plainSvg } from './svg-size.ts'

/** Longer sides gain nothing on a board and cost everyone memory. */
const MAX_SIDE = 4096
/** Above this a photo is encoded again. */
const MAX_UNTOUCHED_BYTES = 4 * 1024 * 1024
const QUALITY = 0.86

export interface PreparedImage {
  readonly asset: string
  readonly bytes: Blob
  readonly bitmap: ImageBitmap
  /** The size that it has on a board. */
  readonly size: ImageSize
  readonly name: string
}
export interface ImageSize {
  readonly w: number
  readonly h: number
}
type ImageFailure = Failure<'unreadable'>

const hex = (bytes: ArrayBuffer | Uint8Array): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

async function shrink(bitmap: ImageBitmap, type: string): Promise<Blob> {
  const factor = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height))
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * factor), Math.round(bitmap.height * factor))
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  // A photo has no transparency to lose; anything else may.
  return canvas.convertToBlob({ type: type === 'image/jpeg' ? 'image/jpeg' : 'image/webp', quality: QUALITY })
}

interface Decoded {
  readonly bitmap: ImageBitmap
  /** Its own size, which an SVG is drawn larger than. */
  readonly size: ImageSize
}

/** An SVG has no bitmap of its own: it is drawn once, at a multiple of the size that it asks for. */
async function decode(file: Blob): Promise<Decoded> {
  if (!file.type.includes('svg')) {
    const bitmap = await createImageBitmap(file)
    return { bitmap, size: { w: bitmap.width, h: bitmap.height } }
  }
  const svg = plainSvg(await file.text())
  if (!svg) throw new Error('an SVG without a root')
  const url = URL.createObjectURL(new Blob([svg.code], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    return { bitmap: await createImageBitmap(image), size: svg.size }
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** The name of an asset. Plain http on another machine has no hashes of the browser's own: a small library has them. */
export async function hashOf(bytes: Blob): Promise<string> {
  const content = await bytes.arrayBuffer()
  if (globalThis.crypto?.subtle) return hex(await crypto.subtle.digest('SHA-256', content))
  const { sha256 } = await import('@noble/hashes/sha2.js')
  return hex(sha256(new Uint8Array(content)))
}

export async function prepareImage(file: File): Promise<Result<PreparedImage, ImageFailure>> {
  let decoded: Decoded
  try {
    decoded = await decode(file)
  } catch {
    // The decoder's reason differs by browser and says nothing to the user.
    return fail('unreadable', file.name)
  }
  const { bitmap, size } = decoded
  const isSvg = file.type.includes('svg')
  const isHuge = Math.max(bitmap.width, bitmap.height) > MAX_SIDE || file.size > MAX_UNTOUCHED_BYTES
  // An SVG is stored as a picture: as a document it could carry a script to every visitor.
  const bytes = isSvg || (isHuge && file.type !== 'image/gif') ? await shrink(bitmap, file.type) : file
  const asset = await hashOf(bytes)
  return ok({ asset, bytes, bitmap, size, name: file.name })
}
