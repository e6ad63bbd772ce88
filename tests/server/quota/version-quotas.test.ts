/** What a room's versions may take, named and automatic ones. */
import { expect, test } from 'vitest'
import type { RoomId } from '../../../lib/base/ids.ts'
import type { Version } from '../../../lib/protocol/answers.ts'
import { findCrowded, MAX_AUTO_VERSIONS } from '../../../server/http/version-keeping.ts'
import { RESTORES_BURST } from '../../../server/quota/quotas.ts'
import { createFakeClock } from '../../support/server/fake-clock.ts'
import { call, startTestServer, type TestServer, updateOf } from '../../support/server/test-server.ts'

const put = (server: TestServer, room: string, key = 'a') =>
  call(server, 'PUT', `/api/rooms/${room}/snapshot`, { body: updateOf(key, 1) })

test('PR12 250 named versions asked for at once: at most 100 are made, and none twice of the same state', async () => {
  const server = await startTestServer()
  await put(server, 'room')
  const ask = (label: string) => call(server, 'POST', '/api/rooms/room/versions', { json: { label } })
  const same = await Promise.all(Array.from({ length: 250 }, () => ask('')))
  expect(same.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1)
  expect(new Set(same.map(({ body }) => body.id)).size).toBe(1)
  const named = await Promise.all(Array.from({ length: 250 }, (_, nth) => ask(`version ${nth}`)))
  expect(named.filter(({ status }) => status === 201)).toHaveLength(99)
  expect(named.find(({ status }) => status !== 201)?.body.code).toBe('too-many-versions')
  const { versions } = (await call(server, 'GET', '/api/rooms/room/versions')).body
  expect(versions).toHaveLength(100)
  for (const { id } of versions.slice(0, 3)) {
    const read = await call(server, 'GET', `/api/rooms/room/versions/${id}`)
    expect((await read.answer.arrayBuffer()).byteLength).toBe(versions[0].bytes)
  }
})

test('PR12 the named versions of a room take so many bytes, eight times the largest board', async () => {
  const server = await startTestServer({ roomBytes: 2000 })
  await call(server, 'PUT', '/api/rooms/room/snapshot', { body: updateOf('large', 'x'.repeat(1400)) })
  const answers: { status: number; body: { code?: string; bytes: number } }[] = []
  for (let nth = 0; nth < 12; nth++) {
    await put(server, 'room', `k${nth}`)
    answers.push(await call(server, 'POST', '/api/rooms/room/versions', { json: { label: `v${nth}` } }))
  }
  const kept = answers.filter(({ status }) => status === 201)
  expect(kept.length).toBeGreaterThan(5)
  expect(kept.reduce((sum, { body }) => sum + body.bytes, 0)).toBeLessThanOrEqual(8 * 2000)
  expect(answers.at(-1)).toMatchObject({ status: 413, body: { code: 'versions-full' } })
})

test('PR12 automatic versions of a room have a number: the newest is kept, and others make way', async () => {
  const server = await startTestServer()
  const room = 'room' as RoomId
  for (let nth = 0; nth < MAX_AUTO_VERSIONS + 5; nth++) {
    await server.rooms.withRoom(room, (loaded) => loaded.merge(updateOf(`k${nth}`, 1), { address: 'ada' }), {
      create: true,
    })
    await server.rooms.withRoom(room, (loaded) => server.keeping.keepAuto(loaded, []))
  }
  const versions = await server.versions.list(room)
  expect(versions).toHaveLength(MAX_AUTO_VERSIONS)
  expect(versions[0].seq).toBe(MAX_AUTO_VERSIONS + 5)
})

test('PR12 versions of one state share their bytes, and naming an automatic one costs none', async () => {
  const server = await startTestServer()
  await call(server, 'PUT', '/api/rooms/room/snapshot', { body: updateOf('a', 'x'.repeat(200_000)) })
  const ask = (label: string) => call(server, 'POST', '/api/rooms/room/versions', { json: { label } })
  const first = await ask('one')
  const used = (await server.storage.usage()).usedBytes
  const others = await Promise.all(Array.from({ length: 20 }, (_, nth) => ask(`v${nth}`)))
  expect((await server.storage.usage()).usedBytes - used).toBeLessThan(20_000)
  expect(others.map(({ body }) => body.bytes)).toEqual(others.map(() => first.body.bytes))
  // Going back keeps what is left behind as an automatic version; naming that state names it.
  await put(server, 'room', 'b')
  await call(server, 'POST', `/api/rooms/room/versions/${first.body.id}/restore`)
  const before = (await call(server, 'GET', '/api/rooms/room/versions')).body.versions
  await server.rooms.withRoom('room' as RoomId, (loaded) => server.keeping.keepAuto(loaded, []))
  const usedNow = (await server.storage.usage()).usedBytes
  const promoted = await ask('now')
  expect((await server.storage.usage()).usedBytes - usedNow).toBeLessThan(500)
  expect(promoted.body).toMatchObject({ label: 'now', auto: false })
  const after = (await call(server, 'GET', '/api/rooms/room/versions')).body.versions
  expect(after).toHaveLength(before.length + 1)
})

test('PR12 restores to and fro have a rate for each address', async () => {
  const server = await startTestServer({ clock: createFakeClock() })
  await put(server, 'room')
  const { body: version } = await call(server, 'POST', '/api/rooms/room/versions', { json: {} })
  const restore = () => call(server, 'POST', `/api/rooms/room/versions/${version.id}/restore`)
  for (let nth = 0; nth < RESTORES_BURST; nth++) expect((await restore()).status).toBe(200)
  expect((await restore()).body.code).toBe('quota-reached')
})

test('PR12 many automatic versions in a minute push out one another and never the last day', () => {
  const HOUR = 3_600_000
  const version = (at: number, bytes = 10): Version =>
    ({ id: String(at), label: '', at, seq: at, bytes, auto: true, people: [] }) as Version
  const day = Array.from({ length: 24 }, (_, nth) => version(nth * HOUR))
  const minute = Array.from({ length: 500 }, (_, nth) => version(24 * HOUR + nth * 100))
  const versions = [...minute.reverse(), ...[...day].reverse()]
  const gone = findCrowded(versions, { count: MAX_AUTO_VERSIONS, bytes: 1e9 })
  expect(gone).toHaveLength(versions.length - MAX_AUTO_VERSIONS)
  expect(day.filter(({ id }) => gone.includes(id))).toEqual([])
  expect(gone).not.toContain(versions[0].id)
  const byBytes = findCrowded(versions, { count: 1e9, bytes: 300 })
  expect(versions.length - byBytes.length).toBe(30)
  expect(findCrowded([version(1, 500)], { count: 1, bytes: 10 })).toEqual([])
})
