import { createCanvas, loadImage } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { exported, type Stored } from '../support/worker/exported.ts'

const UNASSIGNED = '\u0378'

interface Pixels {
  readonly width: number
  readonly height: number
  /** `#rrggbb` of a pixel. */
  at(x: number, y: number): string
  readonly bytes: Buffer
}
async function drawn(shapes: readonly Stored[], query = ''): Promise<Pixels> {
  const image = await loadImage(await exported(shapes, `png${query}`))
  const { width, height } = image
  const context = createCanvas(width, height).getContext('2d')
  context.drawImage(image, 0, 0)
  const bytes = Buffer.from(context.getImageData(0, 0, width, height).data)
  const at = (x: number, y: number) => `#${bytes.toString('hex', (y * width + x) * 4, (y * width + x) * 4 + 3)}`
  return { width, height, at, bytes }
}

const box = (x: number, y: number, w: number, h: number, rotation = 0) => ({ x, y, w, h, rotation })
const filled = (placement: object, fill: string, more: Stored = {}): Stored => ({
  type: 'geo',
  form: 'rectangle',
  stroke: 'transparent',
  fillStyle: 'solid',
  sketch: 0,
  text: [],
  placement,
  fill,
  ...more,
})
/** Words inside a plain box, so that every picture of them has the same size. */
const words = (text: string, font: string, attributes: Stored = {}): readonly Stored[] => [
  filled(box(0, 0, 400, 120), '#ffffff'),
  {
    type: 'text',
    placement: box(20, 20, 360, 80),
    text: [{ insert: text, attributes }],
    fontSize: 40,
    font,
    autoWidth: false,
    stroke: '#1e1e1e',
  },
]
/** Widths of the stretches of columns that hold ink, from left to right. */
function inkRuns({ width, height, at }: Pixels): readonly number[] {
  const runs: number[] = []
  let run = 0
  for (let x = 0; x < width; x++) {
    let isInk = false
    // A lighter pixel between two letters that nearly touch is not ink.
    for (let y = 0; y < height && !isInk; y++) isInk = Number.parseInt(at(x, y).slice(1, 3), 16) < 96
    if (isInk) run++
    else if (run > 0) {
      runs.push(run)
      run = 0
    }
  }
  return runs
}
const differ = async (one: readonly Stored[], other: readonly Stored[]): Promise<boolean> => {
  const [a, b] = [await drawn(one), await drawn(other)]
  expect([a.width, a.height]).toEqual([b.width, b.height])
  return !a.bytes.equals(b.bytes)
}

describe('letters of an exported picture', () => {
  const fonts = ['hand', 'sans', 'serif', 'mono']

  it('are those of the chosen font', async () => {
    const pictures = await Promise.all(fonts.map((font) => drawn(words('Hamburg', font))))
    expect(new Set(pictures.map(({ bytes }) => bytes.toString('base64'))).size).toBe(fonts.length)
  })

  it.each(fonts)('are Chinese ones, not boxes, in %s', async (font) => {
    expect(await differ(words('你', font), words(UNASSIGNED, font))).toBe(true)
    // Two that no font knows would be the same box.
    expect(await differ(words('你好世界', font), words('自己托管', font))).toBe(true)
    expect(await differ(words(UNASSIGNED, font), words('\u0379', font))).toBe(false)
  })

  it.each(fonts)('come from every part of the font in %s', async (font) => {
    for (const [one, other] of ['éè', 'őű', 'яж', 'ạậ', 'λδ']) {
      expect(await differ(words(one, font), words(other, font))).toBe(true)
    }
  })

  it.each(fonts)(
    'I59 are of our own faces for Hebrew, Arabic and emoji in %s, also where the system has none',
    async (font) => {
      for (const [text, face] of [
        ['שלום', 'NotoSansHebrew'],
        ['مرحبا', 'NotoSansArabic'],
        ['😀', 'NotoEmoji'],
      ])
        expect((await exported(words(text, font), 'pdf')).toString('latin1')).toContain(face)
      for (const [one, other] of ['אב', 'بت', '😀😎'].map((pair) => [...pair]))
        expect(await differ(words(one, font), words(other, font)), `${one} ${other}`).toBe(true)
    },
  )

  it('I59 run from right to left in right-to-left text, and words of other scripts in it from left to right', async () => {
    // A thin letter, then a wide one: the wide one is read last and stands left. The same for the digits 1 and 8.
    const wideFirst = async (text: string): Promise<boolean> => {
      const [first, last] = inkRuns(await drawn(words(text, 'sans')))
      return first > last
    }
    expect(await wideFirst('וש')).toBe(true)
    expect(await wideFirst('שו')).toBe(false)
    expect(await wideFirst('1M')).toBe(false)
    // Between two Hebrew words the Latin one keeps its own order: of its runs, the thin one comes first.
    const runs = inkRuns(await drawn(words('ש 1M ו', 'sans')))
    expect(runs).toHaveLength(4)
    const [vav, one, em, shin] = runs
    expect([vav < shin, one < em]).toEqual([true, true])
  })

  it('I59 of the fixed font are what was typed: signs are not joined', async () => {
    expect(inkRuns(await drawn(words('->', 'mono')))).toHaveLength(2)
    expect(inkRuns(await drawn(words('->', 'sans', { code: true })))).toHaveLength(2)
    const svg = (await exported(words('a -> b', 'mono'), 'svg')).toString('utf8')
    expect(svg).toContain('font-variant-ligatures:none')
  })

  it('I59 join emoji that are made of several', async () => {
    const family = inkRuns(await drawn(words('👨\u200d👩\u200d👧', 'sans')))
    const apart = inkRuns(await drawn(words('👨👩👧', 'sans')))
    const spread = (runs: readonly number[]) => runs.reduce((sum, run) => sum + run, 0)
    expect(spread(family)).toBeLessThan(spread(apart))
  })

  it('are bold, italic and mono where they are marked so', async () => {
    for (const text of ['Hamburg', '你好']) {
      expect(await differ(words(text, 'sans'), words(text, 'sans', { bold: true }))).toBe(true)
      expect(await differ(words(text, 'sans'), words(text, 'sans', { italic: true }))).toBe(true)
    }
    expect(await differ(words('Hamburg', 'sans', { code: true }), words('Hamburg', 'mono'))).toBe(true)
    expect(await differ(words('Hamburg', 'hand', { code: true }), words('Hamburg', 'sans', { code: true }))).toBe(false)
  })
})

