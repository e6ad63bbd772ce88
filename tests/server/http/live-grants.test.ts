/** What happens to those who are in a room when their grant changes; the same for both transports. */
import { decoding } from 'lib0'
import { expect, test } from 'vitest'
import type { RoomId } from '../../../lib/base/ids.ts'
import { encodeStep1, encodeUpdate } from '../../../lib/protocol/codec.ts'
import { messageTypes, SUBPROTOCOL, syncSteps } from '../../../lib/protocol/messages.ts'
import { openStream } from '../../support/server/event-stream-client.ts'
import { connect } from '../../support/server/raw-client.ts'
import { until } from '../../support/server/sync-server.ts'
import { call, readShapes, startTestServer, type TestServer, updateOf } from '../../support/server/test-server.ts'

interface Visitor {
  /** Everything heard so far, message by message. */
  messages(): readonly Uint8Array[]
  write(key: string): Promise<unknown>
  readonly closed: Promise<number>
}

const EMPTY_VECTOR = Uint8Array.of(0)
const query = (token: string | null) => (token === null ? '?' : `?token=${token}&`)

async function bySocket(server: TestServer, room: string, token: string | null): Promise<Visitor> {
  const client = await connect(`${server.url.replace('http', 'ws')}/sync/${room}${query(token)}`, { inkroom: true })
  return {
    messages: () => client.raw,
    write: async (key) => client.sayUpdate(updateOf(key, 1)),
    closed: client.closed.then(({ code }) => code),
  }
}

async function byStream(server: TestServer, room: string, token: string | null): Promise<Visitor> {
  const stream = await openStream(server.url, room, `${query(token)}protocol=${SUBPROTOCOL}`)
  const closed = stream.expect(({ event }) => event === 'close').then(({ data }) => JSON.parse(data).code as number)
  // Those who stay are cut off at the end of the test, which is no failure of theirs.
  closed.catch(() => {})
  // Refused at once, a visitor has nothing more to say; `closed` tells.
  await stream.send([encodeStep1(EMPTY_VECTOR)])
  return {
    messages: () =>
      stream.events.filter(({ event }) => event === 'message').map(({ data }) => Buffer.from(data, 'base64')),
    write: (key) => stream.send([encodeUpdate(updateOf(key, 1))]),
    closed,
  }
}

const isJoined = (visitor: Visitor) =>
  visitor.messages().some(([type, step]) => type === messageTypes.sync && step === syncSteps.step2)
const rolesOf = (visitor: Visitor): readonly string[] =>
  visitor
    .messages()
    .filter(([type]) => type === messageTypes.role)
    .map((message) => JSON.parse(decoding.readVarString(decoding.createDecoder(message.subarray(1)))).role)

async function setUp(options: Parameters<typeof startTestServer>[0] = {}) {
  // No beat comes within a test: whatever happens at once does not wait for one.
  const server = await startTestServer({ heartbeatMs: 600_000, ...options })
  const { room, ownerToken } = await server.access.createRoom({ title: '', access: 'edit' })
  const change = (json: object) => call(server, 'PATCH', `/api/rooms/${room}`, { token: ownerToken, json })
  const link = async (json: object) =>
    (await call(server, 'POST', `/api/rooms/${room}/links`, { token: ownerToken, json })).body
  return { server, room: room as RoomId, ownerToken, change, link }
}

const transports = [
  ['socket', bySocket],
  ['stream', byStream],
] as const

for (const [name, enter] of transports) {
  test(`RM5 AC3 a revoked link closes its ${name} at once with 4410 and opens none again`, async () => {
    const { server, room, ownerToken, link } = await setUp()
    const { id, token } = await link({ role: 'editor' })
    const [guest, owner] = [await enter(server, room, token), await enter(server, room, ownerToken)]
    await until(() => isJoined(guest) && isJoined(owner))
    await call(server, 'DELETE', `/api/rooms/${room}/links/${id}`, { token: ownerToken })
    expect(await guest.closed).toBe(4410)
    await owner.write('still here')
    await until(() => server.rooms.live(room)?.stats().seq === 1)
    expect(server.rooms.live(room)?.stats().peers).toBe(1)
    expect(await (await enter(server, room, token)).closed).toBe(4410)
  })

  test(`RM5 RM2 a lowered access makes a viewer of the ${name} at once: what it writes then is refused`, async () => {
    const { server, room, ownerToken, change } = await setUp()
    const guest = await enter(server, room, null)
    await until(() => isJoined(guest) && rolesOf(guest).length === 1)
    await change({ access: 'view' })
    await guest.write('evil')
    await until(() => guest.messages().some(([type]) => type === messageTypes.auth))
    await until(() => rolesOf(guest).length === 2)
    expect(rolesOf(guest)).toEqual(['editor', 'viewer'])
    expect(await readShapes(server, room, ownerToken)).toEqual({})
    await change({ access: 'closed' })
    expect(await guest.closed).toBe(4403)
  })

  test(`AC2 a link that expires closes its ${name} with 4401 at that moment, and opens none again`, async () => {
    const { server, room, link } = await setUp()
    const expiresAt = Date.now() + 400
    const { token } = await link({ role: 'editor', expiresAt })
    const guest = await enter(server, room, token)
    expect(await guest.closed).toBe(4401)
    expect(Date.now()).toBeGreaterThanOrEqual(expiresAt)
    expect(await (await enter(server, room, token)).closed).toBe(4401)
  })

  test(`AC2 forged and foreign tokens open no ${name}`, async () => {
    const { server, room, ownerToken } = await setUp()
    const other = await server.access.createRoom({ title: '', access: 'edit' })
    const [head, body, signature] = ownerToken.split('.')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
    const forged = Buffer.from(JSON.stringify({ ...claims, role: 'editor' })).toString('base64url')
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url')
    const tokens = [`${head}.${forged}.${signature}`, `${unsigned}.${body}.`, other.ownerToken, 'x'.repeat(3000)]
    for (const token of tokens) expect(await (await enter(server, room, token)).closed).toBe(4401)
    expect(server.rooms.live(room)?.stats().peers ?? 0).toBe(0)
  })
}

test('PR10 the limit of an address counts sockets and streams together', async () => {
  const { server, room } = await setUp({ connectionsPerAddress: 2 })
  const socket = await connect(`${server.url.replace('http', 'ws')}/sync/${room}`)
  const stream = await openStream(server.url, room)
  expect(stream.status).toBe(200)
  expect((await openStream(server.url, room)).status).toBe(429)
  await expect(bySocket(server, room, null)).rejects.toThrow('429')
  socket.socket.close()
  await until(() => server.rooms.live(room)?.stats().peers === 1)
  // The place is free when the socket is gone, a moment after its peer has left.
  const again = async (): Promise<number> => {
    const { status } = await openStream(server.url, room)
    return status === 429 ? again() : status
  }
  expect(await again()).toBe(200)
})
