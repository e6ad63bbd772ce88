/** Boards and whatever else is long go to clients in pieces: in order, as fast as each reads, cut once for all. */
import { afterEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { encodeStep1 } from '../../../lib/protocol/codec.ts'
import { PIECE_BYTES } from '../../../lib/updates/cut.ts'
import type { ParsedUpdate } from '../../../lib/updates/header.ts'
import { createSilentObserve } from '../../../server/observe/observe.ts'
import { FanOut } from '../../../server/room/fan-out.ts'
import { roomLimits } from '../../../server/room/limits.ts'
import { Member, type MemberHost } from '../../../server/room/member.ts'
import { messagesOf, SharedPieces } from '../../../server/room/messages.ts'
import { MotionBoard } from '../../../server/room/motion-board.ts'
import { PresenceBoard } from '../../../server/room/presence-board.ts'
import type { Speaker } from '../../../server/room/presence-parts.ts'
import type { Peer } from '../../../server/room/room.ts'
import { parsed } from '../../lib/updates/sessions.ts'
import { FakeClock } from '../../support/editor/fake-clock.ts'
import { connect, type RawClient } from '../../support/server/raw-client.ts'
import { type SyncServer, startSyncServer, until } from '../../support/server/sync-server.ts'

let server: SyncServer
afterEach(() => server?.close())

/** Type, step, length, and what a range costs. */
const OVERHEAD_BYTES = 1024
const STEP_2 = 1
/** Deletions, each apart from the others, that are more than a piece. */
const MANY = 40_000

const board = (shapes: number, bytesEach: number): Y.Doc => {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (let i = 0; i < shapes; i++) {
      const shape = new Y.Map<unknown>()
      shape.set('text', `${i}`.padEnd(bytesEach, '.'))
      doc.getMap('shapes').set(`s${i}`, shape)
    }
  })
  return doc
}
const bodiesOf = (client: RawClient) =>
  client.heard.flatMap((heard) => (heard.type === 'sync' && heard.step > 0 ? [heard] : []))
const longest = (client: RawClient) => Math.max(...bodiesOf(client).map(({ body }) => body.length))
const isComplete = (client: RawClient, doc: Y.Doc) => client.doc.getMap('shapes').size === doc.getMap('shapes').size

it('PR15 a board goes to whoever joins in pieces, each usable at once, and its size is told before', async () => {
  server = await startSyncServer()
  const doc = board(300, 5000)
  const author = await connect(`${server.url}/board`, { inkroom: true })
  author.sayUpdate(Y.encodeStateAsUpdate(doc))
  await until(() => author.stored === 1)
  const [own, plain] = [await connect(`${server.url}/board`, { inkroom: true }), await connect(`${server.url}/board`)]
  for (const client of [own, plain]) {
    const step2 = () => bodiesOf(client).findIndex(({ step }) => step === STEP_2)
    await until(() => step2() >= 0)
    const replayed = new Y.Doc()
    for (const { body } of bodiesOf(client).slice(0, step2() + 1)) {
      Y.applyUpdate(replayed, body)
      expect(replayed.store.pendingStructs).toBe(null)
    }
    expect(replayed.getMap('shapes').toJSON()).toEqual(doc.getMap('shapes').toJSON())
    expect(bodiesOf(client).length).toBeGreaterThan(10)
    expect(longest(client)).toBeLessThan(PIECE_BYTES + OVERHEAD_BYTES)
  }
  const isLoading = ({ type, ...rest }: RawClient['heard'][number]) =>
    type === 'notice' && (rest as { readonly body: { readonly name: string } }).body.name === 'loading'
  expect(own.heard.filter(isLoading)).toEqual([
    { type: 'notice', body: { name: 'loading', bytes: expect.any(Number) } },
  ])
  const told = (own.heard.find(isLoading) as { readonly body: { readonly bytes: number } }).body.bytes
  const came = bodiesOf(own).reduce((sum, { body }) => sum + body.length, 0)
  expect(Math.abs(told - came) / came).toBeLessThan(0.05)
})

it('PR15 a large change of somebody goes in pieces to those who are in', async () => {
  server = await startSyncServer()
  const [author, own, plain] = [
    await connect(`${server.url}/board`),
    await connect(`${server.url}/board`, { inkroom: true }),
    await connect(`${server.url}/board`),
  ]
  const doc = board(400, 5000)
  author.sayUpdate(Y.encodeStateAsUpdate(doc))
  doc.on('update', (update: Uint8Array) => author.sayUpdate(update))
  doc.getMap('shapes').set('after', 1)
  for (const client of [own, plain]) {
    await until(() => isComplete(client, doc))
    expect(longest(client)).toBeLessThan(PIECE_BYTES + OVERHEAD_BYTES)
  }
})

