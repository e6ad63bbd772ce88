import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { RoomId } from '../../../lib/base/ids.ts'
import { encodeStep1, encodeUpdate } from '../../../lib/protocol/codec.ts'
import { messageTypes, syncSteps } from '../../../lib/protocol/messages.ts'
import { batchOf, openStream, type StreamEvent } from '../../support/server/event-stream-client.ts'
import { call, readShapes, startTestServer, updateOf } from '../../support/server/test-server.ts'

const room = 'stream' as RoomId
const EMPTY_VECTOR = Uint8Array.of(0)
const INKROOM = '?protocol=inkroom.v1'
const isType =
  (...head: readonly number[]) =>
  (message: Uint8Array) =>
    head.every((byte, nth) => message[nth] === byte)
const isUpdate = isType(messageTypes.sync, syncSteps.update)
const closeOf = ({ event, data }: StreamEvent) => (event === 'close' ? JSON.parse(data) : null)
const isStored = (data: string) => Buffer.from(data, 'base64')[0] === messageTypes.stored
const isClose = ({ event }: StreamEvent) => event === 'close'

test('PR1 the fallback carries the same protocol: join, sync, relay, acknowledge', async () => {
  const server = await startTestServer()
  const [ann, ben] = [await openStream(server.url, room, INKROOM), await openStream(server.url, room)]
  await ann.send([encodeStep1(EMPTY_VECTOR)])
  await ben.send([encodeStep1(EMPTY_VECTOR)])
  await ann.expectMessage(isType(messageTypes.sync, syncSteps.step2))
  expect(await ann.send([encodeUpdate(updateOf('a', 1)), encodeUpdate(updateOf('b', 2))])).toBe(204)
  await ben.expectMessage(isUpdate)
  expect(await ann.expectMessage(isType(messageTypes.stored, 2))).toHaveLength(2)
  expect(await readShapes(server, room)).toEqual({ a: 1, b: 2 })
  const told = ben.events.filter(({ event }) => event === 'message').map(({ data }) => Buffer.from(data, 'base64')[0])
  expect(told.filter((type) => type >= messageTypes.stored)).toEqual([])
})

test('RM2 a viewer is refused here too, and its stream stays open', async () => {
  const server = await startTestServer()
  const { room: own, ownerToken } = await server.access.createRoom({ title: '', access: 'view' })
  const viewer = await openStream(server.url, own)
  const owner = await openStream(server.url, own, `?token=${ownerToken}`)
  await viewer.send([encodeStep1(EMPTY_VECTOR), encodeUpdate(updateOf('evil', 1))])
  await viewer.expectMessage(isType(messageTypes.auth))
  await owner.send([encodeStep1(EMPTY_VECTOR), encodeUpdate(updateOf('good', 1))])
  await viewer.expectMessage(isUpdate)
  expect(await readShapes(server, own)).toEqual({ good: 1 })
  expect(viewer.events.some(isClose)).toBe(false)
})

test('AC2 AC3 a bad token, a closed room and a revoked link end the stream with their codes', async () => {
  const server = await startTestServer()
  const { room: own } = await server.access.createRoom({ title: '', access: 'closed' })
  expect(closeOf(await (await openStream(server.url, own, '?token=junk')).expect(isClose))).toMatchObject({
    code: 4401,
  })
  expect(closeOf(await (await openStream(server.url, own)).expect(isClose))).toMatchObject({ code: 4403 })
  const { link, token } = await server.access.createLink(own, { role: 'editor', label: '', expiresAt: null })
  const guest = await openStream(server.url, own, `?token=${token}`)
  await guest.send([encodeStep1(EMPTY_VECTOR)])
  await guest.expectMessage(isType(messageTypes.sync, syncSteps.step2))
  await server.access.revokeLink(own, link.id)
  server.rooms.regrant(own, (grant) => (grant.linkId === link.id ? null : grant), 4410)
  expect(closeOf(await guest.expect(isClose))).toMatchObject({ code: 4410 })
  await guest.ended
  expect(await guest.send([encodeStep1(EMPTY_VECTOR)])).toBe(410)
})

test('PR15 a large board comes over the fallback as fast as it is read, not as fast as the server beats', async () => {
  const server = await startTestServer({ heartbeatMs: 60_000 })
  const doc = new Y.Doc()
  for (let i = 0; i < 400; i++) doc.getMap('shapes').set(`${i}`, 'x'.repeat(10_000))
  const author = await openStream(server.url, room, INKROOM)
  await author.send([encodeStep1(EMPTY_VECTOR), encodeUpdate(Y.encodeStateAsUpdate(doc))])
  await author.expectMessage(isType(messageTypes.stored, 1))
  const client = await openStream(server.url, room)
  await client.send([encodeStep1(EMPTY_VECTOR)])
  await client.expectMessage(isType(messageTypes.sync, syncSteps.step2))
  expect(client.events.length).toBeGreaterThan(30)
})

