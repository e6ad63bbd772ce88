/** Stock and own clients over several servers that die: who is here is seen by everyone, and who has left by nobody. */
import { connect, createServer, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { systemClock } from '../../../lib/base/clock.ts'
import { type RoomId, systemRandom } from '../../../lib/base/ids.ts'
import { encodePresenceMessage } from '../../../lib/protocol/codec.ts'
import { createSession } from '../../../lib/session/create-session.ts'
import { createNumberedBus } from '../../../server/bus/numbered-bus.ts'
import { createMemoryStorage } from '../../../server/storage/memory.ts'
import { createRandom } from '../../lib/updates/random-doc.ts'
import { createMemoryHub } from '../../support/server/memory-wire.ts'
import { connect as connectRaw } from '../../support/server/raw-client.ts'
import { startSyncServer, until } from '../../support/server/sync-server.ts'

const SERVERS = 3
const PEOPLE = 8
const HEARTBEAT_MS = 400
/** Two heartbeats on a machine of any load; ghosts stayed for 20 seconds and more. */
const SOON_MS = 12_000
const SEEDS = [1, 2, 3]

interface Person {
  readonly id: number
  readonly kind: 'stock' | 'own'
  seen(): readonly number[]
  leave(): void
}

/** Leads each connection to one of the servers that are up, in turn. */
async function startBalancer(ports: readonly number[]) {
  const lines = new Map<Socket, number>()
  const isDown = new Set<number>()
  let turn = 0
  const balancer = createServer((near) => {
    const up = ports.map((_, nth) => nth).filter((nth) => !isDown.has(nth))
    const nth = up[turn++ % up.length]
    const far = connect(ports[nth], '127.0.0.1')
    lines.set(near, nth)
    near.pipe(far).pipe(near)
    near.on('error', () => {}).on('close', () => far.destroy())
    far.on('error', () => {}).on('close', () => near.destroy())
    near.on('close', () => lines.delete(near))
  })
  await new Promise<void>((resolve) => balancer.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void balancer.close())
  const { port } = balancer.address() as { port: number }
  return {
    url: `ws://127.0.0.1:${port}/sync`,
    down(nth: number) {
      isDown.add(nth)
      for (const [line, at] of [...lines]) if (at === nth) line.destroy()
    },
    up: (nth: number) => void isDown.delete(nth),
  }
}

async function startServers() {
  const hub = createMemoryHub()
  const storage = createMemoryStorage()
  const ports: number[] = []
  for (let nth = 0; nth < SERVERS; nth++) {
    const bus = await createNumberedBus({
      clock: systemClock,
      random: systemRandom,
      heartbeatMs: HEARTBEAT_MS,
      openWire: (listener) => hub.open(listener),
    })
    const server = await startSyncServer({ bus, storage, heartbeatMs: HEARTBEAT_MS, roomLimits: { renewAfterMs: 100 } })
    onTestFinished(async () => {
      await server.close()
      await bus.close()
    })
    ports.push(Number(new URL(server.url).port))
  }
  const balancer = await startBalancer(ports)
  return {
    url: balancer.url,
    /** Its people are cut off, and nobody hears of it any more. */
    kill(nth: number) {
      hub.cutOne(nth)
      balancer.down(nth)
    },
    revive(nth: number) {
      hub.restoreOne(nth)
      balancer.up(nth)
    },
  }
}

function enter(url: string, nth: number): Person {
  const doc = new Y.Doc()
  const seenIn = (awareness: Awareness) => [...awareness.getStates().keys()].sort((a, b) => a - b)
  if (nth % 2 === 0) {
    const awareness = new Awareness(doc)
    awareness.setLocalStateField('name', `stock ${nth}`)
    const WebSocketPolyfill = WebSocket as unknown as typeof globalThis.WebSocket
    const provider = new WebsocketProvider(url, 'board', doc, { awareness, disableBc: true, WebSocketPolyfill })
    const leave = (): void => {
      provider.destroy()
      awareness.destroy()
    }
    onTestFinished(leave)
    return { id: doc.clientID, kind: 'stock', seen: () => seenIn(awareness), leave }
  }
  const session = createSession({
    room: 'board' as RoomId,
    doc,
    url,
    token: null,
    clock: systemClock,
    random: systemRandom,
    WebSocketImpl: WebSocket,
  })
  session.showPresence({ name: `own ${nth}`, userId: `user-${nth}` })
  onTestFinished(() => session.close())
  return { id: doc.clientID, kind: 'own', seen: () => seenIn(session.awareness), leave: () => void session.close() }
}

describe('RM4 RM17', () => {
  it.each(SEEDS)(
    'servers die while people leave: soon everyone sees all who are here and nobody else, stock clients too (seed %i)',
    async (seed) => {
      const random = createRandom(seed)
      const servers = await startServers()
      let people = Array.from({ length: PEOPLE }, (_, nth) => enter(servers.url, nth))
      const alike = (what: string) => {
        const here = people.map(({ id }) => id).sort((a, b) => a - b)
        const isAlike = () => people.every((person) => String(person.seen()) === String(here))
        return until(isAlike, `${what}, seed ${seed}`, null, SOON_MS)
      }
      await alike('at first')
      for (let round = 0; round < 3; round++) {
        const nth = Math.floor(random() * SERVERS)
        const leaving = people[Math.floor(random() * people.length)]
        people = people.filter((person) => person !== leaving)
        // In the same moment: those who might tell of it are not there to do so.
        servers.kill(nth)
        leaving.leave()
        await alike(`a ${leaving.kind} one left as server ${nth} died in round ${round}`)
        servers.revive(nth)
        await alike(`server ${nth} is back in round ${round}`)
      }
    },
    6 * SOON_MS,
  )

  it('PR10 a clock beyond counting is refused: one more would throw in every reader', async () => {
    const server = await startSyncServer()
    onTestFinished(() => server.close())
    const [eve, bob] = [await connectRaw(`${server.url}/board`), await connectRaw(`${server.url}/board`)]
    eve.say(
      encodePresenceMessage([{ clientId: 7, clock: Number.MAX_SAFE_INTEGER, state: new TextEncoder().encode('{}') }]),
    )
    eve.sayPresence(8, 1, {})
    await until(() => bob.others.has(8))
    expect(bob.others.has(7)).toBe(false)
  })
})
