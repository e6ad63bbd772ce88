import { expect, test } from 'vitest'
import { type RoomId, systemRandom } from '../../../lib/base/ids.ts'
import { BUSY_MS, QUIET_MS, SWEEP_MS } from '../../../server/http/auto-versions.ts'
import { MAX_CHAT_MESSAGES } from '../../../server/http/chat-routes.ts'
import { createTimeIds } from '../../../server/http/time-id.ts'
import { createFakeClock, type FakeClock } from '../../support/server/fake-clock.ts'
import { call, listeningPeer, startTestServer, type TestServer, updateOf } from '../../support/server/test-server.ts'

const ADMIN = 'an-admin-token-of-some-length'
const room = 'talk' as RoomId
const say = (server: TestServer, text: string, from = 'Ann') =>
  call(server, 'POST', `/api/rooms/${room}/chat`, { json: { from, text } })
const readChat = async (server: TestServer) =>
  (await call(server, 'GET', `/api/rooms/${room}/chat`)).body.messages.map(({ text }: { text: string }) => text)

test('what is said is kept in order and reaches live peers at once', async () => {
  const server = await startTestServer()
  const listener = listeningPeer({ room, role: 'viewer', linkId: null, expiresAt: null, byToken: false })
  await server.rooms.join(room, listener.peer)
  expect((await say(server, ' hello ')).body).toMatchObject({ from: 'Ann', text: 'hello', at: expect.any(Number) })
  await say(server, 'again', '')
  expect(await readChat(server)).toEqual(['hello', 'again'])
  const heard = listener.sent
    .map((message) => Buffer.from(message).toString())
    .filter((text) => text.includes('"chat"'))
  expect(heard).toHaveLength(2)
  expect(heard[0]).toContain('"text":"hello"')
})

test('DC19 what no screen shows is taken out of names, words, titles and labels', async () => {
  const server = await startTestServer()
  const nasty = ' a\u0000\u001b\ud83db\r\nc\uffff '
  const said = await say(server, nasty, nasty)
  expect(said.body).toMatchObject({ from: 'ab c', text: 'ab\nc' })
  const made = await call(server, 'POST', '/api/rooms', { json: { title: nasty } })
  const own = { token: made.body.ownerToken }
  const changed = await call(server, 'PATCH', `/api/rooms/${made.body.room}`, { ...own, json: { title: nasty } })
  expect(changed.body.title).toBe('ab c')
  const label = { label: nasty, role: 'viewer' }
  const link = await call(server, 'POST', `/api/rooms/${made.body.room}/links`, { ...own, json: label })
  expect(link.body.label).toBe('ab c')
  expect((await say(server, '\u0000\u0007 ')).body.code).toBe('invalid-body')
})

test.each([
  [{ from: 'Ann', text: '' }],
  [{ from: 'Ann', text: '   ' }],
  [{ from: 'Ann', text: 'x'.repeat(2001) }],
  [{ from: 'x'.repeat(61), text: 'x' }],
  [{ from: 'Ann', text: 'x', at: 5 }],
])('the chat message %.60j is refused', async (json) => {
  const answer = await call(await startTestServer(), 'POST', `/api/rooms/${room}/chat`, { json })
  expect(answer.body.code).toBe('invalid-body')
})

test('PR10 chat has a rate, and the last 500 messages are kept', async () => {
  const clock = createFakeClock()
  const server = await startTestServer({ clock })
  const codes: number[] = []
  for (let nth = 0; nth < 12; nth += 1) codes.push((await say(server, `m${nth}`)).status)
  expect(codes).toEqual([...Array(10).fill(201), 429, 429])
  for (let nth = 10; nth < MAX_CHAT_MESSAGES + 3; nth += 1) {
    clock.pass(1000)
    await say(server, `m${nth}`)
  }
  const texts = await readChat(server)
  expect([texts.length, texts[0], texts.at(-1)]).toEqual([500, 'm3', 'm502'])
}, 60_000)

test('PR17 what is said after the clock was set back is the last, and is not what makes way first', async () => {
  const server = await startTestServer()
  const ahead = { clock: { date: () => Date.now() + 3_600_000 }, random: systemRandom }
  const id = createTimeIds(ahead)()
  const message = JSON.stringify({ id, from: 'Bob', text: 'an hour ahead', at: 1 })
  await say(server, 'before')
  await server.storage.records.write([{ key: ['room', room, 'chat', id], value: Buffer.from(message) }])
  await say(server, 'after')
  await say(server, 'last')
  expect(await readChat(server)).toEqual(['before', 'an hour ahead', 'after', 'last'])
})

