/** The real type of an image, from its first bytes; what a client says about it counts for nothing. */
export type ImageType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/svg+xml'

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, Math.min(to, bytes.length)))

const PNG = '\x89PNG\r\n\x1a\n'
const SVG_LOOKS_AT = 4096
/** Byte order mark, XML declaration, comments and doctype may come before the root element. */
const SVG = /^\uFEFF?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?\s*>\s*)*<svg[\s>]/i

/** null when it is none of the kinds that boards show. */
export function sniffImage(bytes: Uint8Array): ImageType | null {
  if (ascii(bytes, 0, 8) === PNG) return 'image/png'
  if (ascii(bytes, 0, 3) === '\xff\xd8\xff') return 'image/jpeg'
  if (/^GIF8[79]a/.test(ascii(bytes, 0, 6))) return 'image/gif'
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp'
  return SVG.test(new TextDecoder().decode(bytes.subarray(0, SVG_LOOKS_AT))) ? 'image/svg+xml' : null
}
