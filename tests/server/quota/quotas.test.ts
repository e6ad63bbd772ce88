import { createHash } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { type RoomId, systemRandom } from '../../../lib/base/ids.ts'
import { ADDRESS_HEADER, createInnerCalls, KEY_HEADER } from '../../../server/http/inner-calls.ts'
import { createSilentObserve } from '../../../server/observe/observe.ts'
import { createQuotas, NEW_ROOMS_BURST, quotaLimits } from '../../../server/quota/quotas.ts'
import { endlessSpace, MEASURE_MS, SPARE_BYTES, watchSpace } from '../../../server/quota/space.ts'
import { createFakeClock } from '../../support/server/fake-clock.ts'
import { connect } from '../../support/server/raw-client.ts'
import { call, startTestServer, type TestServer, updateOf } from '../../support/server/test-server.ts'

const MIB = 1024 * 1024
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const picture = (n: number, bytes = 1000) => Buffer.concat([PNG, Buffer.alloc(bytes, n), Buffer.from(String(n))])
const sha = (body: Uint8Array) => createHash('sha256').update(body).digest('hex')

function quietObserve() {
  const observe = createSilentObserve()
  onTestFinished(() => observe.metrics.close())
  return observe
}

const put = (server: TestServer, room: string, key = 'a') =>
  call(server, 'PUT', `/api/rooms/${room}/snapshot`, { body: updateOf(key, 1) })
const putPicture = (server: TestServer, room: string, body: Buffer) =>
  call(server, 'PUT', `/api/rooms/${room}/assets/${sha(body)}`, { body: new Uint8Array(body) })

const connectTo = (server: TestServer, room: string) => connect(`${server.url.replace('http', 'ws')}/sync/${room}`)

/** Every way in by which a room that nobody made comes to be. */
const waysToMakeRooms: Readonly<Record<string, (server: TestServer, room: string) => Promise<number>>> = {
  'POST /api/rooms': async (server) => (await call(server, 'POST', '/api/rooms', { json: {} })).status,
  'PUT snapshot': async (server, room) => (await put(server, room)).status,
  'an image': async (server, room) => (await putPicture(server, room, picture(1))).status,
  chat: async (server, room) =>
    (await call(server, 'POST', `/api/rooms/${room}/chat`, { json: { text: 'hello' } })).status,
}

test.each(Object.keys(waysToMakeRooms))(
  'PR12 an address makes so many rooms at once and no more, by %s as by any other way',
  async (way) => {
    const clock = createFakeClock()
    const server = await startTestServer({ clock })
    const make = waysToMakeRooms[way]
    const statuses: number[] = []
    for (let nth = 0; nth < NEW_ROOMS_BURST; nth++) statuses.push(await make(server, `room${nth}`))
    expect(statuses.filter((status) => status >= 300)).toEqual([])
    for (const other of Object.values(waysToMakeRooms)) expect(await other(server, 'one-more')).toBe(429)
    // A room that is there goes on.
    if (way === 'PUT snapshot') expect((await put(server, 'room1', 'b')).status).toBe(200)
    clock.pass(500)
    expect(await make(server, 'later')).toBeLessThan(300)
    expect(await make(server, 'too soon'.replace(' ', ''))).toBe(429)
  },
)

test('PR12 the first change over a socket makes a room like any other: closed with 4503, and nothing is stored', async () => {
  const server = await startTestServer({ quotas: { roomsPerAddressPerDay: 1 } })
  expect((await put(server, 'first')).status).toBe(200)
  const peer = await connectTo(server, 'second')
  peer.sayUpdate(updateOf('a', 1))
  expect((await peer.closed).code).toBe(4503)
  expect(await server.rooms.exists('second' as RoomId)).toBe(false)
})

test('PR12 bytes of an address are counted over the day and over all ways in, and grow back', async () => {
  const clock = createFakeClock()
  const server = await startTestServer({ clock, quotas: { bytesPerAddressPerDay: MIB } })
  for (let nth = 0; nth < 3; nth++) {
    expect((await putPicture(server, `room${nth}`, picture(nth, 300_000))).status).toBe(201)
  }
  expect((await putPicture(server, 'room4', picture(4, 300_000))).body.code).toBe('quota-reached')
  const large = 'x'.repeat(300_000)
  const written = await call(server, 'PUT', '/api/rooms/room5/snapshot', { body: updateOf('a', large) })
  expect([written.status, written.body.code]).toEqual([429, 'quota-reached'])
  const peer = await connectTo(server, 'room6')
  peer.sayUpdate(updateOf('a', large))
  expect((await peer.closed).code).toBe(4503)
  expect((await put(server, 'room7')).status).toBe(200)
  clock.pass(12 * 3_600_000)
  expect((await putPicture(server, 'room4', picture(4, 300_000))).status).toBe(201)
})

test('PR12 what is refused for one reason costs nothing of the others', () => {
  const clock = createFakeClock()
  const quotas = createQuotas({
    clock,
    observe: quietObserve(),
    space: endlessSpace,
    limits: { ...quotaLimits, bytesPerAddressPerDay: 10_000, roomsPerAddressPerDay: 2 },
  })
  const take = (bytes: number, isFirst: boolean) => quotas.take('ada', { bytes, isFirst }).ok
  for (let nth = 0; nth < 10; nth++) expect(take(20_000, true)).toBe(false)
  expect([take(100, true), take(100, true), take(100, true)]).toEqual([true, true, false])
  for (let nth = 0; nth < 10; nth++) take(9000, true)
  expect(take(9000, false)).toBe(true)
})

