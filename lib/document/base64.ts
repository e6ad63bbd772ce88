/** Base64 of bytes, where neither Buffer nor btoa is sure to be there. Reading is total. */
import { byteAt } from '../base/at.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES = new Map([...ALPHABET].map((char, value) => [char.charCodeAt(0), value]))
const MINUS = 45
const UNDERSCORE = 95
VALUES.set(MINUS, 62)
VALUES.set(UNDERSCORE, 63)

export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const triple = (byteAt(bytes, i) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    text += ALPHABET.charAt(triple >> 18) + ALPHABET.charAt((triple >> 12) & 63)
    text += i + 1 < bytes.length ? ALPHABET.charAt((triple >> 6) & 63) : '='
    text += i + 2 < bytes.length ? ALPHABET.charAt(triple & 63) : '='
  }
  return text
}

/** The bytes of standard or URL-safe base64; foreign characters are skipped. */
export function fromBase64(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let length = 0
  let bits = 0
  let count = 0
  for (let i = 0; i < text.length; i++) {
    const value = VALUES.get(text.charCodeAt(i))
    if (value === undefined) continue
    bits = ((bits << 6) | value) & 0xffffff
    count += 6
    if (count < 8) continue
    count -= 8
    bytes[length++] = (bits >> count) & 255
  }
  return bytes.slice(0, length)
}
