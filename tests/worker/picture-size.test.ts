import { createCanvas } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { loadPictures } from '../../worker/load-pictures.ts'
import { readPictureSize } from '../../worker/picture-size.ts'

const drawn = createCanvas(37, 21)
drawn.getContext('2d').fillRect(3, 3, 9, 9)
const gif = (screen: number, frame: number): Uint8Array => {
  const words = (value: number) => [value & 255, value >> 8]
  const head = [...Buffer.from('GIF89a'), ...words(screen), ...words(screen), 0, 0, 0]
  const note = [0x21, 0xfe, 2, 65, 66, 0]
  return Uint8Array.from([...head, ...note, 0x2c, 0, 0, 0, 0, ...words(frame), ...words(frame), 0, 2, 1, 0, 0, 0x3b])
}
/** A PNG that says it is larger than it is. */
function claiming(width: number, height: number): Buffer {
  const bytes = Buffer.from(drawn.toBuffer('image/png'))
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

describe('PR10 a picture is measured before it is unpacked:', () => {
  it('the size of each kind is read from its head', () => {
    const real = { width: 37, height: 21 }
    for (const type of ['image/png', 'image/jpeg', 'image/webp'] as const) {
      expect(readPictureSize(drawn.toBuffer(type as 'image/png')), type).toEqual(real)
    }
    expect(readPictureSize(gif(8, 8))).toEqual({ width: 8, height: 8 })
    expect(readPictureSize(gif(8, 9000))).toEqual({ width: 9000, height: 9000 })
    for (const text of ['', '\xff\xd8', 'RIFF', 'RIFF....WEBP', '<svg/>']) {
      expect(readPictureSize(Buffer.from(text, 'latin1')), text).toBeNull()
    }
  })

  it('one that is too large is not unpacked but named, and so are those for which no room is left', async () => {
    const asset = (bytes: Uint8Array, mimeType = 'image/png') => ({ bytes, mimeType })
    const { images, labels } = await loadPictures(
      new Map([
        ['huge', asset(claiming(60_000, 60_000))],
        ['none', asset(claiming(0, 5))],
        ['gif', asset(gif(8, 60_000), 'image/gif')],
        ['junk', asset(Buffer.from('nothing'))],
        ['good', asset(drawn.toBuffer('image/png'))],
      ]),
    )
    expect([...images.keys()]).toEqual(['good'])
    expect(Object.fromEntries(labels)).toEqual({
      huge: 'PNG 60000 × 60000',
      none: 'PNG 0 × 5',
      gif: 'GIF 60000 × 60000',
      junk: 'PNG',
    })
  })
})