test('PR12 all addresses together make so many rooms a day', () => {
  const clock = createFakeClock()
  const limits = { ...quotaLimits, roomsPerDay: 5 }
  const quotas = createQuotas({ clock, observe: quietObserve(), space: endlessSpace, limits })
  const made = Array.from({ length: 20 }, (_, nth) => quotas.take(`10.0.0.${nth}`, { bytes: 1, isFirst: true }).ok)
  expect(made.filter((isMade) => isMade)).toHaveLength(5)
})

test('PR12 a clock that is set back takes nothing from anyone', () => {
  let now = 1_000_000_000
  const clock = { now: () => now }
  const limits = { ...quotaLimits, bytesPerAddressPerDay: 10_000 }
  const quotas = createQuotas({ clock, observe: quietObserve(), space: endlessSpace, limits })
  expect(quotas.take('ada', { bytes: 1000 }).ok).toBe(true)
  now -= 86_400_000
  expect(quotas.take('ada', { bytes: 5000 }).ok).toBe(true)
})

test('PR12 when the disk is nearly full nothing more is taken by any way, and goes on once there is place', async () => {
  const clock = createFakeClock()
  const disk = { freeBytes: SPARE_BYTES + MIB, totalBytes: 100_000 * MIB }
  const usage = async () => ({ usedBytes: 0, disk })
  const space = await watchSpace({ usage, clock, observe: quietObserve(), maxBytes: null })
  onTestFinished(() => space.close())
  const server = await startTestServer({ space })
  expect((await put(server, 'room1')).status).toBe(200)
  disk.freeBytes = SPARE_BYTES
  await space.measure()
  for (const [way, make] of Object.entries(waysToMakeRooms)) {
    expect(`${way} ${await make(server, 'full')}`).toBe(`${way} 507`)
  }
  expect((await call(server, 'POST', '/api/rooms/room1/versions', { json: {} })).body.code).toBe('storage-full')
  expect((await call(server, 'GET', '/api/rooms/room1/snapshot')).status).toBe(200)
  const peer = await connectTo(server, 'room1')
  peer.sayUpdate(updateOf('b', 2))
  expect((await peer.closed).code).toBe(4500)
  disk.freeBytes = SPARE_BYTES + MIB
  clock.pass(MEASURE_MS)
  await space.measure()
  expect((await put(server, 'room1', 'c')).status).toBe(200)
})

test('PR12 all rooms together take MAX_TOTAL_BYTES and no more, also between two measurements', async () => {
  const clock = createFakeClock()
  const space = await watchSpace({
    usage: async () => ({ usedBytes: 9 * MIB, disk: null }),
    clock,
    observe: quietObserve(),
    maxBytes: 10 * MIB,
  })
  onTestFinished(() => space.close())
  const server = await startTestServer({ space })
  const answers = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((nth) => putPicture(server, `room${nth}`, picture(nth, 300_000))),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 507, 507, 507])
})

test('PR12 400 links asked for at once: 200 are made, and the owner sees each', async () => {
  const server = await startTestServer()
  const { room, ownerToken: token } = (await call(server, 'POST', '/api/rooms', { json: {} })).body
  const path = `/api/rooms/${room}/links`
  const ask = () => call(server, 'POST', path, { token, json: { role: 'viewer' } })
  const made = await Promise.all(Array.from({ length: 400 }, ask))
  expect(made.filter(({ status }) => status === 201)).toHaveLength(200)
  expect(made.find(({ status }) => status !== 201)?.body.code).toBe('too-many-links')
  const { links } = (await call(server, 'GET', path, { token })).body
  expect(links).toHaveLength(200)
  await call(server, 'DELETE', `${path}/${links[0].id}`, { token })
  expect([(await ask()).status, (await ask()).status]).toEqual([201, 409])
})

test('PR12 images of a room are counted before they are written, however many come at once', async () => {
  const server = await startTestServer({ assetBytes: 2000 })
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, nth) => putPicture(server, 'room', picture(nth, 1900))),
  )
  const kept = answers.filter(({ status }) => status === 201).length
  expect(kept).toBeGreaterThan(20)
  expect(kept * 1900).toBeLessThanOrEqual(25 * 2000)
  expect(answers.find(({ status }) => status !== 201)?.body.code).toBe('assets-full')
})

test('PR12 what a worker stores for a visitor, as an import, counts for the visitor; without the key nobody is believed', async () => {
  const inner = createInnerCalls(systemRandom)
  const server = await startTestServer({ quotas: { bytesPerAddressPerDay: MIB }, parts: { inner } })
  const putFor = (url: string, headers: Readonly<Record<string, string>>, nth: number) => {
    const body = picture(nth, 600_000)
    return call({ url }, 'PUT', `/api/rooms/room${nth}/assets/${sha(body)}`, { body: new Uint8Array(body), headers })
  }
  const statuses: number[] = []
  const visitors = ['10.0.0.1', '2001:db8:1:2::/64', '10.0.0.2', '10.0.0.1', '2001:db8:1:2::/64']
  for (const [nth, address] of visitors.entries()) {
    statuses.push((await putFor(server.loopbackUrl, inner.headers(address), nth)).status)
  }
  expect(statuses).toEqual([201, 201, 201, 429, 429])
  const claims: readonly Readonly<Record<string, string>>[] = [
    { [KEY_HEADER]: 'guessed', [ADDRESS_HEADER]: '10.0.1.1' },
    { [KEY_HEADER]: '', [ADDRESS_HEADER]: '10.0.1.2' },
    { 'x-forwarded-for': '10.0.1.3' },
  ]
  const claimed: number[] = []
  for (const [nth, headers] of claims.entries()) {
    claimed.push((await putFor(server.loopbackUrl, headers, 10 + nth)).status)
    claimed.push((await putFor(server.url, headers, 20 + nth)).status)
  }
  // All of it counts for this machine.
  expect(claimed).toEqual([201, 429, 429, 429, 429, 429])
})
