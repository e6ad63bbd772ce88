import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { RoomId } from '../../../lib/base/ids.ts'
import type { Grant } from '../../../server/room/room.ts'
import { connect } from '../../support/server/raw-client.ts'
import { until } from '../../support/server/sync-server.ts'
import {
  call,
  listeningPeer,
  readShapes,
  startTestServer,
  type TestServer,
  type TestServerOptions,
  updateOf,
} from '../../support/server/test-server.ts'

async function createRoom(server: TestServer, body: object = {}) {
  const { body: created } = await call(server, 'POST', '/api/rooms', { json: body })
  return created as { room: RoomId; ownerToken: string; url: string }
}
async function setUp(options: TestServerOptions = {}) {
  const server = await startTestServer(options)
  return { server, ...(await createRoom(server, { title: 'Plan', access: 'edit' })) }
}
const put = (server: TestServer, room: string, update: Uint8Array<ArrayBuffer>, token?: string) =>
  call(server, 'PUT', `/api/rooms/${room}/snapshot`, { body: update, ...(token === undefined ? {} : { token }) })

const png = Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, 1, 2, 3])
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test('a room is created, described, changed and deleted', async () => {
  const { server, room, ownerToken, url } = await setUp()
  expect(room).toMatch(/^[A-Za-z0-9_-]{21}$/)
  expect(url).toBe(`${server.url}/r/${room}`)
  expect((await call(server, 'GET', `/api/rooms/${room}`)).body).toEqual({
    id: room,
    title: 'Plan',
    floor: 'open',
    access: 'edit',
    createdAt: expect.any(Number),
    updatedAt: expect.any(Number),
    peers: 0,
    bytes: expect.any(Number),
    seq: 0,
    role: 'editor',
  })
  const changed = await call(server, 'PATCH', `/api/rooms/${room}`, { token: ownerToken, json: { title: 'New' } })
  expect(changed.body).toMatchObject({ title: 'New', access: 'edit' })
  expect((await call(server, 'DELETE', `/api/rooms/${room}`, { token: ownerToken })).status).toBe(204)
  expect((await call(server, 'GET', `/api/rooms/${room}`)).body).toMatchObject({ code: 'room-not-found', status: 404 })
  expect((await call(server, 'GET', `/api/rooms/${room}`, { token: ownerToken })).body.code).toBe('room-not-found')
})

test('AC4 the role message tells the rules of the room, and nothing else that is kept of it', async () => {
  const { server, room } = await setUp()
  const guest = await connect(`${server.url.replace('http', 'ws')}/sync/${room}`, { inkroom: true })
  await until(() => guest.heard.some(({ type }) => type === 'role'))
  expect(guest.heard.find(({ type }) => type === 'role')).toEqual({
    type: 'role',
    body: {
      role: 'editor',
      openRole: 'editor',
      title: 'Plan',
      access: 'edit',
      floor: 'open',
      lead: null,
      birth: expect.any(String),
    },
  })
})

test('DC25 AC1 whoever may draw changes the title, and only the owner who comes in', async () => {
  const { server, room } = await setUp()
  const put = (json: object) => call(server, 'PUT', `/api/rooms/${room}/title`, { json })
  expect((await put({ title: 'Ours' })).body).toMatchObject({ title: 'Ours', access: 'edit' })
  expect((await put({ title: 'Mine', access: 'view' })).body).toMatchObject({ status: 400, code: 'invalid-body' })
  const patch = (json: object) => call(server, 'PATCH', `/api/rooms/${room}`, { json })
  for (const change of [{ title: 'Mine' }, { access: 'view' }])
    expect((await patch(change)).body).toMatchObject({ status: 403, code: 'not-allowed' })
  expect((await call(server, 'GET', `/api/rooms/${room}`)).body).toMatchObject({ title: 'Ours', access: 'edit' })
})

test.each([[{ access: 'open' }], [{ title: 5 }], [{ title: 'x'.repeat(201) }], [{ owner: 'me' }], [[]]])(
  'creating a room with %j is refused',
  async (json) => {
    expect((await call(await startTestServer(), 'POST', '/api/rooms', { json })).body.code).toBe('invalid-body')
  },
)