describe('shapes of an exported picture', () => {
  // The paper's edge is 16 board pixels, 32 dots.
  const dot = (x: number, y: number): [number, number] => [32 + 2 * x, 32 + 2 * y]
  const ground = filled(box(0, 0, 200, 200), '#ffffff')

  it('cover the words below them', async () => {
    const cover = filled(box(0, 0, 400, 120), '#ff0000')
    const picture = await drawn([...words('Hamburg', 'hand'), cover])
    const reds = new Set(Array.from({ length: 340 }, (_, x) => picture.at(...dot(x + 30, 45))))
    expect([...reds]).toEqual(['#ff0000'])
  })

  it('end where their frame ends', async () => {
    const frame = { type: 'frame', id: 'frame', placement: box(0, 0, 100, 100), name: '' }
    const child = filled(box(50, 50, 100, 100), '#ff0000', { parent: 'frame' })
    const picture = await drawn([ground, frame, child])
    const top = picture.height - 2 * 216
    const at = (x: number, y: number) => picture.at(32 + 2 * x, top + 32 + 2 * y)
    expect([at(75, 75), at(125, 75), at(75, 125)]).toEqual(['#ff0000', '#ffffff', '#ffffff'])
  })

  it('fade as a whole and turn about their centre', async () => {
    const turned = filled(box(50, 90, 100, 20, Math.PI / 2), '#ff0000')
    const faded = filled(box(0, 0, 40, 40), '#000000', { stroke: '#000000', strokeWidth: 8, opacity: 0.5 })
    const picture = await drawn([ground, turned, faded])
    expect([picture.at(...dot(100, 60)), picture.at(...dot(60, 100))]).toEqual(['#ff0000', '#ffffff'])
    // Inside, and where outline and fill meet: one shade, not two.
    const shades = [picture.at(...dot(20, 20)), picture.at(...dot(2, 20))]
    expect(shades[0]).toBe(shades[1])
    expect(Number.parseInt(shades[0].slice(1, 3), 16)).toBeGreaterThan(120)
    expect(Number.parseInt(shades[0].slice(1, 3), 16)).toBeLessThan(136)
  })

  it('lie on dark paper when asked', async () => {
    expect((await drawn([ground])).at(2, 2)).toBe('#ffffff')
    expect((await drawn([ground], '?theme=dark')).at(2, 2)).toBe('#17181b')
  })

  it('shrink to a picture of 8192 dots at most, also when they are far larger', async () => {
    const picture = await exported([filled(box(0, 0, 20_000, 100), '#ff0000')], 'png')
    expect(picture.readUInt32BE(16)).toBe(8192)
  })

  it('and letters stay lines and letters in a PDF', async () => {
    const pdf = (await exported(words('Hamburg 你好', 'hand'), 'pdf')).toString('latin1')
    expect(pdf.slice(0, 5)).toBe('%PDF-')
    expect(pdf).toMatch(/\/Type\s*\/Font\b/)
    expect(pdf).not.toMatch(/\/Subtype\s*\/Image\b/)
  })
})

it.each([
  ['png', '\x89PNG\r\n\x1a\n', 'IEND\xaeB`\x82'],
  ['pdf', '%PDF-', '%%EOF'],
  ['svg', '<svg ', '</svg>'],
  ['json', '{', '}'],
])('SH5 control characters and halves of letters do not stop a %s, which is whole', async (format, head, end) => {
  const bytes = await exported(words('a\u0000b\u0007\ud83dc', 'hand'), format)
  const text = bytes.toString('latin1').trim()
  expect([text.slice(0, head.length), text.slice(-end.length)]).toEqual([head, end])
  if (format === 'svg')
    expect(text.replaceAll(/<style[\s\S]*?<\/style>/g, '').replaceAll(/<[^>]*>/g, '')).toContain('abc')
  if (format !== 'json') return
  const shapes: readonly { text?: { ops?: readonly { insert?: unknown }[] } }[] = JSON.parse(text).shapes
  expect(JSON.stringify(shapes)).toContain('"abc')
})