test('PR3 junk ends this stream with 4400 and nothing else', async () => {
  const server = await startTestServer()
  const good = await openStream(server.url, room)
  const junk = await openStream(server.url, room)
  expect(await junk.sendRaw(Uint8Array.of(200, 200, 200))).toBe(400)
  expect(closeOf(await junk.expect(isClose))).toMatchObject({ code: 4400 })
  const other = await openStream(server.url, room)
  await other.send([Uint8Array.of(99, 1, 2)])
  expect(closeOf(await other.expect(isClose))).toMatchObject({ code: 4400 })
  expect(await good.send([encodeStep1(EMPTY_VECTOR)])).toBe(204)
})

test('PR10 a message over the limit ends the stream with 1009', async () => {
  const server = await startTestServer({ messageBytes: 2000 })
  const client = await openStream(server.url, room)
  expect(await client.send([new Uint8Array(2001)])).toBe(413)
  expect(closeOf(await client.expect(isClose))).toMatchObject({ code: 1009 })
})

test('nobody writes for a connection without its secret id, or through another room', async () => {
  const server = await startTestServer()
  const client = await openStream(server.url, room)
  const { connection } = JSON.parse((await client.expect(({ event }) => event === 'open')).data)
  expect(connection).toMatch(/^[\w-]{32}$/)
  const post = (path: string) => call(server, 'POST', path, { body: new Uint8Array(0) })
  expect((await post(`/sync-sse/${room}/guess`)).body).toMatchObject({ code: 'connection-gone', status: 410 })
  expect((await post(`/sync-sse/other/${connection}`)).body.code).toBe('connection-gone')
})

test('RM4 PR8 who answers the pings stays, who does not is gone within two heartbeats', async () => {
  const server = await startTestServer({ heartbeatMs: 150 })
  const [awake, silent] = [await openStream(server.url, room), await openStream(server.url, room)]
  const answered = new Set<string>()
  const answer = async (nth: number): Promise<void> => {
    const { data } = await awake.expect(({ event, data }) => event === 'ping' && !answered.has(data))
    answered.add(data)
    await awake.send([], `?pong=${data}`)
    if (nth > 1) await answer(nth - 1)
  }
  await Promise.all([silent.ended, answer(4)])
  expect(awake.events.some(isClose)).toBe(false)
  expect(answered.size).toBe(4)
})

test('PR16 a connection may ride on the stream of another one, says what it likes under its own name, and ends with it', async () => {
  const server = await startTestServer()
  const carrier = await openStream(server.url, room, INKROOM)
  const { connection: via } = JSON.parse((await carrier.expect(({ event }) => event === 'open')).data)
  const { body } = await call(server, 'GET', `/sync-sse/${room}?via=${via}&protocol=inkroom.v1`)
  const post = (messages: readonly Uint8Array[]) =>
    call(server, 'POST', `/sync-sse/${room}/${body.connection}`, { body: batchOf(messages) })
  expect((await post([encodeStep1(EMPTY_VECTOR), encodeUpdate(updateOf('a', 1))])).status).toBe(204)
  await carrier.expect(({ event, data }) => event === `message@${body.connection}` && data !== '')
  await carrier.expect(({ event, data }) => event === `message@${body.connection}` && isStored(data))
  expect(await readShapes(server, room)).toEqual({ a: 1 })
  expect((await call(server, 'GET', `/sync-sse/${room}?via=guess`)).body.code).toBe('connection-gone')
  carrier.leave()
  await expect.poll(async () => (await post([])).status).toBe(410)
})

test('AC5 a page of another origin opens no stream', async () => {
  const server = await startTestServer()
  expect((await openStream(server.url, room, '', { origin: 'https://evil.org' })).status).toBe(403)
})

test('PR6 a shutdown tells the streams to come back', async () => {
  const server = await startTestServer()
  const client = await openStream(server.url, room, INKROOM)
  await client.send([encodeStep1(EMPTY_VECTOR)])
  await server.connections.close()
  expect(closeOf(await client.expect(isClose))).toMatchObject({ code: 4503 })
  await client.ended
  expect((await openStream(server.url, room)).status).toBe(503)
})
