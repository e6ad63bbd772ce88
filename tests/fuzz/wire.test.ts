/** Millions of bytes that no client of ours would send, against everything that reads the wire. */
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { decodeClientMessage, encodePresenceMessage, encodeStep1, encodeUpdate } from '../../lib/protocol/codec.ts'
import { messageLimits } from '../../lib/protocol/limits.ts'
import { validateUpdate } from '../../lib/updates/header.ts'
import { updateLimits } from '../../lib/updates/limits.ts'
import { decodeStateVector } from '../../lib/updates/state-vector.ts'
import { splitBatch } from '../../server/http/event-stream-routes.ts'
import { createRandom, editAtRandom, pick, type Random } from '../lib/updates/random-doc.ts'
import { FIRST_SEED, FUZZ_TIMEOUT_MS } from '../support/fuzz-run.ts'
import { mutate } from '../support/server/mutate.ts'

/** The seed of a failed run is in its title. */
const BYTES = Number(process.env.INKROOM_FUZZ_MB ?? 3) * 1e6
const SEEDS = [FIRST_SEED, FIRST_SEED + 1]

/** Every kind of message, as real clients write them. */
function realMessages(random: Random): Uint8Array[] {
  const doc = new Y.Doc()
  const messages: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => messages.push(encodeUpdate(update)))
  for (let i = 0; i < 200; i++) editAtRandom(doc, random)
  messages.push(encodeUpdate(Y.encodeStateAsUpdate(doc)), encodeStep1(Y.encodeStateVector(doc)), Uint8Array.of(3))
  for (let id = 1; id < 20; id++) {
    const state = new TextEncoder().encode(JSON.stringify({ name: `é${id}`, cursor: { x: id, y: 1 } }))
    messages.push(encodePresenceMessage([{ clientId: id, clock: id, state }]))
  }
  return messages
}

describe('whatever comes over the wire', { timeout: FUZZ_TIMEOUT_MS }, () => {
  it.each(SEEDS)('PR3 millions of bytes give messages or reasons, never a throw (seed %i)', (seed) => {
    const random = createRandom(seed)
    const messages = realMessages(random)
    let [read, understood, refused] = [0, 0, 0]
    while (read < BYTES) {
      const bytes = mutate(pick(random, messages), random)
      read += bytes.length
      const message = decodeClientMessage(bytes, messageLimits)
      if (!message.ok) {
        refused++
        continue
      }
      understood++
      if (message.value.type === 'step1') decodeStateVector(message.value.stateVector)
      if (message.value.type === 'update' || message.value.type === 'step2') {
        const header = validateUpdate(message.value.update, updateLimits)
        // What is let through makes no client throw; small ones are tried out.
        if (header.ok && bytes.length < 500) Y.applyUpdate(new Y.Doc(), message.value.update)
      }
    }
    // Both ways were taken often, so the run says something about both.
    expect([understood > 500, refused > 500]).toEqual([true, true])
  })

  it.each(SEEDS)('PR3 the parsers behind it take any bytes at all (seed %i)', (seed) => {
    const random = createRandom(seed)
    for (let read = 0; read < BYTES; ) {
      const bytes = Uint8Array.from({ length: Math.floor(random() * 4000) }, () => Math.floor(random() * 256))
      read += bytes.length + 1
      for (const parse of [decodeStateVector, splitBatch]) parse(bytes)
      validateUpdate(bytes, updateLimits)
      decodeClientMessage(bytes, messageLimits)
    }
  })
})
