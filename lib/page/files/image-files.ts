/** Images that come in: decoded, shrunk when huge, named by their hash, ready to be uploaded. */
import { type Failure, fail, ok, type Result } from '../../base/result.ts'
import { hasForeignPage, plainSvg, withoutForeignPages } from './svg-size.ts'

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
  /** What is kept; the file itself when left out. */
  readonly bytes?: Blob
}

/**
 * An SVG has no bitmap of its own: it is drawn once, at a multiple of the size that it asks for, and stored as that
 * picture: as a document it could carry a script to every visitor.
 */
async function drawSvg(file: Blob): Promise<Decoded> {
  const svg = plainSvg(await file.text())
  if (!svg) throw new Error('an SVG without a root')
  // Browsers that let nobody read a picture with a page inside get its other half: the words that stand in for the page.
  const codes = hasForeignPage(svg.code) ? [svg.code, withoutForeignPages(svg.code)] : [svg.code]
  let failure: unknown
  for (const code of codes) {
    try {
      return { ...(await drawSvgCode(code)), size: svg.size }
    } catch (thrown) {
      failure = thrown
    }
  }
  throw failure
}

async function drawSvgCode(code: string): Promise<{ readonly bitmap: ImageBitmap; readonly bytes: Blob }> {
  // Chromium reads back a page inside of an SVG only from a data URL; of a blob URL it says SecurityError.
  const isData = hasForeignPage(code)
  const url = isData
    ? `data:image/svg+xml;charset=utf-8,${encodeURIComponent(code)}`
    : URL.createObjectURL(new Blob([code], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const bitmap = await createImageBitmap(image)
    return { bitmap, bytes: await shrink(bitmap, 'image/svg+xml') }
  } finally {
    if (!isData) URL.revokeObjectURL(url)
  }
}

async function decode(file: Blob): Promise<Decoded> {
  if (file.type.includes('svg')) return drawSvg(file)
  const bitmap = await createImageBitmap(file)
  const size = { w: bitmap.width, h: bitmap.height }
  const isHuge = Math.max(size.w, size.h) > MAX_SIDE || file.size > MAX_UNTOUCHED_BYTES
  return isHuge && file.type !== 'image/gif'
    ? { bitmap, size, bytes: await shrink(bitmap, file.type) }
    : { bitmap, size }
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
  const { bitmap, size, bytes = file } = decoded
  return ok({ asset: await hashOf(bytes), bytes, bitmap, size, name: file.name })
}
