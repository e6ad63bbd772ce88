/**
 * What the server tells a page in a crowd: a room of the server in this process, under a clock of its own, so that nobody is late
 * however slow the machine is.
 */
import type { RoomId } from '../../lib/base/ids.ts'
import { type ClientMessage, decodeClientMessage, encodeStep1, encodeUpdate } from '../../lib/protocol/codec.ts'
import { messageLimits } from '../../lib/protocol/limits.ts'
import { createLocalBus } from '../../server/bus/local.ts'
import { createSilentObserve } from '../../server/observe/observe.ts'
import { inlineCompactor } from '../../server/room/compaction.ts'
import { createRooms, type JoinableRooms } from '../../server/room/create-rooms.ts'
import type { Membership } from '../../server/room/member.ts'
import { createMemoryStorage } from '../../server/storage/memory.ts'
import { FakeClock } from '../../tests/support/editor/fake-clock.ts'
import { drawnStrokes } from '../drawn-strokes.ts'
import { EVERY_MS, type Hand, handOf, helloOf, movement } from '../load/hand.ts'
import type { Recorded } from './recorded-line.ts'

const ROOM = 'moving' as RoomId
const STROKE_EVERY_MS = 1_000
/** An empty document. */
const NOTHING = new Uint8Array([0])
/** Client ids of the crowd begin above it. */
const WATCHER = 999_999_999

export interface Crowd {
  readonly people: number
  readonly movers: number
  /** How many hands one sees at once. */
  readonly perScreen: number
  readonly draws: boolean
  readonly seconds: number
}

async function joinAs(
  rooms: JoinableRooms,
  hand: Hand,
  options: { readonly isMoving: boolean; send(message: Uint8Array): void },
): Promise<Membership> {
  const joined = await rooms.join(ROOM, {
    id: `peer-${hand.clientId}`,
    address: '',
    grant: { room: ROOM, role: 'editor', linkId: null, expiresAt: null, byToken: false },
    isInkroom: true,
    hasMotion: true,
    send: options.send,
    close: (code) => {
      throw new Error(`the room closed a peer with ${code}`)
    },
  })
  if (!joined.ok) throw new Error(joined.error.message)
  for (const bytes of [encodeStep1(NOTHING), ...helloOf(hand, options.isMoving)])
    await joined.value.receive(read(bytes))
  return joined.value
}

function read(bytes: Uint8Array): ClientMessage {
  const message = decodeClientMessage(bytes, messageLimits)
  if (!message.ok) throw new Error(message.error.message)
  return message.value
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** All that a page is told that looks at the first screen of `crowd`; what came before anybody moved is at 0. */
export async function toldInCrowd({ people, movers, perScreen, draws, seconds }: Crowd): Promise<readonly Recorded[]> {
  const clock = new FakeClock()
  const observe = createSilentObserve()
  const rooms = createRooms({
    storage: createMemoryStorage(),
    bus: createLocalBus(),
    clock,
    observe,
    compactor: inlineCompactor,
    readFacts: async () => null,
    limits: { maxPeers: people + 1 },
  })
  const hands = Array.from({ length: people }, (_, n) => handOf(n, Math.max(1, movers), perScreen))
  const crowd: Membership[] = []
  for (const [n, hand] of hands.entries())
    crowd.push(await joinAs(rooms, hand, { isMoving: n < movers, send: () => {} }))
  const told: Recorded[] = []
  let began = Number.POSITIVE_INFINITY
  const here = { clientId: WATCHER, at: { x: 640, y: 400 } }
  const send = (message: Uint8Array): void =>
    void told.push({ at: Math.max(0, clock.now() - began), bytes: Buffer.from(message).toString('base64') })
  await joinAs(rooms, here, { isMoving: false, send })
  clock.advance(1_000)
  await settled()
  began = clock.now()
  const strokes = hands.slice(0, movers).map((hand) => (draws ? drawnStrokes(hand, seconds) : []))
  for (let turn = 0; turn * EVERY_MS < seconds * 1000; turn++) {
    for (let n = 0; n < movers; n++) {
      const timeMs = turn * EVERY_MS + (n * EVERY_MS) / movers
      void crowd[n].receive(read(movement(hands[n], timeMs, draws)))
      const stroke =
        (turn * EVERY_MS) % STROKE_EVERY_MS === 0 ? strokes[n][(turn * EVERY_MS) / STROKE_EVERY_MS] : undefined
      if (stroke) void crowd[n].receive(read(encodeUpdate(stroke)))
    }
    clock.advance(EVERY_MS)
    await settled()
  }
  await rooms.close()
  observe.metrics.close()
  return told
}