test.each([
  ['GET', ''],
  ['GET', '/snapshot'],
  ['GET', '/versions'],
  ['GET', '/versions/x'],
  ['GET', '/chat'],
  ['GET', `/assets/${'0'.repeat(64)}`],
  ['GET', '/export/svg'],
  ['POST', '/versions'],
])('RM1 %s of a room that does not exist is room-not-found and creates nothing: %s', async (method, path) => {
  const server = await startTestServer()
  const body = method === 'POST' ? { json: {} } : {}
  expect((await call(server, method, `/api/rooms/nobody${path}`, body)).body.code).toBe('room-not-found')
  expect(await server.storage.records.list(['rooms'])).toEqual([])
  expect(await server.rooms.exists('nobody' as RoomId)).toBe(false)
})

test('RM1 the first edit creates a room, unless ad-hoc rooms are off', async () => {
  const server = await startTestServer()
  expect((await put(server, 'adhoc', updateOf('a', 1))).body).toEqual({ seq: 1 })
  expect((await call(server, 'GET', '/api/rooms/adhoc')).body).toMatchObject({ access: 'edit', seq: 1, title: '' })
  const strict = await startTestServer({ adHocRooms: false })
  expect((await put(strict, 'adhoc', updateOf('a', 1))).body.code).toBe('room-not-found')
  const { room } = await createRoom(strict)
  expect((await put(strict, room, updateOf('a', 1))).status).toBe(200)
})

test('a snapshot is merged, read back and cached by its tag', async () => {
  const { server, room } = await setUp()
  await put(server, room, updateOf('a', 1))
  await put(server, room, updateOf('b', 2))
  expect(await readShapes(server, room)).toEqual({ a: 1, b: 2 })
  const path = `/api/rooms/${room}/snapshot`
  const first = await call(server, 'GET', path)
  const etag = first.headers.get('etag') ?? ''
  expect(etag).toMatch(/^"[^"]+"$/)
  const cached = await call(server, 'GET', path, { headers: { 'if-none-match': etag } })
  expect([cached.status, await cached.answer.text()]).toEqual([304, ''])
  await put(server, room, updateOf('c', 3))
  const fresh = await call(server, 'GET', path, { headers: { 'if-none-match': etag } })
  expect(fresh.status).toBe(200)
  expect(fresh.headers.get('etag')).not.toBe(etag)
})

test('PR3 bytes that are no update are refused and change nothing', async () => {
  const { server, room } = await setUp()
  for (const bytes of [[], [255], [1, 1, 1, 1, 1], [...new TextEncoder().encode('hello')]]) {
    expect((await put(server, room, Uint8Array.from(bytes))).body.code).toBe('malformed-update')
  }
  expect((await call(server, 'GET', `/api/rooms/${room}`)).body.seq).toBe(0)
})

test('RM7 a room over its size refuses with a code that says so', async () => {
  const { server, room } = await setUp({ roomBytes: 2000 })
  await put(server, room, updateOf('a', 'x'.repeat(1200)))
  expect((await put(server, room, updateOf('b', 'y'.repeat(1200)))).body.code).toBe('room-too-large')
  expect((await put(server, room, updateOf('c', 'z'.repeat(4000)))).body.code).toBe('body-too-large')
})

test('AC3 revoking a link closes those who came by it, only them, and lets nobody in again', async () => {
  const { server, room, ownerToken } = await setUp()
  const links = `/api/rooms/${room}/links`
  const make = async (role: string) => (await call(server, 'POST', links, { token: ownerToken, json: { role } })).body
  const [gone, kept] = [await make('editor'), await make('viewer')]
  expect(gone.url).toBe(`${server.url}/r/${room}#token=${gone.token}`)
  const listeners = []
  for (const { token } of [gone, kept]) {
    const grant = await server.access.authorise(room, token)
    const listener = listeningPeer((grant as { value: Grant }).value)
    await server.rooms.join(room, listener.peer)
    listeners.push(listener)
  }
  expect((await call(server, 'DELETE', `${links}/${gone.id}`, { token: ownerToken })).status).toBe(204)
  expect(listeners.map(({ closes }) => closes)).toEqual([[4410], []])
  expect((await put(server, room, updateOf('a', 1), gone.token)).body).toMatchObject({ code: 'link-gone', status: 410 })
  expect(
    (await call(server, 'GET', links, { token: ownerToken })).body.links.map(({ id }: { id: string }) => id),
  ).toEqual([kept.id])
  expect((await call(server, 'DELETE', `${links}/${gone.id}`, { token: ownerToken })).body.code).toBe('link-not-found')
})

