import { expect, it } from 'vitest'
import { newShapeId } from '../../../lib/base/ids.ts'
import { drawPdf, MAX_PDF_PAGES, pdfBoard } from '../../../lib/interchange/pdf.ts'
import { seeded } from '../../support/document/random.ts'

const random = seeded(3)
const options = {
  newId: () => newShapeId((size) => Uint8Array.from({ length: size }, () => random.below(256))),
  newSeed: () => random.below(1000),
}
const picture = { mimeType: 'image/webp', bytes: Uint8Array.of(1) }
const source = (sizes: readonly (readonly [number, number] | null)[]) => ({
  numPages: sizes.length,
  async getPage(number: number) {
    const size = sizes[number - 1]
    if (!size) throw new Error('damaged')
    return {
      getViewport: ({ scale }: { scale: number }) => ({ width: size[0] * scale, height: size[1] * scale }),
      async getTextContent() {
        return {
          items: [
            { str: 'Page  of', hasEOL: false },
            { type: 'mark' },
            { str: ' words', hasEOL: true },
            { str: 'next\u0001' },
          ],
        }
      },
      cleanup() {},
    }
  },
})

it('DC49 pages lie in rows, none on another, in their order', async () => {
  const pages = await drawPdf(source(Array(12).fill([595, 842])), async () => picture)
  const board = pdfBoard(pages, { count: 12, title: 'Report' }, options)
  if (!board.ok) throw new Error('refused')
  const frames = board.value.shapes.filter(({ type }) => type === 'frame')
  expect(frames.map((frame) => frame.type === 'frame' && frame.name)).toEqual(
    Array.from({ length: 12 }, (_none, i) => `${i + 1} – Report`),
  )
  expect(new Set(frames.map(({ placement }) => placement.y)).size).toBe(2)
  for (const [i, { placement: a }] of frames.entries())
    for (const { placement: b } of frames.slice(i + 1))
      expect(a.x + a.w < b.x || b.x + b.w < a.x || a.y + a.h < b.y || b.y + b.h < a.y).toBe(true)
})

it('DC49 a damaged page leaves an empty frame and is told, and so are those beyond the most', async () => {
  const pages = await drawPdf(source([[100, 100], null, [100, 100]]), async () => picture)
  const board = pdfBoard(pages, { count: MAX_PDF_PAGES + 4, title: '' }, options)
  expect(board).toMatchObject({
    value: {
      added: 2,
      skipped: [
        { type: 'page 2', reason: 'unreadable', count: 1 },
        { type: `pages 4–${MAX_PDF_PAGES}`, reason: 'no-time', count: MAX_PDF_PAGES - 3 },
        { type: `pages ${MAX_PDF_PAGES + 1}–${MAX_PDF_PAGES + 4}`, reason: 'too-many', count: 4 },
      ],
    },
  })
})

it('DC49 what a page says of its size is never believed beyond a board, and a file without pages is refused', async () => {
  const sizes = [
    [1e9, 2],
    [Number.NaN, 5],
    [0, 0],
    [3, 1e-9],
  ] as const
  for (const { width, height } of await drawPdf(source(sizes), async () => picture)) {
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(8)
    expect(Math.max(width, height)).toBeLessThanOrEqual(6_000)
  }
  expect(pdfBoard([], { count: 0, title: '' }, options).ok).toBe(false)
})

it('DC49 pages are drawn one after the other, with progress', async () => {
  const told: string[] = []
  const pages = await drawPdf(source(Array(3).fill([10, 10])), async () => picture, {
    onPage: (done, total) => told.push(`${done}/${total}`),
  })
  expect([pages.length, told]).toEqual([3, ['1/3', '2/3', '3/3']])
})

it('DC72 what is written on a page comes with its picture', async () => {
  const pages = await drawPdf(source([[100, 100]]), async () => picture)
  const board = pdfBoard(pages, { count: 1, title: '' }, options)
  expect(board.ok && board.value.shapes[1]).toMatchObject({ type: 'image', words: 'Page of words\nnext' })
})

it('DC49 drawing ends when it is told to, with the pages that are there', async () => {
  let asked = 0
  const pages = await drawPdf(source(Array(9).fill([10, 10])), async () => picture, { goesOn: () => asked++ < 4 })
  expect(pages).toHaveLength(4)
})
