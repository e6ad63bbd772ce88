import { describe, expect, it } from 'vitest'
import { Assembly, cutIntoPieces, MAX_MESSAGE_BYTES } from '../../../server/bus/pieces.ts'
import { createRandom } from '../../lib/updates/random-doc.ts'

const cut = (message: Uint8Array, nth = 1, sender = 'a'): readonly Uint8Array[] =>
  cutIntoPieces(message, { sender, nth, maxBytes: 200 }) ?? []

describe('PR11 messages that are larger than what a carrier takes', () => {
  it('what fits goes as it is', () => {
    const message = Uint8Array.of(1, 2, 3)
    expect(cut(message)).toEqual([message])
    expect(new Assembly().take('room', message)).toBe(message)
  })

  it.each([1, 2, 3, 4])('come whole from several senders at once, whatever is lost of others (seed %i)', (seed) => {
    const random = createRandom(seed)
    const assembly = new Assembly()
    const queues = ['a', 'b', 'c'].map((sender) => {
      const messages = Array.from({ length: 20 }, () =>
        new Uint8Array(201 + Math.floor(random() * 1500)).map(() => 1 + Math.floor(random() * 255)),
      )
      // Of every message of the last sender a piece is lost.
      const pieces = messages.map((message, i) => [...cut(message, i, sender)])
      if (sender === 'c') for (const of of pieces) of.splice(Math.floor(random() * of.length), 1)
      return { sender, messages, pieces: pieces.flat(), whole: [] as Uint8Array[] }
    })
    for (;;) {
      const waiting = queues.filter(({ pieces }) => pieces.length > 0)
      if (waiting.length === 0) break
      const { pieces, whole } = waiting[Math.floor(random() * waiting.length)]
      const piece = pieces.shift() as Uint8Array
      expect(piece.length).toBeLessThanOrEqual(200)
      const message = assembly.take('room', piece)
      if (message) whole.push(message)
    }
    const [a, b, c] = queues
    expect(a.whole.map((message) => [...message])).toEqual(a.messages.map((message) => [...message]))
    expect(b.whole.map((message) => [...message])).toEqual(b.messages.map((message) => [...message]))
    expect(c.whole).toEqual([])
  })

  it('what is beyond all limits is not sent, and junk is not taken', () => {
    expect(cutIntoPieces(new Uint8Array(MAX_MESSAGE_BYTES + 1), { sender: 'a', nth: 1, maxBytes: 1000 })).toBeNull()
    expect(cutIntoPieces(new Uint8Array(100), { sender: 'a', nth: 1, maxBytes: 10 })).toBeNull()
    const assembly = new Assembly()
    for (const junk of [[0], [0, 5, 1], [0, 1, 97, 1, 7, 9], [0, 255, 255, 255, 255, 255, 255, 255, 255, 255]]) {
      expect(assembly.take('room', Uint8Array.from(junk))).toBeNull()
    }
  })
})
