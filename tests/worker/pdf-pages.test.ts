/** A PDF over HTTP: frames with locked pictures of its pages, or a reason and nothing changed. */
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { expect, it } from 'vitest'
import { createBoardDocument } from '../../lib/document/create-board-document.ts'
import { importBoard } from '../../worker/import-board.ts'
import { createRoomServer } from '../../worker/room-server.ts'
import { createMemoryServer } from '../support/document/memory-server.ts'
import { pdfOf } from '../support/document/pdf-file.ts'
import { seeded } from '../support/document/random.ts'

const random = seeded(7)
const randomBytes = (size: number) => Uint8Array.from({ length: size }, () => random.below(256))

async function send(body: string | Uint8Array<ArrayBuffer>) {
  const memory = createMemoryServer()
  const request = new Request('http://pages/api/rooms/room/import/pdf?token=editor', { method: 'POST', body })
  const server = createRoomServer(request, { room: 'room', serverUrl: 'http://server', fetch: memory.fetch })
  const answer = await importBoard(request, 'pdf', server, randomBytes)
  const doc = memory.doc()
  return {
    answer: await answer.json(),
    status: answer.status,
    memory,
    board: doc && createBoardDocument({ doc }).board,
  }
}

it('DC49 each page is a frame of its size with a locked picture that is drawn in it', { timeout: 60_000 }, async () => {
  const { answer, board, memory } = await send(
    pdfOf([
      [600, 300],
      [300, 600],
    ]),
  )
  expect(answer).toEqual({ added: 2, skipped: [] })
  const [first, , second] = board?.shapes ?? []
  expect(first).toMatchObject({ type: 'frame', name: '1', placement: { w: 800, h: 400 } })
  expect(second).toMatchObject({ type: 'frame', name: '2', placement: { w: 400, h: 800 } })
  expect(second.placement.x).toBeGreaterThan(first.placement.x + first.placement.w)
  const picture = board?.childrenOf(first.id)[0]
  expect(picture).toMatchObject({ type: 'image', locked: true, placement: first.placement })
  const bytes = memory.assets.get(picture?.type === 'image' ? picture.asset : '')
  const image = await loadImage(Buffer.from(bytes ?? []))
  expect([image.width, image.height]).toEqual([2800, 1400])
  const canvas = createCanvas(image.width, image.height)
  canvas.getContext('2d').drawImage(image, 0, 0)
  const { data } = canvas.getContext('2d').getImageData(0, 0, image.width, image.height)
  const darkAt = (x: number, y: number) => data[4 * (y * image.width + x)] < 100
  // The square lies at the lower left, the words beside it, the rest is paper.
  expect([darkAt(100, 1300), darkAt(100, 100), darkAt(2700, 1300)]).toEqual([true, false, false])
  let inked = 0
  for (let x = 560; x < 1000; x++) for (let y = 1200; y < 1310; y++) if (darkAt(x, y)) inked++
  expect(inked).toBeGreaterThan(500)
})

it.each([
  ['something else', 'no pdf at all', 415],
  ['a file that breaks off', pdfOf([[300, 300]]).slice(0, 40), 415],
])('DC49 %s is refused with its code, and nothing changes', async (_name, body, status) => {
  const { answer, status: told, memory } = await send(body)
  expect([told, answer.code]).toEqual([status, 'wrong-file-type'])
  expect(memory.doc()).toBeNull()
})
