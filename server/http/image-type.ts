/** The real type of an image, from its first bytes; what a client says about it counts for nothing. */
export type ImageType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/svg+xml'

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, Math.min(to, bytes.length)))

const PNG = '\x89PNG\r\n\x1a\n'
const SVG_LOOKS_AT = 4096

/** null when it is none of the kinds that boards show. */
export function sniffImage(bytes: Uint8Array): ImageType | null {
  if (ascii(bytes, 0, 8) === PNG) return 'image/png'
  if (ascii(bytes, 0, 3) === '\xff\xd8\xff') return 'image/jpeg'
  if (/^GIF8[79]a/.test(ascii(bytes, 0, 6))) return 'image/gif'
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp'
  // The decoder takes a byte order mark away.
  return isSvg(new TextDecoder().decode(bytes.subarray(0, SVG_LOOKS_AT))) ? 'image/svg+xml' : null
}

/**
 * True when the root element is `svg`. XML declaration, comments and doctype may come before it; each is passed over
 * once and never looked at again, as an expression that may divide comments in several ways never comes to an end.
 */
function isSvg(text: string): boolean {
  let at = skipSpace(text, 0)
  if (text.startsWith('<?xml', at)) at = skipSpace(text, after(text, '?>', at))
  for (;;) {
    if (text.startsWith('<!--', at)) at = skipSpace(text, after(text, '-->', at + 4))
    else if (text.slice(at, at + 9).toUpperCase() === '<!DOCTYPE') at = skipSpace(text, afterDoctype(text, at))
    else return text.slice(at, at + 4).toLowerCase() === '<svg' && /[\s>]/.test(text.charAt(at + 4))
  }
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && text.charAt(at).trim() === '') at++
  return at
}

/** The place after the next `end`; that of the text's end when there is none. */
function after(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from)
  return found < 0 ? text.length : found + end.length
}

/** A doctype may hold declarations in brackets, and those a `>`. */
function afterDoctype(text: string, from: number): number {
  const close = after(text, '>', from)
  const bracket = text.indexOf('[', from)
  return bracket < 0 || bracket >= close ? close : after(text, '>', after(text, ']', bracket))
}
