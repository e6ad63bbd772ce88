/** Movements between sessions over the real server, by WebSocket and by the fallback, beside those who read awareness only. */

import { afterEach, expect, test } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import * as Y from 'yjs'
import { systemClock } from '../../../lib/base/clock.ts'
import { parseRoomId, type RoomId, type ShapeId, systemRandom } from '../../../lib/base/ids.ts'
import { watch } from '../../../lib/base/signal.ts'
import type { PeerPresence } from '../../../lib/document/presence.ts'
import { messageTypes, motionTypes, SUBPROTOCOL, SUBPROTOCOLS } from '../../../lib/protocol/messages.ts'
import { createSession } from '../../../lib/session/create-session.ts'
import type { Session } from '../../../lib/session/session.ts'
import { strokeLine } from '../../../lib/shapes/draw.ts'
import { makeShape } from '../../../lib/shapes/registry.ts'
import { encodeStroke } from '../../../lib/shapes/stroke-points.ts'
import { connect } from '../../support/server/raw-client.ts'
import { type SyncServer, startSyncServer } from '../../support/server/sync-server.ts'
import { until } from './until.ts'

/** Longer than a view waits for its rest. */
const REST_MS = 600
const room = parseRoomId('room') as RoomId
const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const part of opened.splice(0).reverse()) await part.close()
})

async function serve(): Promise<SyncServer> {
  const server = await startSyncServer()
  opened.push(server)
  return server
}

/** A session, the types and sizes of what it says, and a way to cut its line. */
function join(
  server: SyncServer,
  name: string,
  protocols = SUBPROTOCOLS,
): Session & { said: { type: number; bytes: number }[]; cut(): void } {
  const said: { type: number; bytes: number }[] = []
  let line: NodeWebSocket | null = null
  class Counted extends NodeWebSocket {
    constructor(url: string | URL, asked?: string | string[]) {
      super(url, asked)
      line = this
    }
    override send(data: Parameters<NodeWebSocket['send']>[0]): void {
      const bytes = data as Uint8Array
      said.push({ type: bytes[0], bytes: bytes.length })
      super.send(bytes)
    }
  }
  const session = createSession({
    room,
    doc: new Y.Doc(),
    url: server.url,
    token: null,
    protocols,
    clock: systemClock,
    random: systemRandom,
    WebSocketImpl: Counted,
  })
  opened.push(session)
  session.showPresence({
    userId: name,
    name,
    color: '#336699',
    isIdle: false,
    viewport: { x: 0, y: 0, w: 1280, h: 800 },
  })
  return Object.assign(session, { said, cut: () => line?.terminate() })
}

const ofType = (session: { said: { type: number; bytes: number }[] }, type: number) =>
  session.said.filter((message) => message.type === type)

/** Nobody says anything more: a while in which each hears what the others said last. */
async function untilAtRest(...people: { said: readonly unknown[] }[]): Promise<void> {
  let before = -1
  const count = () => people.reduce((sum, { said }) => sum + said.length, 0)
  for (let looks = 0; before !== count(); looks++) {
    if (looks > 20) throw new Error('they never come to rest')
    before = count()
    await new Promise<void>((resolve) => systemClock.after(REST_MS, resolve))
  }
}

/** Both see each other. */
async function pairOf(server: SyncServer) {
  const [me, other] = [join(server, 'ada'), join(server, 'bob')]
  await until(me.peers, ({ length }) => length === 1)
  await until(other.peers, ({ length }) => length === 1)
  return { me, other }
}

test('PR18 a pointer that moves is seen where it is, for a few bytes and no state', async () => {
  const { me, other } = await pairOf(await serve())
  me.showPresence({ cursor: { x: 10, y: 10 } })
  await until(other.peers, ([peer]) => peer?.cursor?.x === 10)
  me.said.length = 0
  for (let x = 11; x <= 60; x++) {
    me.showPresence({ cursor: { x, y: 10.3 }, isIdle: false })
    await until(other.peers, ([peer]) => Math.abs((peer?.cursor?.x ?? 0) - x) <= 0.5)
  }
  expect(ofType(me, messageTypes.awareness)).toEqual([])
  const motions = ofType(me, motionTypes.motion)
  expect(motions.length).toBeGreaterThan(10)
  expect(Math.max(...motions.map(({ bytes }) => bytes))).toBeLessThan(20)
  const people = other.people.value
  me.showPresence({ cursor: null })
  await until(other.peers, ([peer]) => peer?.cursor === null)
  // Who only looks at who is here has nothing to do.
  expect(other.people.value).toBe(people)
})

