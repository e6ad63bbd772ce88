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
    alt: /descr="([^"]*)"/.exec(text(`ppt/slides/slide${number}.xml`))?.[1],
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
    { alt: 'First', notes: 'First\na\nb &lt; c', pictures: 1 },
    { alt: 'Second', notes: 'Second\ninside', pictures: 1 },
  ])
})

it('DC65 a board without frames is one slide, and too many slides are refused', async () => {
  expect(readSlides(await exported([words('all', '', 0, 0)], 'pptx'))).toMatchObject([{ notes: 'all', pictures: 1 }])
  const frames = Array.from({ length: 201 }, (_, at) => frame(`f${at}`, at * 400, 0))
  expect(JSON.parse((await exported(frames, 'pptx')).toString())).toMatchObject({ code: 'too-large' })
})
