import { expect, it } from 'vitest'
import { readEvents } from '../../../lib/session/event-stream.ts'

const PIECES = 12
const PIECE_LENGTH = 96 * 1024

it('DC26 a board that comes as an event stream, all at once, is read in turns', async () => {
  const text = Array.from({ length: PIECES }, (_, i) => `data: ${i}${'x'.repeat(PIECE_LENGTH)}\n\n`).join('')
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text))
      controller.close()
    },
  })
  let turns = 0
  let isRead = false
  const { port1, port2 } = new MessageChannel()
  // Somebody else's work, which gets its turn whenever the reader leaves one.
  port1.onmessage = () => {
    turns++
    if (!isRead) port2.postMessage(null)
  }
  port2.postMessage(null)
  const firsts: number[] = []
  for await (const { data } of readEvents(body)) firsts.push(Number.parseInt(data, 10))
  isRead = true
  port1.close()
  expect(firsts).toEqual(Array.from({ length: PIECES }, (_, i) => i))
  expect(turns).toBeGreaterThanOrEqual(PIECES - 2)
})
