import { expect, it } from 'vitest'
import { exported, type Stored } from '../support/worker/exported.ts'

const place = (x: number, y: number, w: number, h: number) => ({ placement: { x, y, w, h, rotation: 0 } })
const frame = (id: string, x: number, w: number, h: number): Stored => ({
  type: 'frame',
  id,
  name: id,
  ...place(x, 0, w, h),
})
const words = (text: string, parent: string, x: number, more: Stored = {}): Stored => ({
  ...{ type: 'text', parent, text: [{ insert: text }], autoWidth: false, ...place(x, 20, 80, 20) },
  ...more,
})
const board = [
  frame('Later', 400, 160, 320),
  frame('First', 0, 320, 180),
  words('one', 'First', 20, { link: 'https://a.org/1' }),
  words('two', 'Later', 420),
  words('beside', '', 1000, { link: 'https://a.org/beside' }),
]

/** Width and height of each page in their order, and where its links lead. */
function pagesOf(pdf: Buffer) {
  const text = pdf.toString('latin1')
  const objects = new Map<string, string>()
  // What is written later counts.
  for (const [, id, body] of text.matchAll(/\n(\d+) 0 obj\n([\s\S]*?)endobj/g)) objects.set(id, body)
  const pages = [...objects].filter(([, body]) => body.startsWith('<</Type /Page\n'))
  return pages.map(([, body]) => {
    const [, w, h] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(body) ?? []
    const links = /\/Annots \[([^\]]*)\]/.exec(body)?.[1].match(/\d+(?= 0 R)/g) ?? []
    return {
      size: [Math.round(Number(w)), Math.round(Number(h))],
      links: links.map((id) => /\/URI \(([^)]*)\)/.exec(objects.get(id) ?? '')?.[1]),
    }
  })
}
const pages = async (query: string) => pagesOf(await exported(board, `pdf${query}`))

it('DC71 each frame is a page of its size, in the order of the slides, with its own links', async () => {
  expect(await pages('?pages=frames')).toEqual([
    { size: [320, 180], links: ['https://a.org/1'] },
    { size: [160, 320], links: [] },
  ])
  expect(await pages('?frames=Later')).toEqual([{ size: [160, 320], links: [] }])
})

it.each([
  ['a4', [842, 595], [595, 842]],
  ['a3', [1191, 842], [842, 1191]],
  ['letter', [792, 612], [612, 792]],
  ['wide', [960, 540], [960, 540]],
])('DC71 pages are of the paper that is asked for, each as it lies: %s', async (paper, lying, standing) => {
  expect((await pages(`?pages=frames&paper=${paper}`)).map(({ size }) => size)).toEqual([lying, standing])
  const turned = await pages(`?pages=frames&paper=${paper}&orientation=portrait`)
  expect(turned.map(({ size: [w, h] }) => w < h)).toEqual([true, true])
})

it('DC71 without frames, or asked for one page, all is on one', async () => {
  const [only, ...others] = await pages('?paper=a4')
  expect([only.size, only.links, others]).toEqual([[842, 595], ['https://a.org/1', 'https://a.org/beside'], []])
  const plain = pagesOf(await exported([words('alone', '', 0)], 'pdf?pages=frames'))
  expect(plain).toHaveLength(1)
})

it('DC71 many pages share the letters of their words, and more than a file may hold are refused', async () => {
  const many = Array.from({ length: 30 }, (_, at) => [
    frame(`f${at}`, at * 200, 160, 90),
    words(`page${at}`, `f${at}`, at * 200 + 10),
  ]).flat()
  const pdf = await exported(many, 'pdf?frames=all')
  expect(pagesOf(pdf)).toHaveLength(30)
  expect(new Set(pdf.toString('latin1').match(/\/Words0 \d+ 0 R/g)).size).toBe(1)
  const tooMany = Array.from({ length: 201 }, (_, at) => frame(`f${at}`, at * 200, 160, 90))
  expect(JSON.parse((await exported(tooMany, 'pdf?frames=all')).toString())).toMatchObject({ code: 'too-large' })
})
