/** A little that is asked for again and again, so that much piles up for one who never reads it. */
import { connect as connectTcp } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { encodeStep1 } from '../../../lib/protocol/codec.ts'
import { splitBatch } from '../../../server/http/event-stream-routes.ts'
import { connect, type RawClient } from '../../support/server/raw-client.ts'
import { type SyncServer, type SyncServerOptions, startSyncServer, until } from '../../support/server/sync-server.ts'

let server: SyncServer
const opened: SyncServer[] = []
const start = async (options: SyncServerOptions = {}) => {
  server = await startSyncServer(options)
  opened.push(server)
}
const join = (options: Parameters<typeof connect>[1] = {}) => connect(`${server.url}/board`, options)
afterEach(() => Promise.all(opened.splice(0).map((one) => one.close())))

const bulk = { maxMessagesPerSecond: 1e6, maxBytesPerSecond: 1e12 }
const ASKED = 60
const isStep2 = (message: RawClient['heard'][number]) => message.type === 'sync' && message.step === 1

/** Sends a change after all that was sent before, and waits until the other has it: the server has read all then. */
async function untilRead(client: RawClient, watcher: RawClient) {
  const doc = new Y.Doc()
  doc.getMap('shapes').set('last', true)
  client.sayUpdate(Y.encodeStateAsUpdate(doc))
  await until(() => watcher.doc.getMap('shapes').has('last'))
}

it('PR10 one who asks for the board again and again without reading it is sent it once, and once more when it reads', async () => {
  await start({ socketLimits: bulk })
  const [writer, asker, watcher] = [await join({ inkroom: true }), await join(), await join()]
  const drawn = new Y.Doc()
  drawn.getMap('shapes').set('big', new Uint8Array(3_000_000))
  writer.sayUpdate(Y.encodeStateAsUpdate(drawn))
  await until(() => asker.doc.getMap('shapes').has('big') && watcher.doc.getMap('shapes').has('big'))
  asker.socket.pause()
  const before = asker.heard.filter(isStep2).length
  const doc = new Y.Doc()
  doc.on('update', (update: Uint8Array) => writer.sayUpdate(update))
  for (let i = 0; i < ASKED; i++) {
    // Knows nothing but a stranger's clock: each answer would be a board of its own.
    asker.say(encodeStep1(Y.encodeStateVector(new Map([[i + 1, 1]]))))
    doc.getMap('shapes').set('asked', i)
    // One by one, so that none of them waits for its turn together with the next.
    await until(() => watcher.doc.getMap('shapes').get('asked') === i)
  }
  asker.socket.resume()
  await until(() => asker.doc.getMap('shapes').get('asked') === ASKED - 1)
  doc.getMap('shapes').set('after', true)
  await until(() => asker.doc.getMap('shapes').has('after'))
  const answers = asker.heard.filter(isStep2).length - before
  expect(answers).toBeGreaterThan(0)
  expect(answers).toBeLessThan(ASKED / 4)
})

it('PR10 one who asks for all cursors again and again without reading them is sent them when it reads on', async () => {
  await start({ socketLimits: bulk })
  const [shower, asker, watcher] = [await join(), await join(), await join()]
  shower.sayPresence(7, 1, { stroke: 'x'.repeat(200_000) })
  await until(() => asker.others.has(7) && watcher.others.has(7))
  asker.socket.pause()
  const before = asker.heard.length
  for (let i = 0; i < 10 * ASKED; i++) asker.say(new Uint8Array([3]))
  await untilRead(asker, watcher)
  asker.socket.resume()
  shower.sayPresence(7, 2, { done: true })
  await until(() => JSON.stringify(asker.others.get(7)) === '{"done":true}')
  expect(asker.heard.length - before).toBeLessThan(5 * ASKED)
})

const controls = ['ping', 'pong'] as const
it.each(controls)('PR10 a flood of %ss ends the connection like one of messages', async (kind) => {
  await start({ socketLimits: { maxMessagesPerSecond: 10, burstSeconds: 10 } })
  const [good, bad, other] = [await join(), await join(), await join()]
  await until(() => bad.heard.length > 0)
  let [sent, answered] = [0, 0]
  bad.socket.on('pong', () => answered++)
  const isOpen = () => bad.socket.readyState === bad.socket.OPEN
  while (isOpen() && sent < 1000) {
    // ws itself cuts off whoever lets very many pongs wait, so these are read.
    for (let i = 0; i < 40; i++, sent++) bad.socket[kind](new Uint8Array(125))
    if (kind === 'ping') await until(() => answered >= sent || !isOpen())
  }
  expect((await bad.closed).code).toBe(4429)
  expect((await server.metrics.text()).body).toContain('inkroom_refusals_total{reason="too-fast"} 1')
  await untilRead(good, other)
})

it('PR10 pings whose pongs nobody reads end the connection before they fill the memory', async () => {
  await start({ socketLimits: bulk })
  const [good, bad, other] = [await join(), await join(), await join()]
  await until(() => bad.heard.length > 0)
  for (let i = 0; i < 5000; i++) bad.socket.ping(new Uint8Array(125))
  expect((await bad.closed).code).toBe(1006)
  await untilRead(good, other)
})

it('PR10 nothing is compressed, so nothing small unpacks to something large', async () => {
  await start()
  const socket = new WebSocket(`${server.url}/board`, [], { perMessageDeflate: true })
  await new Promise((resolve) => socket.once('open', resolve))
  expect(socket.extensions).toBe('')
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  // A frame that says of itself that it is compressed.
  const raw = (socket as unknown as { readonly _socket: NodeJS.WritableStream })._socket
  raw.write(Buffer.from([0xc2, 0x81, 0, 0, 0, 0, 0]))
  expect(await closed).toBe(1002)
})

it('PR10 a message in very many pieces is refused before the pieces fill the memory', async () => {
  await start()
  const [good, bad, other] = [await join(), await join(), await join()]
  await until(() => bad.heard.length > 0)
  const raw = (bad.socket as unknown as { readonly _socket: NodeJS.WritableStream })._socket
  raw.write(Buffer.from([0x02, 0x81, 0, 0, 0, 0, 0]))
  const piece = [0x00, 0x81, 0, 0, 0, 0, 0]
  for (let i = 0; i < 20; i++) raw.write(Buffer.from(Array.from({ length: 1000 }, () => piece).flat()))
  expect([1006, 1008]).toContain((await bad.closed).code)
  await untilRead(good, other)
})

it('PR10 a refused upgrade is over even when the other side never closes', async () => {
  await start({ isOriginAllowed: () => false })
  const { port } = new URL(server.url)
  const half = connectTcp({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true })
  half.write(
    'GET /sync/board HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  const said = await new Promise<string>((resolve) => half.once('data', (bytes) => resolve(bytes.toString())))
  expect(said).toMatch(/^HTTP\/1\.1 403/)
  const count = () => new Promise<number>((resolve) => server.http.getConnections((_error, n) => resolve(n)))
  let open = 1
  await until(() => {
    void count().then((n) => {
      open = n
    })
    return open === 0
  })
  half.destroy()
})

it('PR10 a batch of a million empty messages is refused, not unpacked', () => {
  expect(splitBatch(new Uint8Array(1_000_000))).toBe(null)
  expect(splitBatch(new Uint8Array([1, 3, 0, 1, 3]))).toEqual([[3], [], [3]].map((bytes) => Uint8Array.from(bytes)))
})
