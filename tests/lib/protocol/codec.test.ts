import { createHash } from 'node:crypto'
import * as encoding from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import {
  decodeClientMessage,
  encodePresenceMessage,
  encodeStep1,
  encodeStep2,
  encodeStored,
  encodeUpdate,
  handleClientMessage,
} from '../../../lib/protocol/codec.ts'
import { messageLimits } from '../../../lib/protocol/limits.ts'
import { messageTypes, SUBPROTOCOL, syncSteps } from '../../../lib/protocol/messages.ts'
import { decodePresence, encodePresence } from '../../../lib/protocol/presence-entries.ts'
import { createRandom } from '../updates/random-doc.ts'

const decode = (bytes: ArrayLike<number>) => decodeClientMessage(Uint8Array.from(bytes), messageLimits)

function awarenessOf(state: Record<string, unknown>): { bytes: Uint8Array; awareness: Awareness } {
  const awareness = new Awareness(new Y.Doc())
  awareness.setLocalState(state)
  return { bytes: encodeAwarenessUpdate(awareness, [awareness.clientID]), awareness }
}

describe('the wire', () => {
  it('PR2 the message table is pinned to the name of the subprotocol', () => {
    const table = JSON.stringify([SUBPROTOCOL, messageTypes, syncSteps])
    // A change here is a new wire: it needs a new name of the subprotocol, or old clients misread it.
    expect(createHash('sha256').update(table).digest('hex').slice(0, 16)).toBe('53a5212470334dd8')
  })

  it('messages keep their meaning over the wire', () => {
    const body = new Uint8Array([1, 2, 3])
    expect(decode(encodeStep1(body))).toEqual({ ok: true, value: { type: 'step1', stateVector: body } })
    expect(decode(encodeStep2(body))).toEqual({ ok: true, value: { type: 'step2', update: body } })
    expect(decode(encodeUpdate(body))).toEqual({ ok: true, value: { type: 'update', update: body } })
    expect(decode([3])).toEqual({ ok: true, value: { type: 'queryPresence' } })
    expect([...encodeStored(300)]).toEqual([100, 172, 2])
  })

  it.each([0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152])(
    'an update of %i bytes has its length before it',
    (size) => {
      const update = new Uint8Array(size).fill(7)
      const encoder = encoding.createEncoder()
      encoding.writeVarUint(encoder, messageTypes.sync)
      encoding.writeVarUint(encoder, syncSteps.update)
      encoding.writeVarUint8Array(encoder, update)
      expect(Buffer.compare(encodeUpdate(update), encoding.toUint8Array(encoder))).toBe(0)
    },
  )

  it('PR3 any bytes give a message or a reason, never a throw (seed 7)', () => {
    const random = createRandom(7)
    const seen = { ok: 0, refused: 0 }
    for (let i = 0; i < 20_000; i++) {
      const bytes = Array.from({ length: Math.floor(random() * 12) }, () => Math.floor(random() ** 3 * 256))
      seen[decode(bytes).ok ? 'ok' : 'refused']++
    }
    expect(Math.min(seen.ok, seen.refused)).toBeGreaterThan(50)
  })

  it('PR3 half messages, trailing bytes and foreign types are refused', () => {
    for (const bytes of [
      [],
      [0],
      [0, 0],
      [0, 0, 5, 1],
      [0, 0, 0, 9],
      [0, 3, 0],
      [2, 0, 0],
      [3, 1],
      [100, 1],
      [255, 255],
    ]) {
      expect(decode(bytes)).toMatchObject({ ok: false, error: { code: 'malformed-message' } })
    }
  })

  it('a handler is called with its own message', () => {
    const message = decode([3])
    if (!message.ok) throw new Error('refused')
    const answer = handleClientMessage(message.value, 'Zoë', {
      step1: () => 'step1',
      step2: () => 'step2',
      update: () => 'update',
      presence: () => 'presence',
      queryPresence: (_message, sender) => `query of ${sender}`,
      plainPresence: () => 'plain',
      motion: () => 'motion',
    })
    expect(answer).toBe('query of Zoë')
  })
})

describe('presence entries', () => {
  it('PR1 what a stock client writes is read, and what we write a stock client reads', () => {
    const { bytes, awareness } = awarenessOf({ cursor: { x: 1, y: 2 }, name: 'Zoë' })
    const entries = decodePresence(bytes, messageLimits)
    expect(entries).toMatchObject([{ clientId: awareness.clientID, clock: 1 }])
    const other = new Awareness(new Y.Doc())
    applyAwarenessUpdate(other, encodePresence(entries ?? []), 'test')
    expect(other.getStates().get(awareness.clientID)).toEqual({ cursor: { x: 1, y: 2 }, name: 'Zoë' })
    applyAwarenessUpdate(other, encodePresence([{ clientId: awareness.clientID, clock: 1, state: null }]), 'test')
    expect(other.getStates().has(awareness.clientID)).toBe(false)
    for (const each of [awareness, other]) each.destroy()
  })

  it('PR3 a state that is no JSON text is refused, since every client would throw on it', () => {
    const update = (state: string) => {
      const encoder = encoding.createEncoder()
      for (const value of [1, 5, 1]) encoding.writeVarUint(encoder, value)
      encoding.writeVarString(encoder, state)
      return encoding.toUint8Array(encoder)
    }
    expect(decodePresence(update('{"a":1}'), messageLimits)).toHaveLength(1)
    expect(decodePresence(update('null'), messageLimits)).toEqual([{ clientId: 5, clock: 1, state: null }])
    expect(decodePresence(update('{"a":'), messageLimits)).toBe(null)
    expect(decodePresence(new Uint8Array([1, 5, 1, 2, 0xff, 0xfe]), messageLimits)).toBe(null)
    expect(decodePresence(new Uint8Array([255, 255, 3]), messageLimits)).toBe(null)
    expect(encodePresenceMessage([])).toEqual(new Uint8Array([1, 1, 0]))
  })
})
