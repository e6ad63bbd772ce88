/**
 * Decodes short strings without a TextDecoder. An update of version 1 holds some fifteen of them for every shape, nearly
 * all of them field names and ids; a call of the browser's decoder costs more than such a string. Decision 0012.
 */

import { utf8TextDecoder } from 'lib0/string'
import { at, byteAt } from '../base/at.ts'

/** Longer ones are the browser's. */
const MAX_SHORT_BYTES = 24
/** A power of two: field names repeat, and the string that is there already costs no memory. */
const REMEMBERED = 512
const LAST_ASCII = 127

type Decode = (bytes: Uint8Array) => string

/** The same answers as `decode`, sooner for short ASCII. */
export function withShortStrings(decode: Decode): Decode {
  const remembered: string[] = new Array(REMEMBERED).fill('')
  return (bytes): string => {
    const { length } = bytes
    if (length > MAX_SHORT_BYTES) return decode(bytes)
    let hash = length
    for (let i = 0; i < length; i++) {
      const byte = byteAt(bytes, i)
      if (byte > LAST_ASCII) return decode(bytes)
      hash = (hash * 31 + byte) | 0
    }
    const slot = (hash ^ (hash >>> 9)) & (REMEMBERED - 1)
    const last = at(remembered, slot)
    if (last.length === length) {
      let i = 0
      while (i < length && last.charCodeAt(i) === bytes[i]) i++
      if (i === length) return last
    }
    const made = String.fromCharCode(...bytes)
    remembered[slot] = made
    return made
  }
}

let isDone = false

/** From now on Yjs reads its short strings this way. Calling it again changes nothing. */
export function readShortStringsQuickly(): void {
  // lib0 gives null where it distrusts the platform's decoder.
  if (isDone || !utf8TextDecoder) return
  isDone = true
  const decoder = utf8TextDecoder
  const native = decoder.decode.bind(decoder)
  decoder.decode = withShortStrings(native) as typeof decoder.decode
}
