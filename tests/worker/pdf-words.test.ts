import { spawnSync } from 'node:child_process'
import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { exported, type Stored } from '../support/worker/exported.ts'

const hasPdftotext = spawnSync('pdftotext', ['-v']).error === undefined
if (!hasPdftotext) console.info('pdftotext is not there: the words of PDFs are only read by our own reader')

interface Line {
  readonly text: string
  readonly font?: string
  readonly marks?: Stored
  readonly more?: Stored
}
const lines = (all: readonly Line[]): readonly Stored[] =>
  all.map(({ text, font = 'sans', marks = {}, more = {} }, at) => ({
    type: 'text',
    placement: { x: 0, y: at * 60, w: 900, h: 30, rotation: 0 },
    text: [{ insert: text, attributes: marks }],
    fontSize: 20,
    font,
    autoWidth: false,
    ...more,
  }))

/** What a viewer gets to search and copy, line by line; marks of direction that the tool adds are left out. */
function pdftotext(pdf: Buffer): readonly string[] {
  const { stdout } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf })
  const plain = stdout.toString('utf8').replace(/[\u202a-\u202e\u2066-\u2069\f]/g, '')
  return plain
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .filter((line) => line !== '')
}

/** All streams of a file, unpacked. */
function streams(pdf: Buffer): readonly string[] {
  const text = pdf.toString('latin1')
  return Array.from(text.matchAll(/\/Length (\d+)[^>]*>> stream\n/g), ({ 0: head, 1: length, index }) => {
    const from = index + head.length
    const raw = Buffer.from(text.slice(from, from + Number(length)), 'latin1')
    return head.length > 0 && raw[0] === 0x78 ? inflateSync(raw).toString('latin1') : raw.toString('latin1')
  })
}
const fromHex = (hex: string): string => hex.replace(/..../g, (unit) => String.fromCharCode(Number.parseInt(unit, 16)))

/** The unseen layer, word by word, without any tool. */
function layerOf(pdf: Buffer): string {
  const text = pdf.toString('latin1')
  const all = streams(pdf)
  const layer = all.find((stream) => stream.includes('3 Tr')) ?? ''
  // Maps of our own fonts begin at code 1 with the space.
  const maps = all.filter((stream) => stream.includes('begincmap') && stream.includes('<01> <0020>\n<02>'))
  const letters = new Map<string, string>()
  for (const [, code, to] of (maps.at(-1) ?? '').matchAll(/<(..)> <([0-9a-f]{4,})>/g)) letters.set(code, fromHex(to))
  expect(text).toContain('/Words0')
  return Array.from(layer.matchAll(/<([0-9a-f]+)> Tj/g), ([, codes]) =>
    codes.replace(/../g, (code) => letters.get(code) ?? '?'),
  ).join('')
}

const fonts = ['hand', 'sans', 'serif', 'mono']
const latin = 'Sphinx of black quartz, judge my vow: office flows affluent 1234567890'