test('PR18 a stroke, a drag and a laser under way are seen as they go, and end', async () => {
  const { me, other } = await pairOf(await serve())
  const points = (length: number) => Array.from({ length }, (_, x) => ({ x: x * 2, y: 0, pressure: 0.5 }))
  for (let length = 1; length <= 60; length += 3) {
    const placement = { x: 5, y: 5, w: (length - 1) * 2, h: 0, rotation: 0 }
    const stroke = makeShape('draw', 's' as ShapeId, { strokePoints: encodeStroke(points(length)), placement })
    me.showPresence({ cursor: { x: length, y: 5 }, drawing: [stroke], moving: [] })
    await until(other.peers, ([peer]) => {
      const [shape] = peer?.drawing ?? []
      return shape?.type === 'draw' && strokeLine(shape).length === length
    })
  }
  expect(ofType(me, messageTypes.awareness).length).toBeLessThan(8)
  me.showPresence({ drawing: [] })
  await until(other.peers, ([peer]) => peer?.drawing.length === 0)
  for (let x = 0; x < 20; x++) {
    me.showPresence({ moving: [{ id: 'box' as ShapeId, placement: { x, y: 0, w: 10, h: 10, rotation: 0 } }] })
    await until(other.peers, ([peer]) => peer?.moving[0]?.placement.x === x)
  }
  me.showPresence({ moving: [] })
  await until(other.peers, ([peer]) => peer?.moving.length === 0)
  for (let x = 1; x < 20; x++) {
    me.showPresence({ laser: Array.from({ length: x }, (_, n) => ({ x: n, y: 0 })) })
    await until(other.peers, ([peer]) => peer?.laser.at(-1)?.x === x - 1)
  }
  me.showPresence({ laser: [] })
  await until(other.peers, ([peer]) => peer?.laser.length === 0)
})

test('PR18 whose view is followed shows it with every movement; else it is said when it rests', async () => {
  const { me, other } = await pairOf(await serve())
  other.showPresence({ following: 'ada' })
  await until(me.people, ([peer]) => peer?.following === 'ada')
  me.said.length = 0
  for (let x = 0; x < 10; x++) {
    me.showPresence({ viewport: { x, y: 0, w: 1280, h: 800 } })
    await until(other.peers, ([peer]) => peer?.viewport?.x === x)
  }
  other.showPresence({ following: '' })
  await until(me.people, ([peer]) => peer?.following === '')
  me.showPresence({ viewport: { x: 700, y: 0, w: 1280, h: 800 } })
  await until(other.peers, ([peer]) => peer?.viewport?.x === 700)
})

