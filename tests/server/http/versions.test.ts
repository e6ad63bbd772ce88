import { expect, test } from 'vitest'
import * as Y from 'yjs'
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
