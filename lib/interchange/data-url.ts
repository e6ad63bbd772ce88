/** Images inside files: `data:` URLs, read with a limit and only for types that browsers show as pictures. */
import { fromBase64, toBase64 } from '../document/base64.ts'
import type { ImportedAsset } from './import-result.ts'

export const MAX_IMAGE_BYTES = 20 * 1024 * 1024
const HEADER = /^data:(image\/[a-z0-9.+-]{1,40})((?:;[^;,]{1,80}){0,4}),/i
const HEADER_LENGTH = 400

/** The image, or null when it is none, is broken or is too large. */
export function readDataUrl(url: unknown): ImportedAsset | null {
  if (typeof url !== 'string' || url.length > MAX_IMAGE_BYTES * 1.4 + HEADER_LENGTH) return null
  const header = HEADER.exec(url.slice(0, HEADER_LENGTH))
  if (!header) return null
  const body = url.slice(header[0].length)
  const bytes = header[2].toLowerCase().endsWith(';base64') ? fromBase64(body) : decodeText(body)
  return bytes && bytes.length > 0 && bytes.length <= MAX_IMAGE_BYTES
    ? { mimeType: header[1].toLowerCase(), bytes }
    : null
}

function decodeText(body: string): Uint8Array | null {
  try {
    return new TextEncoder().encode(decodeURIComponent(body))
  } catch {
    return null
  }
}

export const writeDataUrl = ({ mimeType, bytes }: ImportedAsset): string => `data:${mimeType};base64,${toBase64(bytes)}`
