import { deflateSync, inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { embedInPng, excalidrawPayload, readPngScene, readSvgScene } from '../../../lib/interchange/embedded-scene.ts'

const png = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)
const inflate = async (bytes: Uint8Array) => new Uint8Array(inflateSync(bytes))
const wrapped = (scene: string) =>
  JSON.stringify({
    version: '1',
    encoding: 'bstring',
    compressed: true,
    encoded: deflateSync(Buffer.from(scene)).toString('latin1'),
  })

function withText(keyword: string, value: string): Uint8Array {
  const data = Buffer.from(`${keyword}\0${value}`, 'latin1')
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length)
  head.write('tEXt', 4)
  // Readers do not check this one's sum, as browsers do not for text.
  return Uint8Array.from(Buffer.concat([png.subarray(0, 33), head, data, Buffer.alloc(4), png.subarray(33)]))
}

describe('scenes inside pictures', () => {
  test('a scene that is put into a PNG comes out letter by letter', async () => {
    const scene = JSON.stringify({ type: 'inkroom', title: 'Grüße 你好 🙂' })
    const made = embedInPng(png, scene)
    expect(made && (await readPngScene(made, inflate))).toBe(scene)
  })

  test('Excalidraw PNG scenes are read, compressed and plain', async () => {
    const scene = JSON.stringify({ type: 'excalidraw', elements: [], note: 'ä' })
    const keyword = 'application/vnd.excalidraw+json'
    expect(await readPngScene(withText(keyword, wrapped(scene)), inflate)).toBe(scene)
    expect(await readPngScene(withText(keyword, '{"type":"excalidraw"}'), inflate)).toBe('{"type":"excalidraw"}')
  })

  test('Excalidraw SVG scenes are read in both versions', async () => {
    const scene = JSON.stringify({ type: 'excalidraw', elements: [] })
    const inSvg = (payload: string, version: string) =>
      `<svg>${version}<!-- payload-start -->${Buffer.from(payload, 'latin1').toString('base64')}<!-- payload-end --></svg>`
    expect(await readSvgScene(inSvg(wrapped(scene), '<!-- payload-version:2 -->'), inflate)).toBe(scene)
    expect(await readSvgScene(inSvg(scene, ''), inflate)).toBe(scene)
  })

  test('pictures without a scene, and damaged ones, give null', async () => {
    expect(await readPngScene(png, inflate)).toBeNull()
    expect(await readPngScene(png.subarray(0, 20), inflate)).toBeNull()
    expect(await readSvgScene('<svg/>', inflate)).toBeNull()
    expect(await readPngScene(withText('application/vnd.excalidraw+json', '{{'), inflate)).toBeNull()
    expect(embedInPng(new Uint8Array(4), '{}')).toBeNull()
  })
})

describe('a picture that both programs open', () => {
  test('DC17 Excalidraw finds its scene in the first text, we find ours', async () => {
    const chunk = (type: string, data: Uint8Array) => {
      const bytes = new Uint8Array(12 + data.length)
      new DataView(bytes.buffer).setUint32(0, data.length)
      bytes.set(new TextEncoder().encode(type), 4)
      bytes.set(data, 8)
      return [...bytes]
    }
    const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    const png = Uint8Array.from([
      ...signature,
      ...chunk('IHDR', new Uint8Array(13)),
      ...chunk('IEND', new Uint8Array(0)),
    ])
    const made = embedInPng(png, '{"type":"inkroom"}', '{"type":"excalidraw","é":"字"}') as Uint8Array
    const text = Array.from(made, (byte) => String.fromCharCode(byte)).join('')
    expect(text.slice(37, 41)).toBe('tEXt')
    expect(text.slice(41)).toMatch(/^application\/vnd\.excalidraw\+json\0\{"version":"1","encoding":"bstring"/)
    const asIs = async (bytes: Uint8Array) => bytes
    expect(await readPngScene(made, asIs)).toBe('{"type":"inkroom"}')
    const svg = `<svg>${excalidrawPayload('{"type":"excalidraw","é":"字"}')}</svg>`
    expect(await readSvgScene(svg, asIs)).toBe('{"type":"excalidraw","é":"字"}')
  })
})
