/** Deleted means deleted: whoever has a copy, by whatever route it is offered again. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { RoomId } from '../../../lib/base/ids.ts'
import { encodeStep1, encodeUpdate } from '../../../lib/protocol/codec.ts'
import { SUBPROTOCOL } from '../../../lib/protocol/messages.ts'
import { openStream } from '../../support/server/event-stream-client.ts'
import { connect } from '../../support/server/raw-client.ts'
import { until } from '../../support/server/sync-server.ts'
import { call, startTestServer, type TestServer, updateOf } from '../../support/server/test-server.ts'

const ADMIN = 'an-admin-token-of-some-length'
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const pngHash = createHash('sha256').update(png).digest('hex')

interface Deleted {
  readonly server: TestServer
  readonly room: RoomId
  /** Tokens of every kind that once opened it; null: none. */
  readonly tokens: readonly (string | null)[]
}

async function createAndDelete(by: 'owner' | 'admin', access: 'edit' | 'view' | 'closed'): Promise<Deleted> {
  const server = await startTestServer({ adminToken: ADMIN, heartbeatMs: 600_000 })
  const { room, ownerToken } = await server.access.createRoom({ title: 'secret', access })
  const link = await server.access.createLink(room, { role: 'editor', label: '', expiresAt: null })
  await call(server, 'PUT', `/api/rooms/${room}/snapshot`, { token: ownerToken, body: updateOf('secret', 1) })
  if (by === 'owner') await call(server, 'DELETE', `/api/rooms/${room}`, { token: ownerToken })
  else await call(server, 'DELETE', `/api/admin/rooms/${room}`, { token: ADMIN })
  return { server, room, tokens: [ownerToken, link.token, null] }
}

async function createAdHocAndDelete(): Promise<Deleted> {
  const server = await startTestServer({ adminToken: ADMIN, heartbeatMs: 600_000 })
  const room = 'typed-by-hand' as RoomId
  await call(server, 'PUT', `/api/rooms/${room}/snapshot`, { body: updateOf('secret', 1) })
  await call(server, 'DELETE', `/api/admin/rooms/${room}`, { token: ADMIN })
  return { server, room, tokens: [null] }
}

const ways: readonly { readonly name: string; readonly remove: () => Promise<Deleted> }[] = [
  { name: 'the owner (edit)', remove: () => createAndDelete('owner', 'edit') },
  { name: 'the owner (closed)', remove: () => createAndDelete('owner', 'closed') },
  { name: 'the operator (view)', remove: () => createAndDelete('admin', 'view') },
  { name: 'the operator (never described)', remove: createAdHocAndDelete },
]

const writes: readonly [string, string, object][] = [
  ['GET', '', {}],
  ['PATCH', '', { json: { access: 'edit' } }],
  ['DELETE', '', {}],
  ['GET', '/snapshot', {}],
  ['PUT', '/snapshot', { body: updateOf('again', 1) }],
  ['GET', '/versions', {}],
  ['POST', '/versions', { json: {} }],
  ['POST', '/versions/x/restore', {}],
  ['GET', '/links', {}],
  ['POST', '/links', { json: { role: 'editor' } }],
  ['PUT', `/assets/${pngHash}`, { body: png }],
  ['GET', `/assets/${pngHash}`, {}],
  ['POST', '/import/json', { body: '{}' }],
  ['GET', '/export/json', {}],
  ['POST', '/chat', { json: { from: 'x', text: 'x' } }],
  ['GET', '/chat', {}],
]

/** What a stock client with a copy is closed with. */
async function offerByStockClient({ server, room }: Deleted, token: string | null): Promise<number> {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, updateOf('secret', 1))
  const provider = new WebsocketProvider(`${server.url.replace('http', 'ws')}/sync`, room, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    params: token === null ? {} : { token },
  })
  const code = await new Promise<number>((resolve) =>
    provider.on('connection-close', (event) => resolve(event?.code ?? 0)),
  )
  provider.destroy()
  doc.destroy()
  return code
}

async function offerByStream({ server, room }: Deleted, token: string | null): Promise<unknown> {
  const query = token === null ? '?' : `?token=${token}&`
  const stream = await openStream(server.url, room, `${query}protocol=${SUBPROTOCOL}`)
  const closed = stream.expect(({ event }) => event === 'close')
  await stream.send([encodeStep1(Uint8Array.of(0)), encodeUpdate(updateOf('secret', 1))])
  return JSON.parse((await closed).data)
}

test.each(ways)(
  'RM9 after a deletion by $name nothing brings the board back: a client with a copy, the fallback, or any write over HTTP',
  async ({ remove }) => {
    const deleted = await remove()
    const { server, room, tokens } = deleted
    for (const token of tokens) {
      expect(await offerByStockClient(deleted, token)).toBe(4410)
      expect(await offerByStream(deleted, token)).toEqual({ code: 4410, reason: 'room-deleted' })
      for (const [method, path, options] of writes) {
        const { status, body } = await call(server, method, `/api/rooms/${room}${path}`, {
          ...options,
          ...(token ? { token } : {}),
        })
        expect([method, path, status, body.code, body.reason]).toEqual([
          method,
          path,
          404,
          'room-not-found',
          'room-deleted',
        ])
      }
    }
    expect((await call(server, 'DELETE', `/api/admin/rooms/${room}`, { token: ADMIN })).status).toBe(404)
    expect(await server.storage.records.list(['room', room])).toEqual([])
    expect(await server.storage.records.list(['rooms'])).toEqual([])
    await expect(server.storage.log.load(room)).rejects.toThrow('deleted')
    expect(server.rooms.liveCount).toBe(0)
  },
)

test('RM9 those who are in it are closed with the reason, and what they were sending goes nowhere', async () => {
  const server = await startTestServer({ heartbeatMs: 600_000 })
  const { room, ownerToken } = await server.access.createRoom({ title: '', access: 'edit' })
  const client = await connect(`${server.url.replace('http', 'ws')}/sync/${room}`, { inkroom: true })
  await until(() => client.heard.length > 0)
  const stream = await openStream(server.url, room, `?protocol=${SUBPROTOCOL}`)
  const closed = stream.expect(({ event }) => event === 'close')
  await stream.send([encodeStep1(Uint8Array.of(0))])
  client.sayUpdate(updateOf('a', 1))
  const deleting = call(server, 'DELETE', `/api/rooms/${room}`, { token: ownerToken })
  for (let i = 0; i < 20; i++) client.sayUpdate(updateOf(`k${i}`, 1))
  const merging = call(server, 'PUT', `/api/rooms/${room}/snapshot`, { body: updateOf('b', 1) })
  expect((await deleting).status).toBe(204)
  expect(await client.closed).toEqual({ code: 4410, reason: 'room-deleted' })
  expect(JSON.parse((await closed).data)).toEqual({ code: 4410, reason: 'room-deleted' })
  expect([200, 404]).toContain((await merging).status)
  expect(await stream.send([encodeUpdate(updateOf('late', 1))])).toBe(410)
  expect(await server.storage.records.list(['room', room])).toEqual([])
  await expect(server.storage.log.load(room)).rejects.toThrow('deleted')
})
