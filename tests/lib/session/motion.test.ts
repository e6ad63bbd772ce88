/** Movements between sessions over the real server, by WebSocket and by the fallback, beside those who read awareness only. */
import { afterEach, expect, test } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import * as Y from 'yjs'
import { systemClock } from '../../../lib/base/clock.ts'
import { parseRoomId, type RoomId, type ShapeId, systemRandom } from '../../../lib/base/ids.ts'
import { messageTypes, motionTypes, SUBPROTOCOLS } from '../../../lib/protocol/messages.ts'
import type { WebSocketClass } from '../../../lib/session/counting-socket.ts'
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

/** A session, and the types and sizes of what it says. */
function join(server: SyncServer, name: string): Session & { said: { type: number; bytes: number }[] } {
  const said: { type: number; bytes: number }[] = []
  class Counted extends NodeWebSocket {
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
    protocols: SUBPROTOCOLS,
    clock: systemClock,
    random: systemRandom,
    WebSocketImpl: Counted as unknown as WebSocketClass,
  })
  opened.push(session)
  session.showPresence({
    userId: name,
    name,
    color: '#336699',
    isIdle: false,
    viewport: { x: 0, y: 0, w: 1280, h: 800 },
  })
  return Object.assign(session, { said })
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
    each.peers.subscribe(() => {
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