describe('DC24 the words of a PDF', () => {
  it.each(fonts)('DC24 are found as they were written in %s, whatever the font made of their letters', async (font) => {
    const text = 'office flows affluent Größe déjà Łódź -> != === 123'
    const read = layerOf(await exported(lines([{ text, font }]), 'pdf'))
    expect(read.trim()).toBe(text)
  })

  it('DC24 are there once: letters that are seen say nothing', async () => {
    const pdf = await exported(lines([{ text: 'Once', font: 'hand' }]), 'pdf')
    // The last map of an object counts; what the drawing library said of it was replaced by spaces.
    const said = streams(pdf).filter((stream) => stream.includes('beginbfchar') && !stream.includes('<02>'))
    const last = said.at(-1) ?? ''
    expect(last).toContain('<0020>')
    expect(last).not.toMatch(/^<..(..)?> <(?!0020|FF)/m)
  })

  describe.skipIf(!hasPdftotext)('as pdftotext reads them', () => {
    it.each(fonts)('DC24 are all there in %s: plain, bold, italic, code, lists', async (font) => {
      const all = [
        { text: latin, font },
        { text: latin, font, marks: { bold: true } },
        { text: latin, font, marks: { italic: true } },
        { text: latin, font, marks: { bold: true, italic: true } },
        { text: 'const a = b => c !== d', font, marks: { code: true } },
      ]
      expect(pdftotext(await exported(lines(all), 'pdf'))).toEqual(all.map(({ text }) => text))
    })

    it.each([
      '你好世界 白板协作',
      'שלום עולם',
      'مرحبا بالعالم',
      'Привет мир',
      'λόγος καὶ ῥυθμός',
      '안녕하세요 세계',
      'สวัสดีชาวโลก ที่นี่',
      'नमस्ते दुनिया हिन्दी',
      'বাংলা ভাষা',
      'ok 😀 👨‍👩‍👧 🇩🇪 ✅ end',
    ])('DC24 are whole in scripts of all kinds: %s', async (text) => {
      const all = fonts.map((font) => ({ text, font }))
      expect(pdftotext(await exported(lines(all), 'pdf'))).toEqual(all.map((line) => line.text))
    })

    it('DC24 are found turned, faded, in boxes and in frames, and not where nobody sees them', async () => {
      const turned = { placement: { x: 0, y: 0, w: 300, h: 30, rotation: Math.PI / 2 } }
      const shapes = [
        ...lines([{ text: 'standing words', more: turned }]),
        ...lines([
          { text: 'faded words', more: { opacity: 0.4, placement: { x: 400, y: 0, w: 300, h: 30, rotation: 0 } } },
        ]),
        {
          type: 'geo',
          form: 'rectangle',
          placement: { x: 400, y: 100, w: 300, h: 100, rotation: 0 },
          text: [{ insert: 'boxed words' }],
        },
        { type: 'frame', id: 'frame', placement: { x: 400, y: 300, w: 300, h: 100, rotation: 0 }, name: 'Slide' },
        ...lines([
          {
            text: 'framed words',
            more: { parent: 'frame', placement: { x: 410, y: 320, w: 200, h: 30, rotation: 0 } },
          },
          {
            text: 'hidden words',
            more: { parent: 'frame', placement: { x: 410, y: 600, w: 200, h: 30, rotation: 0 } },
          },
        ]),
      ].map((shape, at) => ({ ...shape, index: `a${at}`, id: 'id' in shape ? shape.id : `t${at}` }))
      const read = pdftotext(await exported(shapes, 'pdf')).join(' ')
      for (const words of ['standing words', 'faded words', 'boxed words', 'framed words'])
        expect(read).toContain(words)
      expect(read).not.toContain('hidden')
    })

    it('DC24 of more letters than a font of the layer holds are all there', async () => {
      const text = Array.from({ length: 600 }, (_, at) => String.fromCodePoint(0x4e00 + at * 3))
      const rows = Array.from({ length: 20 }, (_, at) => ({ text: text.slice(at * 30, at * 30 + 30).join('') }))
      expect(pdftotext(await exported(lines(rows), 'pdf'))).toEqual(rows.map((row) => row.text))
    })
  })
})

it('DC67 links of a PDF lead where those of the board do, at their places, and no others are in it', async () => {
  const place = (y: number) => ({ placement: { x: 0, y, w: 200, h: 50, rotation: 0 } })
  const linked = { insert: 'docs', attributes: { link: 'https://b.org/ü' } }
  const shapes: readonly Stored[] = [
    { type: 'geo', form: 'rectangle', text: [], link: 'https://a.org/x?(y)=\\1', ...place(0) },
    { type: 'geo', form: 'rectangle', text: [], link: 'javascript:alert(1)', ...place(100) },
    { type: 'text', text: [{ insert: 'see ' }, linked], autoWidth: false, ...place(200) },
  ]
  const text = (await exported(shapes, 'pdf')).toString('latin1')
  const links = [...text.matchAll(/\/Rect \[([^\]]*)\][^>]*\/URI \(([^)]*)\)/g)]
  expect(links.map(([, , uri]) => uri)).toEqual(['https://a.org/x?%28y%29=%5C1', 'https://b.org/%C3%BC'])
  const [, height] = /\/MediaBox \[0 0 [\d.]+ ([\d.]+)\]/.exec(text) ?? []
  const [x1, y1, x2, y2] = links[0][1].split(' ').map(Number)
  // The box with its outline, sixteen points from the upper left corner of the page.
  expect([Math.round((x2 - x1) / 10), Math.round((y2 - y1) / 10)]).toEqual([20, 5])
  expect([x1, Number(height) - y2].map((edge) => Math.round(edge / 10))).toEqual([2, 2])
  expect(text).toMatch(/\/Annots \[\d+ 0 R \d+ 0 R\]/)
})
