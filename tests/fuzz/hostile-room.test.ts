/** A room among peers that send what they should not, by the million bytes, while two people go on drawing. */
import { setImmediate as turn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { systemClock } from '../../lib/base/clock.ts'
import type { RoomId } from '../../lib/base/ids.ts'
import { decodeClientMessage, encodePresenceMessage, encodeStep1, encodeUpdate } from '../../lib/protocol/codec.ts'
import { messageLimits } from '../../lib/protocol/limits.ts'
import { createLocalBus } from '../../server/bus/local.ts'
import { createSilentObserve } from '../../server/observe/observe.ts'
import { inlineCompactor } from '../../server/room/compaction.ts'
import type { Compactor } from '../../server/room/compactor.ts'
import { createRooms } from '../../server/room/create-rooms.ts'
import { createMemoryStorage } from '../../server/storage/memory.ts'
import { createRandom, editAtRandom, pick } from '../lib/updates/random-doc.ts'
import { FIRST_SEED, FUZZ_TIMEOUT_MS } from '../support/fuzz-run.ts'
import { mutate } from '../support/server/mutate.ts'
import { createRoomPeer, type RoomPeer } from '../support/server/room-peer.ts'
import { until } from '../support/server/sync-server.ts'
import { MAX_STALL_MS, type StallWatch, watchStalls } from '../support/stall-watch.ts'

const BYTES = Number(process.env.INKROOM_FUZZ_MB ?? 4) * 1e6
const MAX_ROOM_BYTES = 500_000
const HOSTILE_PEERS = 8
const WHOLE_BOARDS = 0.03
/** Two people draw in this process too, and read what they are sent. */
const MAX_SHARED_STALL_MS = 2 * MAX_STALL_MS
/** What the process may hold more than after a tenth of the run; the room itself may have 0.5 MB. */
const MAX_GROWTH_BYTES = 8 * 1024 * 1024

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
function heldBytes(): number {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** A compactor whose work is not watched: it has a process of its own when the product runs. */
const unwatched = (watch: StallWatch, seen: (ms: number) => void): Compactor => ({
  ...inlineCompactor,
  async compact(...parts) {
    seen(watch.take())
    const compacted = await inlineCompactor.compact(...parts)
    await new Promise((resolve) => setTimeout(resolve))
    watch.take()
    return compacted
  },
})

it.each([FIRST_SEED, FIRST_SEED + 1])(
  'PR3 PR10 a room takes millions of hostile bytes without a throw, a stall, or growing (seed %i)',
  async (seed) => {
    const random = createRandom(seed)
    const room = 'fuzzed' as RoomId
    const observe = createSilentObserve()
    const storage = createMemoryStorage()
    let [sent, thrownOut, early, longest] = [0, 0, 0, 0]
    const watch = watchStalls()
    // The first tenth also reads the code for the first time.
    const note = (stall: number): void => {
      if (early > 0) longest = Math.max(longest, stall)
    }
    const rooms = createRooms({
      storage,
      observe,
      clock: systemClock,
      bus: createLocalBus(),
      compactor: unwatched(watch, note),
      readFacts: async () => null,
      limits: { maxBytes: MAX_ROOM_BYTES, compactAfterUpdates: 300 },
    })
    const join = (): Promise<RoomPeer> => createRoomPeer(rooms, room)
    const [ada, bob] = [await join(), await join()]
    const drawing = new Y.Doc()
    drawing.on('update', (update: Uint8Array) => expect(ada.say(encodeUpdate(update))).toBe(null))
    // The hostile change what they drew themselves: who forges the work of another is one of those who destroy a board.
    const evil = new Y.Doc()
    const corpus: Uint8Array[] = [Uint8Array.of(3), encodeStep1(Y.encodeStateVector(evil))]
    evil.on('update', (update: Uint8Array) => corpus.push(encodeUpdate(update)))
    for (let i = 0; i < 400; i++) editAtRandom(evil, random)
    for (let id = 1; id < 40; id++) {
      corpus.push(encodePresenceMessage([{ clientId: id, clock: id, state: new TextEncoder().encode(`{"x":${id}}`) }]))
    }

    /** Whole boards bring the bytes, single changes the variety. */
    const whole = encodeUpdate(Y.encodeStateAsUpdate(evil))
    const intrude = () => createRoomPeer(rooms, room, { deaf: true })
    const hostile = await Promise.all(Array.from({ length: HOSTILE_PEERS }, intrude))
    const codes = new Set<number>()
    while (sent < BYTES) {
      drawing.getMap('shapes').set(`ada ${sent}`, sent)
      for (let message = 0; message < 200; message++) {
        const nth = Math.floor(random() * HOSTILE_PEERS)
        const bytes = mutate(random() < WHOLE_BOARDS ? whole : pick(random, corpus), random)
        sent += bytes.length
        const decoded = decodeClientMessage(bytes, messageLimits)
        const outcome = decoded.ok ? await hostile[nth].receive(decoded.value) : { code: 4400 }
        // The socket takes in one message a turn as well.
        await turn()
        if (!outcome) continue
        codes.add(outcome.code)
        thrownOut++
        hostile[nth].leave()
        hostile[nth] = await intrude()
      }
      // Turns of the event loop: ticks, appends and compactions come in between.
      await turn()
      note(watch.take())
      if (early === 0 && sent > BYTES / 10) early = heldBytes()
      watch.take()
    }
    expect(thrownOut).toBeGreaterThan(1000)
    expect([...codes]).toEqual([4400])
    watch.close()
    expect(longest).toBeLessThan(MAX_SHARED_STALL_MS)
    for (const peer of hostile) peer.leave()
    await rooms.withRoom(room, async (live) => void live.stats())
    expect(heldBytes() - early).toBeLessThan(MAX_GROWTH_BYTES)
    expect(rooms.live(room)?.stats().bytes).toBeLessThan(MAX_ROOM_BYTES)

    // Everyone else still has the whole board, and nothing that anyone was sent makes a client throw.
    const late = await join()
    late.say(encodeStep1(Y.encodeStateVector(late.doc)))
    const drawn = [...drawing.getMap('shapes')]
    const hasAll = (doc: Y.Doc) => drawn.every(([key, value]) => doc.getMap('shapes').get(key) === value)
    await until(() => hasAll(bob.doc) && hasAll(late.doc))
    expect([bob.failures, late.failures]).toEqual([[], []])
    for (const peer of [ada, bob, late]) peer.leave()
    await rooms.close()
    observe.metrics.close()
  },
  FUZZ_TIMEOUT_MS,
)
