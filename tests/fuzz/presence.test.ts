/** Presence and movements of any kind: the honest are seen by the honest, and what is kept is bounded. */
import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { encodePresenceMessage } from '../../lib/protocol/codec.ts'
import { createRandom, pick, type Random } from '../lib/updates/random-doc.ts'
import { FUZZ_TIMEOUT_MS, inRound, seeds } from '../support/fuzz-run.ts'
import { mutate } from '../support/server/mutate.ts'
import { startSyncServer, until } from '../support/server/sync-server.ts'
import { MAX_STALL_MS, watchStalls } from '../support/stall-watch.ts'

const ROUNDS = 12
/** The first ones also read the code for the first time. */
const WARM_ROUNDS = 3
const HOSTILE = 6
const MESSAGES = 40
const MAX_ROOM_BYTES = 200_000

const deep = `${'['.repeat(3000)}${']'.repeat(3000)}`
const STATES = [
  '{}',
  'null',
  '[]',
  '1',
  '""',
  '{"cursor":{"x":1e308,"y":null}}',
  '{"name":"\\ud800"}',
  deep,
  JSON.stringify({ a: 'x'.repeat(20_000) }),
  '{"__proto__":1}',
  '{',
  '\u0000',
  'undefined',
]

function randomMessage(random: Random): Uint8Array {
  const count = random() < 0.1 ? 300 : Math.floor(random() * 4)
  const number = (): number => pick(random, [0, 1, 2, 99, 2 ** 31, 2 ** 53 - 1, Math.floor(random() * 40)])
  const entries = Array.from({ length: count }, () => ({
    clientId: number(),
    clock: number(),
    state: new TextEncoder().encode(pick(random, STATES)),
  }))
  const message = encodePresenceMessage(entries)
  // 1: awareness, 103: a movement, 104: plain awareness, 3: a question.
  const type = pick(random, [1, 1, 1, 103, 104, 3])
  const body = type === 1 ? message : Uint8Array.from([type, ...message.subarray(1)])
  return random() < 0.5 ? body : mutate(body, random)
}

it('PR3 PR10 any presence leaves the honest seen, the memory bounded and everybody else answered', {
  timeout: FUZZ_TIMEOUT_MS,
}, async () => {
  const server = await startSyncServer({ roomLimits: { maxPresenceBytesPerRoom: MAX_ROOM_BYTES }, heartbeatMs: 60_000 })
  const [ada, bob] = [server.client('fuzzed'), server.client('fuzzed')]
  const join = async (): Promise<WebSocket> => {
    const socket = new WebSocket(`${server.url}/fuzzed`, ['inkroom.v2'])
    await new Promise((resolve) => socket.once('open', resolve))
    return socket
  }
  const hostile = await Promise.all(Array.from({ length: HOSTILE }, join))
  let thrownOut = 0
  let rounds = 0
  const stalls: string[] = []
  const watch = watchStalls()
  for (const seed of seeds(ROUNDS)) {
    await inRound(seed, async () => {
      const random = createRandom(seed)
      const messages = Array.from({ length: MESSAGES }, () => randomMessage(random))
      // What was made here is no work of the server's.
      await new Promise((resolve) => setTimeout(resolve))
      watch.take()
      for (const message of messages) {
        const nth = Math.floor(random() * HOSTILE)
        hostile[nth].send(message)
        await new Promise((resolve) => setImmediate(resolve))
        if (hostile[nth].readyState === WebSocket.OPEN) continue
        thrownOut++
        hostile[nth] = await join()
      }
      ada.awareness.setLocalStateField('seed', seed)
      await until(() => bob.awareness.getStates().get(ada.doc.clientID)?.seed === seed)
      const stall = watch.take()
      if (++rounds > WARM_ROUNDS && stall > MAX_STALL_MS) stalls.push(`seed ${seed}: ${Math.round(stall)} ms`)
      const kept = Number(/inkroom_presence_bytes (\d+)/.exec((await server.metrics.text()).body)?.[1])
      expect(kept).toBeLessThan(MAX_ROOM_BYTES + (HOSTILE + 2) * 2048)
    })
  }
  watch.close()
  expect(stalls).toEqual([])
  expect(thrownOut).toBeGreaterThan(0)
  for (const socket of hostile) socket.terminate()
  await server.close()
})