test('AC6 without an admin token the admin API does not exist', async () => {
  const server = await startTestServer()
  for (const token of [undefined, ADMIN]) {
    const answer = await call(server, 'GET', '/api/admin/rooms', token === undefined ? {} : { token })
    expect(answer.body).toMatchObject({ status: 404, code: 'not-found' })
  }
})

test('AC6 the admin lists rooms page by page and deletes them; others are refused', async () => {
  const server = await startTestServer({ adminToken: ADMIN })
  for (const id of ['a', 'b', 'c']) await server.access.ensureRoom(id as RoomId)
  const list = (query: string) => call(server, 'GET', `/api/admin/rooms${query}`, { token: ADMIN })
  const first = (await list('?limit=2')).body
  expect(first.rooms.map(({ id }: { id: string }) => id)).toEqual(['a', 'b'])
  expect((await list(`?limit=2&after=${first.next}`)).body).toMatchObject({ rooms: [{ id: 'c' }], next: null })
  expect((await list('?limit=0')).body.code).toBe('invalid-query')
  const { ownerToken } = await server.access.createRoom({ title: '', access: 'edit' })
  for (const token of ['', 'wrong', ownerToken, `${ADMIN}x`]) {
    expect((await call(server, 'GET', '/api/admin/rooms', { token })).body.code).toBe('bad-token')
    expect((await call(server, 'DELETE', '/api/admin/rooms/a', { token })).body.code).toBe('bad-token')
  }
  expect((await call(server, 'DELETE', '/api/admin/rooms/a', { token: ADMIN })).status).toBe(204)
  expect((await call(server, 'DELETE', '/api/admin/rooms/a', { token: ADMIN })).body.code).toBe('room-not-found')
})

test('alive, ready and measured', async () => {
  const server = await startTestServer()
  expect((await call(server, 'GET', '/healthz')).body).toEqual({ status: 'alive' })
  expect((await call(server, 'GET', '/readyz')).body).toEqual({ status: 'ready' })
  const metrics = await call(server, 'GET', '/metrics')
  expect(await metrics.answer.text()).toContain('inkroom_http_requests_total{method="GET",status="200"}')
  await server.storage.close()
  expect((await call(server, 'GET', '/readyz')).body).toMatchObject({ status: 503, code: 'not-ready' })
})

/** Lets the work that a sweep started come to its end: versions are made of a few awaits, none of which waits for time. */
const nextTurn = () => new Promise((resolve) => setImmediate(resolve))
async function passSlowly(clock: FakeClock, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += SWEEP_MS) {
    clock.pass(SWEEP_MS)
    await nextTurn()
  }
}

test('a changed room that falls quiet gets a version, one that did not change gets none', async () => {
  const clock = createFakeClock()
  const server = await startTestServer({ clock })
  const put = (key: string) => call(server, 'PUT', `/api/rooms/${room}/snapshot`, { body: updateOf(key, 1) })
  const list = async () => (await server.versions.list(room)).map(({ seq, auto }) => [seq, auto])
  await put('a')
  await passSlowly(clock, QUIET_MS - SWEEP_MS)
  await put('b')
  await passSlowly(clock, QUIET_MS - SWEEP_MS)
  expect(await list()).toEqual([])
  await passSlowly(clock, 2 * SWEEP_MS)
  expect(await list()).toEqual([[2, true]])
  await passSlowly(clock, 10 * QUIET_MS)
  await put('c')
  await passSlowly(clock, QUIET_MS + SWEEP_MS)
  expect(await list()).toEqual([
    [3, true],
    [2, true],
  ])
})

test('a room that never falls quiet gets a version now and then', async () => {
  const clock = createFakeClock()
  const server = await startTestServer({ clock })
  await call(server, 'PUT', `/api/rooms/${room}/snapshot`, { body: updateOf('a', 1) })
  for (let passed = 0; passed < BUSY_MS; passed += SWEEP_MS) {
    expect(await server.versions.list(room)).toEqual([])
    await passSlowly(clock, SWEEP_MS)
    server.autoVersions.changed(room)
  }
  expect(await server.versions.list(room)).toHaveLength(1)
})

test('the time of the last edit is noted without touching the facts', async () => {
  const clock = createFakeClock()
  const server = await startTestServer({ clock, versionDays: 0 })
  await call(server, 'PUT', `/api/rooms/${room}/snapshot`, { body: updateOf('a', 1) })
  const born = clock.now()
  await passSlowly(clock, SWEEP_MS)
  expect(await server.access.readMeta(room)).toMatchObject({ createdAt: born, updatedAt: born + SWEEP_MS })
  await passSlowly(clock, QUIET_MS)
  expect(await server.versions.list(room)).toEqual([])
})
