import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { type RoomId, systemRandom } from '../../../lib/base/ids.ts'
import { createTimeIds } from '../../../server/http/time-id.ts'
import { createVersionStore } from '../../../server/http/version-store.ts'
import { createMemoryStorage } from '../../../server/storage/memory.ts'
import { call, readShapes, startTestServer, type TestServer, updateOf } from '../../support/server/test-server.ts'

async function setUp() {
  const server = await startTestServer()
  const { body } = await call(server, 'POST', '/api/rooms', { json: {} })
  return { server, room: body.room as string }
}
const put = (server: TestServer, room: string, update: Uint8Array<ArrayBuffer>) =>
  call(server, 'PUT', `/api/rooms/${room}/snapshot`, { body: update })

test('versions are kept, listed newest first, read and gone back to', async () => {
  const { server, room } = await setUp()
  const base = `/api/rooms/${room}/versions`
  await put(server, room, updateOf('a', 1))
  const kept = await call(server, 'POST', base, { json: { label: 'start' } })
  expect(kept.body).toMatchObject({ label: 'start', seq: 1, auto: false })
  await put(server, room, updateOf('b', 2))
  expect((await call(server, 'POST', `${base}/${kept.body.id}/restore`)).body).toEqual({ seq: 3 })
  expect(await readShapes(server, room)).toEqual({ a: 1 })
  const { versions } = (await call(server, 'GET', base)).body
  expect(versions.map(({ label, auto, seq }: Record<string, unknown>) => ({ label, auto, seq }))).toEqual([
    { label: '', auto: true, seq: 2 },
    { label: 'start', auto: false, seq: 1 },
  ])
  await call(server, 'POST', `${base}/${versions[0].id}/restore`)
  expect(await readShapes(server, room)).toEqual({ a: 1, b: 2 })
  expect((await call(server, 'GET', `${base}/none`)).body.code).toBe('version-not-found')
  expect((await call(server, 'POST', `${base}/none/restore`)).body.code).toBe('version-not-found')
})

test('DC9 going back over HTTP leaves comments, votes and the timer as they are, and undoing it brings the rest back', async () => {
  const { server, room } = await setUp()
  const base = `/api/rooms/${room}`
  const doc = new Y.Doc()
  const edit = async (key: string) => {
    const before = Y.encodeStateVector(doc)
    for (const root of ['shapes', 'meta', 'comments', 'workshop', 'of another program']) doc.getMap(root).set(key, key)
    await put(server, room, new Uint8Array(Y.encodeStateAsUpdate(doc, before)))
  }
  const read = async () => {
    const { answer } = await call(server, 'GET', `${base}/snapshot`)
    const now = new Y.Doc()
    Y.applyUpdate(now, new Uint8Array(await answer.arrayBuffer()))
    return Object.fromEntries([...doc.share.keys()].map((root) => [root, Object.keys(now.getMap(root).toJSON())]))
  }
  const goBack = (id: string) => call(server, 'POST', `${base}/versions/${id}/restore`)
  await edit('early')
  const { body: version } = await call(server, 'POST', `${base}/versions`, { json: { label: 'early' } })
  await edit('late')
  await goBack(version.id)
  const both = ['early', 'late']
  const kept = { comments: both, workshop: both }
  expect(await read()).toEqual({ shapes: ['early'], meta: ['early'], 'of another program': ['early'], ...kept })
  const [before] = (await call(server, 'GET', `${base}/versions`)).body.versions
  await goBack(before.id)
  expect(await read()).toEqual({ shapes: both, meta: both, 'of another program': both, ...kept })
})

test('PR17 what is kept after the clock was set back and the server started anew is the newest: versions and chat', async () => {
  const { records } = createMemoryStorage()
  const room = 'room' as RoomId
  const at = (date: number) => ({ records, clock: { date: () => date }, random: systemRandom })
  const kind = { label: '', auto: false, people: [] }
  const snapshot = (seq: number) => ({ seq, bytes: Uint8Array.of(seq) })
  for (const [nth, date] of [9_000_000, 1_000, 500, 10_000_000].entries()) {
    // Each of them a server that knows nothing of the ones before.
    await createVersionStore(at(date)).save(room, snapshot(nth + 1), kind)
  }
  const versions = await createVersionStore(at(0)).list(room)
  expect(versions.map(({ seq }) => seq)).toEqual([4, 3, 2, 1])
  expect(versions.map((version) => version.at)).toEqual([10_000_000, 500, 1_000, 9_000_000])
  const like = await createVersionStore(at(0)).saveLike(room, versions[0], { ...kind, label: 'like' })
  expect((await createVersionStore(at(0)).list(room))[0]).toEqual(like)

  const newIds = [createTimeIds(at(9_000_000)), createTimeIds(at(1_000))]
  const first = newIds[0]()
  const second = newIds[1](first)
  expect([first, second].sort()).toEqual([first, second])
  expect(newIds[1]('no id of ours').length).toBe(second.length)
})