it('PR15 deletions that are many go in pieces to one who knows all else: a state vector does not tell them', async () => {
  server = await startSyncServer()
  const doc = new Y.Doc()
  const counts = doc.getMap('counts')
  doc.transact(() => {
    for (let i = 0; i < MANY; i++) {
      counts.set('last', i)
      counts.set(`${i}`, 1)
    }
  })
  const author = await connect(`${server.url}/board`, { inkroom: true, silent: true })
  author.sayUpdate(Y.encodeStateAsUpdate(doc))
  await until(() => author.stored === 1)
  author.say(encodeStep1(Y.encodeStateVector(doc)))
  await until(() => bodiesOf(author).some(({ step }) => step === STEP_2))
  expect(bodiesOf(author).length).toBeGreaterThan(1)
  expect(longest(author)).toBeLessThan(PIECE_BYTES + OVERHEAD_BYTES)
})

it('PR15 who comes back is sent what it lacks in pieces, and what others did meanwhile', async () => {
  server = await startSyncServer()
  const doc = board(200, 5000)
  const early = Y.encodeStateAsUpdate(doc)
  const author = await connect(`${server.url}/board`, { inkroom: true })
  author.sayUpdate(early)
  doc.on('update', (update: Uint8Array) => author.sayUpdate(update))
  for (let i = 0; i < 200; i++) doc.getMap('shapes').set(`late${i}`, 'x'.repeat(5000))
  await until(() => author.stored === 201)
  const back = await connect(`${server.url}/board`, { silent: true })
  Y.applyUpdate(back.doc, early)
  back.say(encodeStep1(Y.encodeStateVector(back.doc)))
  doc.getMap('shapes').set('meanwhile', 1)
  await until(() => isComplete(back, doc))
  expect(longest(back)).toBeLessThan(PIECE_BYTES + OVERHEAD_BYTES)
  const sent = bodiesOf(back).reduce((sum, { body }) => sum + body.length, 0)
  expect(sent).toBeLessThan(1.3 * 200 * 5000)
})

it('RM3 a board is cut once for all who join it', () => {
  const pieces = new SharedPieces(parsed(Y.encodeStateAsUpdate(board(300, 5000))))
  const messages = () => [...messagesOf([pieces])].filter((message) => message !== undefined)
  const [first, second] = [messages(), messages()]
  expect(first.length).toBeGreaterThan(10)
  for (const [nth, message] of first.entries()) expect(second[nth]).toBe(message)
  // Two that take turns are given the same, too.
  const fresh = new SharedPieces(parsed(Y.encodeStateAsUpdate(board(300, 5000))))
  const [a, b] = [fresh.messages(), fresh.messages()]
  const taken: [unknown[], unknown[]] = [[], []]
  for (let left = 2; left > 0; ) {
    left = 0
    for (const [nth, reader] of [a, b].entries()) {
      const { done, value } = reader.next()
      if (!done) left++
      if (value) taken[nth].push(value)
    }
  }
  expect(taken[0]).toHaveLength(first.length)
  for (const [nth, message] of taken[0].entries()) expect(taken[1][nth]).toBe(message)
})

it('RM3 whose socket fills up in the middle of a tick is told all of it', () => {
  const clock = new FakeClock()
  const updates = ['a', 'b'].map((key): ParsedUpdate => {
    const doc = new Y.Doc()
    doc.getMap('shapes').set(key, 'x'.repeat(100_000))
    return parsed(Y.encodeStateAsUpdate(doc))
  })
  let [heard, position] = [0, 0]
  const peer = {
    grant: {},
    send() {
      heard++
      member.fallBehind('data')
    },
  } as unknown as Peer
  const host: MemberHost = {
    receive: () => null,
    fallBehind(full) {
      full.behindSince ??= fanOut.flushedPosition
    },
    catchUp() {},
    leave() {},
  }
  const member = new Member(peer, {} as Speaker, host, 1e6)
  const fanOut = new FanOut({
    clock,
    limits: roomLimits,
    observe: createSilentObserve(),
    members: new Set([member]),
    presence: new PresenceBoard(roomLimits),
    motion: new MotionBoard(),
    position: () => position,
    publish: null,
    peersElsewhere: () => 0,
    deliver() {},
  })
  clock.advance(1000)
  fanOut.announce({ name: 'joined', who: 'x' })
  for (const update of updates) fanOut.relay(update)
  position = updates.length
  clock.advance(1000)
  expect(heard).toBe(1)
  expect(member.behindSince).toBe(0)
  fanOut.stop()
})