test('RM5 live peers follow a change of access at once, those with a token stay', async () => {
  const { server, room, ownerToken } = await setUp()
  const grant: Grant = { room, role: 'editor', linkId: null, expiresAt: null, byToken: false }
  const bare = listeningPeer(grant)
  const owner = listeningPeer({ ...grant, role: 'owner', byToken: true })
  await server.rooms.join(room, bare.peer)
  await server.rooms.join(room, owner.peer)
  const patch = (access: string) => call(server, 'PATCH', `/api/rooms/${room}`, { token: ownerToken, json: { access } })
  const sentBefore = bare.sent.length
  await patch('view')
  expect(bare.closes).toEqual([])
  expect(bare.sent.length).toBeGreaterThan(sentBefore)
  expect((await put(server, room, updateOf('a', 1))).body.code).toBe('not-allowed')
  await patch('closed')
  expect([bare.closes, owner.closes]).toEqual([[4403], []])
  expect((await call(server, 'GET', `/api/rooms/${room}`)).body).toMatchObject({ code: 'not-allowed', status: 403 })
})

test('deleting a room closes its peers with 4410 and leaves nothing stored', async () => {
  const { server, room, ownerToken } = await setUp()
  await put(server, room, updateOf('a', 1))
  await call(server, 'POST', `/api/rooms/${room}/chat`, { json: { from: 'Ann', text: 'hi' } })
  await call(server, 'PUT', `/api/rooms/${room}/assets/${hashOf(png)}`, { body: png })
  await call(server, 'POST', `/api/rooms/${room}/versions`, { json: {} })
  const peer = listeningPeer({ room, role: 'editor', linkId: null, expiresAt: null, byToken: false })
  await server.rooms.join(room, peer.peer)
  await call(server, 'DELETE', `/api/rooms/${room}`, { token: ownerToken })
  expect(peer.closes).toEqual([4410])
  expect(await server.storage.records.list(['room', room])).toEqual([])
  await expect(server.storage.log.load(room)).rejects.toThrow('deleted')
})

const writes: readonly [string, string, object][] = [
  ['PATCH', '', { json: { title: 'x' } }],
  ['PUT', '/title', { json: { title: 'x' } }],
  ['DELETE', '', {}],
  ['PUT', '/snapshot', { body: updateOf('evil', 1) }],
  ['POST', '/versions', { json: {} }],
  ['POST', '/versions/x/restore', {}],
  ['POST', '/links', { json: { role: 'editor' } }],
  ['GET', '/links', {}],
  ['DELETE', '/links/x', {}],
  ['PUT', `/assets/${hashOf(png)}`, { body: png }],
  ['POST', '/import/json', { body: '{}' }],
  ['POST', '/chat', { json: { from: 'x', text: 'x' } }],
]
test.each(writes)('TL5 a viewer is refused: %s %s', async (method, path, options) => {
  const { server, room, ownerToken } = await setUp()
  const { token } = (
    await call(server, 'POST', `/api/rooms/${room}/links`, { token: ownerToken, json: { role: 'viewer' } })
  ).body
  const before = await server.storage.records.list(['room', room])
  const answer = await call(server, method, `/api/rooms/${room}${path}`, { ...options, token })
  expect(answer.body).toMatchObject({ status: 403, code: 'not-allowed' })
  expect(await server.storage.records.list(['room', room])).toEqual(before)
  expect(await readShapes(server, room, token)).toEqual({})
})

