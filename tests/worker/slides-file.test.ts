import { strFromU8, unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { exported, type Stored } from '../support/worker/exported.ts'

const frame = (id: string, x: number, y: number, more: Stored = {}): Stored => ({
  type: 'frame',
  ...{ id, name: id, placement: { x, y, w: 320, h: 180, rotation: 0 } },
  ...more,
})
const words = (text: string, parent: string, x: number, y: number): Stored => ({
  type: 'note',
  ...{ parent, text: [{ insert: text }], placement: { x, y, w: 60, h: 60, rotation: 0 } },
})

function readSlides(bytes: Buffer) {
  const files = unzipSync(bytes)
  const text = (path: string) => strFromU8(files[path])
  const numbers = Object.keys(files).flatMap((path) => /^ppt\/slides\/slide(\d+)\.xml$/.exec(path)?.[1] ?? [])
  return numbers.sort().map((number) => ({
    words: Array.from(text(`ppt/slides/slide${number}.xml`).matchAll(/<a:t>([^<]*)/g), ([, part]) => part),
    notes: /<p:ph type="body"[\s\S]*?<a:t>([^<]*)/
      .exec(text(`ppt/notesSlides/notesSlide${number}.xml`))?.[1]
      ?.replaceAll('\r\n', '\n'),
    pictures: Object.keys(files).filter((path) => path.startsWith(`ppt/media/image-${number}-`)).length,
  }))
}

it('DC65 each frame is a slide, in the order of the slides, with its words in the order of reading', async () => {
  const shapes = [
    frame('Second', 400, 0),
    frame('First', 0, 10),
    words('b < \u0001c', 'First', 100, 40),
    words('a', 'First', 10, 50),
    words('inside', 'group', 420, 20),
    { id: 'group', type: 'group', parent: 'Second', placement: { x: 0, y: 0, w: 1, h: 1, rotation: 0 } },
    words('beside', '', 0, 900),
  ]
  expect(readSlides(await exported(shapes, 'pptx'))).toEqual([
    { words: ['b &lt; c', 'a'], notes: 'First\na\nb &lt; c', pictures: 0 },
    { words: ['inside'], notes: 'Second\ninside', pictures: 0 },
  ])
})

it('DC65 a board without frames is one slide, and too many slides are refused', async () => {
  expect(readSlides(await exported([words('all', '', 0, 0)], 'pptx'))).toMatchObject([{ notes: 'all', pictures: 0 }])
  const frames = Array.from({ length: 201 }, (_, at) => frame(`f${at}`, at * 400, 0))
  expect(JSON.parse((await exported(frames, 'pptx')).toString())).toMatchObject({ code: 'too-large' })
})

/** The parts of the first slide: what each is, and what lies in it. */
async function slideOf(shapes: readonly Stored[], query = ''): Promise<string> {
  const files = unzipSync(await exported([frame('slide', 0, 0), ...shapes], `pptx${query}`))
  return strFromU8(files['ppt/slides/slide1.xml'])
}
const inSlide = (type: string, more: Stored, x = 20): Stored => ({
  ...{ type, parent: 'slide', placement: { x, y: 20, w: 80, h: 40, rotation: 0 } },
  ...more,
})

it('DC70 forms, lines and arrows of a slide are its own, in their colours', async () => {
  const xml = await slideOf([
    inSlide('geo', { form: 'ellipse', fill: '#ffc9c9', stroke: '#1971c2', text: [{ insert: 'round' }] }),
    inSlide('geo', { form: 'rectangle', corners: 'sharp', fill: '#b2f2bb80' }),
    inSlide('geo', { form: 'cloud' }),
    inSlide('line', {
      points: [
        { x: 0, y: 0 },
        { x: 80, y: 40 },
        { x: 0, y: 40 },
      ],
      closed: true,
    }),
    inSlide('arrow', {
      points: [
        { x: 80, y: 0 },
        { x: 0, y: 40 },
      ],
      endHead: 'triangle',
      dash: 'dashed',
    }),
  ])
  expect(xml.match(/prst="(\w+)"/g)).toEqual(['prst="ellipse"', 'prst="rect"', 'prst="line"'])
  expect(xml.match(/<a:custGeom>/g)).toHaveLength(2)
  expect(xml).toContain('<a:srgbClr val="FFC9C9"/>')
  expect(xml).toContain('<a:srgbClr val="B2F2BB"><a:alpha val="50000"/>')
  expect(xml).toMatch(/flipH="1"[\s\S]*<a:prstDash val="dash"\/>[\s\S]*<a:tailEnd type="triangle"\/>/)
  expect(xml).not.toMatch(/NaN|Infinity|undefined/)
})

it('DC70 words of a slide are words: bold, lists, links, either direction', async () => {
  const marked = [
    { insert: 'strong', attributes: { bold: true } },
    { insert: ' see ' },
    { insert: 'there', attributes: { link: 'https://a.org/?b=1&c' } },
    { insert: '\n', attributes: { list: 'ordered' } },
    { insert: 'שלום' },
  ]
  const xml = await slideOf([inSlide('text', { text: marked, autoWidth: false, align: 'start' })])
  expect(xml).toMatch(/ b="1"[^>]*>[\s\S]*?<a:t>strong/)
  expect(xml).toMatch(/<a:buAutoNum type="arabicPeriod"/)
  expect(xml).toMatch(/<a:hlinkClick r:id="rId\d+"/)
  expect(xml).toMatch(/<a:pPr[^>]*algn="r"[^>]*rtl="1"|<a:pPr[^>]*rtl="1"[^>]*algn="r"/)
})

it('DC70 a table is a table, and what a slide has nothing for is a picture where it is seen', async () => {
  const xml = await slideOf([
    inSlide('table', {
      ...{ rows: { r: 'a0', s: 'a1' }, columns: { c: 'a0' }, cells: { 'r:c': [{ insert: 'head' }] }, header: true },
    }),
    inSlide('new-kind', {}),
    inSlide('new-kind', { placement: { x: 900, y: 900, w: 10, h: 10, rotation: 0 } }),
    inSlide('geo', { form: 'rectangle', placement: { x: 10, y: 10, w: 9_000_000, h: 50, rotation: 0 } }),
  ])
  expect(xml.match(/<a:tr /g)).toHaveLength(2)
  expect(xml).toContain('<a:t>head</a:t>')
  expect(xml.match(/<p:pic>/g)).toHaveLength(2)
})

it('DC70 what reaches out of a frame is cut where the slide is wider than it', async () => {
  const tall = { ...frame('tall', 400, 0), placement: { x: 400, y: 0, w: 100, h: 300, rotation: 0 } }
  const files = unzipSync(
    await exported(
      [
        frame('slide', 0, 0),
        tall,
        inSlide('geo', { parent: 'tall', placement: { x: 380, y: 20, w: 60, h: 60, rotation: 0 } }),
      ],
      'pptx',
    ),
  )
  expect(strFromU8(files['ppt/slides/slide2.xml']).match(/<p:pic>/g)).toHaveLength(1)
})

it('DC71 only the frames that are asked for are slides', async () => {
  const shapes = [frame('A', 0, 0), frame('B', 400, 0), words('in b', 'B', 410, 20), words('beside', '', 0, 900)]
  expect(readSlides(await exported(shapes, 'pptx?frames=B'))).toMatchObject([{ words: ['in b'] }])
})
