/** How many dots a foreign picture would unpack to, read from its head before anything is unpacked. */
export interface PictureSize {
  readonly width: number
  readonly height: number
}

const at = (bytes: Uint8Array, place: number): number => bytes[place] ?? 0
const big16 = (bytes: Uint8Array, place: number): number => at(bytes, place) * 256 + at(bytes, place + 1)
const little16 = (bytes: Uint8Array, place: number): number => at(bytes, place) + at(bytes, place + 1) * 256
const little24 = (bytes: Uint8Array, place: number): number => little16(bytes, place) + at(bytes, place + 2) * 65_536
const big32 = (bytes: Uint8Array, place: number): number => big16(bytes, place) * 65_536 + big16(bytes, place + 2)
const says = (bytes: Uint8Array, place: number, word: string): boolean => {
  for (let nth = 0; nth < word.length; nth++) if (at(bytes, place + nth) !== word.charCodeAt(nth)) return false
  return true
}

const sizeOfPng = (bytes: Uint8Array): PictureSize => ({ width: big32(bytes, 16), height: big32(bytes, 20) })

/** Frames may be larger than the screen that the file announces. */
function sizeOfGif(bytes: Uint8Array): PictureSize {
  const paletteOf = (packed: number): number => ((packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1))
  let [width, height] = [little16(bytes, 6), little16(bytes, 8)]
  let place = 13 + paletteOf(at(bytes, 10))
  const skipBlocks = (): void => {
    while (place < bytes.length && at(bytes, place) !== 0) place += at(bytes, place) + 1
    place++
  }
  while (place < bytes.length) {
    const kind = at(bytes, place)
    if (kind === 0x21) {
      place += 2
      skipBlocks()
    } else if (kind === 0x2c) {
      width = Math.max(width, little16(bytes, place + 1) + little16(bytes, place + 5))
      height = Math.max(height, little16(bytes, place + 3) + little16(bytes, place + 7))
      place += 10 + paletteOf(at(bytes, place + 9)) + 1
      skipBlocks()
    } else break
  }
  return { width, height }
}

/** The frame header: SOF0 to SOF15, but for the tables (C4, C8, CC) among them. The largest counts. */
function sizeOfJpeg(bytes: Uint8Array): PictureSize | null {
  let found: PictureSize | null = null
  let place = 2
  while (place + 4 <= bytes.length) {
    if (at(bytes, place) !== 0xff) {
      place++
      continue
    }
    const marker = at(bytes, place + 1)
    if (marker === 0xff || marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd8)) {
      place += marker === 0xff ? 1 : 2
      continue
    }
    // What follows the start of a scan is no head any more.
    if (marker === 0xd9 || marker === 0xda) break
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const [height, width] = [big16(bytes, place + 5), big16(bytes, place + 7)]
      if (!found || width * height > found.width * found.height) found = { width, height }
    }
    place += 2 + big16(bytes, place + 2)
  }
  return found
}

function sizeOfWebp(bytes: Uint8Array): PictureSize | null {
  if (says(bytes, 12, 'VP8X')) return { width: little24(bytes, 24) + 1, height: little24(bytes, 27) + 1 }
  if (says(bytes, 12, 'VP8L')) {
    const bits = little16(bytes, 21) + little16(bytes, 23) * 65_536
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  if (says(bytes, 12, 'VP8 ')) {
    return { width: little16(bytes, 26) & 0x3fff, height: little16(bytes, 28) & 0x3fff }
  }
  return null
}

/** Null for what is none of the kinds that a room keeps. */
export function readPictureSize(bytes: Uint8Array): PictureSize | null {
  if (says(bytes, 0, '\x89PNG\r\n\x1a\n')) return sizeOfPng(bytes)
  if (says(bytes, 0, 'GIF8')) return sizeOfGif(bytes)
  if (at(bytes, 0) === 0xff && at(bytes, 1) === 0xd8) return sizeOfJpeg(bytes)
  if (says(bytes, 0, 'RIFF') && says(bytes, 8, 'WEBP')) return sizeOfWebp(bytes)
  return null
}