test('PR18 a stock client sees pointers as awareness, now and again, and those who come later see where all are', async () => {
  const server = await serve()
  const { me, other } = await pairOf(server)
  me.showPresence({ cursor: { x: 10, y: 10 } })
  await until(other.peers, ([peer]) => peer?.cursor?.x === 10)
  const stock = await connect(`${server.url}/room`)
  opened.push({ close: async () => stock.socket.terminate() })
  const cursorOf = (): unknown =>
    [...stock.others.values()].find((state) => (state as { userId?: string }).userId === 'ada')
  const seen = async (x: number) => {
    for (let turn = 0; (cursorOf() as { cursor?: { x: number } })?.cursor?.x !== x; turn++) {
      if (turn > 1e6) throw new Error('never seen')
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  await seen(10)
  me.showPresence({ cursor: { x: 99, y: 10 } })
  await seen(99)
  expect(ofType(me, motionTypes.plainPresence).length).toBeGreaterThan(0)
  await until(other.peers, ([peer]) => peer?.cursor?.x === 99)
  const late = join(server, 'cy')
  await until(late.peers, (peers) => peers.some(({ userId, cursor }) => userId === 'ada' && cursor?.x === 99))
})

test('PR18 three follow one, and in a chain, by movements', async () => {
  const server = await serve()
  const names = ['ada', 'bob', 'cy', 'dan']
  const people: Session[] = []
  for (const name of names) people.push(join(server, name))
  for (const each of people) await until(each.peers, ({ length }) => length === 3)
  const [ada, bob, cy, dan] = people
  bob.showPresence({ following: 'ada' })
  cy.showPresence({ following: 'ada' })
  dan.showPresence({ following: 'cy' })
  await until(ada.people, (peers) => peers.filter(({ following }) => following === 'ada').length === 2)
  await until(cy.people, (peers) => peers.some(({ following }) => following === 'cy'))
  const viewOf = (session: Session, userId: string) =>
    session.peers.value.find((peer) => peer.userId === userId)?.viewport
  for (let x = 1; x < 40; x++) {
    ada.showPresence({ cursor: { x: 400 + x, y: 400 }, viewport: { x: x * 10, y: 0, w: 1280, h: 800 } })
    await until(bob.peers, () => viewOf(bob, 'ada')?.x === x * 10)
    await until(cy.peers, () => viewOf(cy, 'ada')?.x === x * 10)
    cy.showPresence({ viewport: { x: x * 10, y: 5, w: 1280, h: 800 } })
    await until(dan.peers, () => viewOf(dan, 'cy')?.x === x * 10)
  }
})

test('PR18 those who follow one come to rest with them: a view that is shown anew and is no other is not said', async () => {
  const server = await serve()
  const [ada, bob, cy] = ['ada', 'bob', 'cy'].map((name) => join(server, name))
  for (const each of [ada, bob, cy]) await until(each.peers, ({ length }) => length === 2)
  // As a page does it: whenever something is heard of others, the view is put to where the lead's is.
  for (const each of [bob, cy]) {
    each.showPresence({ following: 'ada' })
    watch(each.peers, () => {
      const lead = each.peers.value.find(({ userId }) => userId === 'ada')
      if (lead?.viewport) each.showPresence({ viewport: { ...lead.viewport, h: 700 } })
    })
  }
  await until(ada.people, (peers) => peers.filter(({ following }) => following === 'ada').length === 2)
  const viewOf = (session: Session, userId: string) =>
    session.peers.value.find((peer) => peer.userId === userId)?.viewport
  ada.showPresence({ cursor: { x: 1, y: 1 }, viewport: { x: 300, y: 0, w: 1280, h: 800 } })
  await until(bob.peers, () => viewOf(bob, 'cy')?.x === 300)
  await until(cy.peers, () => viewOf(cy, 'bob')?.x === 300)
  const said = () => [bob, cy].map((session) => session.said.length)
  // Each word of the lead goes round; the followers have nothing to add.
  await untilAtRest(ada, bob, cy)
  const before = said()
  for (let x = 2; x < 12; x++) {
    ada.showPresence({ cursor: { x, y: 1 } })
    await until(bob.peers, (peers) => peers.some(({ cursor }) => cursor?.x === x))
    await until(cy.peers, (peers) => peers.some(({ cursor }) => cursor?.x === x))
  }
  expect(said()).toEqual(before)
})

const sizes = [2, 3, 5]
for (const count of sizes) {
  test(`PR18 ${count} pages, every other of an older version, show one another all that hands do, also after a cut line`, async () => {
    const server = await serve()
    const people = Array.from({ length: count }, (_, n) =>
      join(server, `p${n}`, n % 2 === 1 ? [SUBPROTOCOL] : SUBPROTOCOLS),
    )
    const everyone = (seen: (peer: PeerPresence) => boolean, who: string) =>
      Promise.all(
        people
          .filter((_, n) => `p${n}` !== who)
          .map(({ peers }) => until(peers, (all) => all.some((peer) => peer.userId === who && seen(peer)))),
      )
    for (const [n, person] of people.entries()) {
      const who = `p${n}`
      await everyone(() => true, who)
      const at = (x: number) => [{ id: 'box' as ShapeId, placement: { x, y: 0, w: 10, h: 10, rotation: 0 } }]
      for (const x of [1, 20, 40]) {
        person.showPresence({ cursor: { x, y: 5 }, moving: at(x), laser: [{ x, y: 1 }] })
        await everyone(
          ({ cursor, moving, laser }) =>
            Math.abs((cursor?.x ?? 0) - x) < 1 && moving[0]?.placement.x === x && laser.at(-1)?.x === x,
          who,
        )
      }
      person.showPresence({ moving: [], laser: [], selection: ['box' as ShapeId], following: 'p0', name: `New ${n}` })
      await everyone(
        ({ moving, selection, name }) => moving.length === 0 && selection[0] === 'box' && name === `New ${n}`,
        who,
      )
    }
    const [first] = people
    first.cut()
    await until(people[1].peers, (all) => all.every(({ userId }) => userId !== 'p0'))
    await everyone(({ cursor }) => Math.abs((cursor?.x ?? 0) - 40) < 1, 'p0')
    first.showPresence({ cursor: { x: 99, y: 5 } })
    await everyone(({ cursor }) => Math.abs((cursor?.x ?? 0) - 99) < 1, 'p0')
    await until(first.peers, (all) => all.length === count - 1 && all.every(({ cursor }) => cursor?.x === 40))
  })
}