test.each(writes)('AC2 forged, foreign and expired tokens are refused: %s %s', async (method, path, options) => {
  let now = 1_700_000_000_000
  const clock = { now: () => now, date: () => now, after: () => () => {}, every: () => () => {} }
  const { server, room, ownerToken } = await setUp({ clock })
  const other = await createRoom(server)
  const link = await server.access.createLink(room, { role: 'editor', label: '', expiresAt: now + 1000 })
  now += 1000
  for (const token of [other.ownerToken, link.token, `${ownerToken.slice(0, -3)}abc`, 'junk']) {
    const answer = await call(server, method, `/api/rooms/${room}${path}`, { ...options, token })
    expect(answer.body).toMatchObject({ status: 401, code: 'bad-token' })
  }
})

test('an asset is checked against its hash and its real type, kept once and served safely', async () => {
  const { server, room } = await setUp()
  const send = (hash: string, body: BodyInit) => call(server, 'PUT', `/api/rooms/${room}/assets/${hash}`, { body })
  expect((await send(hashOf(png), png)).body).toEqual({ sha256: hashOf(png), type: 'image/png', bytes: png.length })
  expect((await send(hashOf(png), png)).status).toBe(201)
  const wrong = Uint8Array.from([...png, 0])
  expect((await send(hashOf(png), wrong)).body.code).toBe('hash-mismatch')
  expect((await send('ABC', png)).body.code).toBe('hash-mismatch')
  const page = new TextEncoder().encode('<html><script>alert(1)</script>')
  expect((await send(hashOf(page), page)).body).toMatchObject({ code: 'not-an-image', status: 415 })

  const got = await call(server, 'GET', `/api/rooms/${room}/assets/${hashOf(png)}`)
  expect(new Uint8Array(await got.answer.arrayBuffer())).toEqual(png)
  expect(Object.fromEntries(got.headers)).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'private, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining('sandbox'),
  })
  const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  await send(hashOf(svg), svg)
  const served = await call(server, 'GET', `/api/rooms/${room}/assets/${hashOf(svg)}`)
  expect(served.headers.get('content-disposition')).toMatch(/^attachment/)
  expect(served.headers.get('content-type')).toBe('image/svg+xml')
  expect((await call(server, 'GET', `/api/rooms/${room}/assets/${'0'.repeat(64)}`)).body.code).toBe('asset-not-found')
})

test('PR10 images have a limit each, and all those of a room together', async () => {
  const { server, room } = await setUp({ assetBytes: 1024 })
  const image = (nth: number, size: number) => {
    const bytes = new Uint8Array(size)
    bytes.set(png)
    bytes[20] = nth
    return bytes
  }
  const send = (bytes: Uint8Array<ArrayBuffer>) =>
    call(server, 'PUT', `/api/rooms/${room}/assets/${hashOf(bytes)}`, { body: bytes })
  expect((await send(image(0, 1025))).body.code).toBe('body-too-large')
  const codes = await Promise.all(Array.from({ length: 26 }, (_, nth) => send(image(nth, 1024))))
  expect(codes.filter(({ status }) => status === 201)).toHaveLength(25)
  expect(codes.filter(({ body }) => body.code === 'assets-full')).toHaveLength(1)
})

test('import needs a known format and a length, and nothing is forwarded for nobody', async () => {
  const { server, room } = await setUp()
  const post = (format: string) => call(server, 'POST', `/api/rooms/${room}/import/${format}`, { body: '{}' })
  expect((await post('visio')).body.code).toBe('unknown-format')
  // No worker process starts here.
  expect((await post('json')).body.code).toBe('not-ready')
  expect((await call(server, 'GET', `/api/rooms/${room}/export/doc`)).body.code).toBe('unknown-format')
})

test('an invalid room id is told apart from an unknown one', async () => {
  const server = await startTestServer()
  expect((await call(server, 'GET', '/api/rooms/a%20b')).body.code).toBe('invalid-room-id')
  expect((await call(server, 'PUT', '/api/rooms/a%00b/snapshot')).body.code).toBe('invalid-room-id')
})
