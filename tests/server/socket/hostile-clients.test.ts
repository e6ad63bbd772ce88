import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { createRandom } from '../../lib/updates/random-doc.ts'
import { FakeClock } from '../../support/editor/fake-clock.ts'
import { connect, type RawClient } from '../../support/server/raw-client.ts'
import { type SyncServer, type SyncServerOptions, startSyncServer, until } from '../../support/server/sync-server.ts'

let server: SyncServer
const start = async (options: SyncServerOptions = {}) => {
  server = await startSyncServer(options)
}
const join = (room = 'board', options: Parameters<typeof connect>[1] = {}) => connect(`${server.url}/${room}`, options)
afterEach(() => server.close())

/** What one change writes. */
function updateOf(key: string, value: unknown): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('shapes').set(key, value)
  return Y.encodeStateAsUpdate(doc)
}

const isJoined = (client: RawClient): boolean => client.heard.some(({ type }) => type === 'sync')

describe('clients that break the rules', () => {
  beforeEach(() => start({ socketLimits: { maxMessageBytes: 100_000, maxMessagesPerSecond: 50, burstSeconds: 2 } }))

  it.each([
    ['text', 1003, (client: RawClient) => client.socket.send('hello')],
    ['too big', 1009, (client: RawClient) => client.say(new Uint8Array(100_001))],
    ['malformed', 4400, (client: RawClient) => client.say(new Uint8Array([0, 9, 9]))],
    ['a broken update', 4400, (client: RawClient) => client.sayUpdate(new Uint8Array([1, 2, 3]))],
    ['a broken state vector', 4400, (client: RawClient) => client.say(new Uint8Array([0, 0, 2, 9, 1]))],
    ['presence that is no JSON', 4400, (client: RawClient) => client.say(new Uint8Array([1, 5, 1, 7, 1, 1, 123]))],
    // Far above what may be saved up: a slow machine earns some of it back while it sends.
    ['too fast', 4429, (client: RawClient) => Array.from({ length: 500 }, () => client.say(new Uint8Array([3])))],
  ])('PR10 %s is closed with %i and harms nobody else', async (_what, code, misbehave) => {
    const [good, bad, other] = await Promise.all([join(), join(), join()])
    await until(() => isJoined(bad))
    misbehave(bad)
    expect((await bad.closed).code).toBe(code)
    good.sayUpdate(updateOf('after', 1))
    await until(() => other.doc.getMap('shapes').get('after') === 1)
    expect(good.socket.readyState).toBe(WebSocket.OPEN)
  })

  it('PR10 nobody speaks for another: a spoofed cursor reaches no one, and its owner stays', async () => {
    const [ada, eve, bob] = [await join(), await join(), await join()]
    ada.sayPresence(7, 1, { name: 'Ada' })
    await until(() => bob.others.has(7))
    eve.sayPresence(7, 9, { name: 'Eve' })
    eve.sayPresence(7, 10, null)
    eve.sayPresence(8, 1, { name: 'Eve' })
    await until(() => bob.others.has(8))
    expect(bob.others.get(7)).toEqual({ name: 'Ada' })
    // What Ada says next still counts, whatever clock was claimed in her name.
    ada.sayPresence(7, 2, { name: 'Ada', x: 1 })
    await until(() => JSON.stringify(bob.others.get(7)).includes('x'))
  })

  it('RM4 a late echo of someone who has left brings no ghost back', async () => {
    const [ada, bob, cleo] = [await join(), await join(), await join()]
    ada.sayPresence(7, 5, { name: 'Ada' })
    await until(() => bob.others.has(7) && cleo.others.has(7))
    ada.socket.close()
    await until(() => !cleo.others.has(7))
    bob.sayPresence(7, 5, { name: 'Ada' })
    bob.sayPresence(9, 1, { name: 'Bob' })
    await until(() => cleo.others.has(9))
    expect(cleo.others.has(7)).toBe(false)
  })

  it('PR3 random messages crash nothing (seed 11)', async () => {
    const random = createRandom(11)
    const [good, other] = await Promise.all([join(), join()])
    const fuzzers = await Promise.all(Array.from({ length: 40 }, () => join()))
    for (const fuzzer of fuzzers) {
      const size = Math.floor(random() * 60)
      const bytes = Uint8Array.from({ length: size }, () => Math.floor(random() * 256))
      if (size > 2) bytes[0] = Math.floor(random() * 4)
      fuzzer.say(bytes)
    }
    good.sayUpdate(updateOf('after', 1))
    await until(() => other.doc.getMap('shapes').get('after') === 1)
    for (const fuzzer of fuzzers) fuzzer.socket.terminate()
  })
})

describe('connections that do not behave like clients', () => {
  it('AC5 another origin is refused before there is a socket', async () => {
    await start({ isOriginAllowed: () => false })
    await expect(join()).rejects.toThrow('403')
  })

  it('PR10 one address gets so many connections and no more', async () => {
    await start({ socketLimits: { maxConnectionsPerAddress: 2 } })
    const first = await join()
    await join()
    await expect(join()).rejects.toThrow('429')
    first.socket.close()
    await until(() => server.connections.count === 1)
    await join()
  })

  it('RM7 a full room refuses the next peer with a code to come back', async () => {
    await start({ roomLimits: { maxPeers: 1 } })
    await join()
    expect(await (await join()).closed).toEqual({ code: 4503, reason: 'room-full' })
  })

  it('RM7 a board that is full by size answers 4413 and stores no more', async () => {
    await start({ roomLimits: { maxBytes: 2000 } })
    const client = await join()
    client.sayUpdate(updateOf('a', 'x'.repeat(1500)))
    client.sayUpdate(updateOf('b', 'x'.repeat(1500)))
    expect((await client.closed).code).toBe(4413)
    expect((await join('board')).socket.readyState).toBe(WebSocket.OPEN)
  })

  it('PR10 joining has a deadline that traffic does not move', async () => {
    const clock = new FakeClock()
    await start({ clock, socketLimits: { joinWithinMs: 5000 }, heartbeatMs: 60_000 })
    const client = await join('board', { silent: true })
    await until(() => isJoined(client))
    for (let i = 0; i < 4; i++) {
      clock.advance(1200)
      client.say(new Uint8Array([3]))
      await until(() => client.heard.filter(({ type }) => type === 'presence').length > i)
    }
    clock.advance(300)
    expect((await client.closed).code).toBe(4503)
  })

  it('PR8 a peer whose pongs stop is gone within two beats, although it keeps talking', async () => {
    const clock = new FakeClock()
    await start({ clock, heartbeatMs: 5000 })
    const [talker, watcher] = [await join('board', { deaf: true }), await join()]
    talker.sayPresence(7, 1, { name: 'Ada' })
    await until(() => watcher.others.has(7), 'seen', clock)
    let pings = 0
    watcher.socket.on('ping', () => pings++)
    clock.advance(5000)
    await until(() => pings === 1)
    talker.sayPresence(7, 2, { name: 'Ada', x: 1 })
    await until(() => JSON.stringify(watcher.others.get(7)).includes('x'), 'still talking', clock)
    clock.advance(5000)
    await until(() => !watcher.others.has(7), 'gone', clock)
    expect((await talker.closed).code).toBe(1006)
    expect(watcher.socket.readyState).toBe(WebSocket.OPEN)
  })

  it('PR8 whoever is alone hears a word often enough that no client gives up the line', async () => {
    const clock = new FakeClock()
    await start({ clock, heartbeatMs: 600_000 })
    const alone = await join()
    await until(() => alone.heard.some(({ type, ...rest }) => type === 'sync' && 'step' in rest && rest.step === 1))
    clock.advance(7000)
    for (let nth = 1; nth <= 3; nth++) {
      const before = alone.heard.length
      clock.advance(7000)
      await until(() => alone.heard.length > before, 'a word')
      expect(alone.heard.at(-1)).toEqual({ type: 'presence', entries: [] })
    }
  })

  it('PR4 our own messages go only to those who asked', async () => {
    await start()
    const [plain, own] = [await join(), await join('board', { inkroom: true })]
    own.sayUpdate(updateOf('a', 1))
    await until(() => own.stored === 1 && own.heard.some(({ type }) => type === 'role'))
    await until(() => plain.doc.getMap('shapes').has('a'))
    expect(plain.heard.filter(({ type }) => ['stored', 'role', 'notice'].includes(type))).toEqual([])
    expect(own.heard.find(({ type }) => type === 'role')).toEqual({
      type: 'role',
      body: { role: 'editor', openRole: 'editor', title: '', access: 'edit', floor: 'open', lead: null, birth: null },
    })
  })

  it('PR7 a shutdown tells all at once and closes them one after another, so that they do not come back together', async () => {
    const clock = new FakeClock()
    await start({ clock, heartbeatMs: 1e6, socketLimits: { drainMs: 1000 } })
    const clients = await Promise.all(Array.from({ length: 40 }, () => join('board', { inkroom: true })))
    await until(() => clients.every(isJoined))
    const codes: number[] = []
    for (const { closed } of clients) void closed.then(({ code }) => codes.push(code))
    const gone = server.connections.close()
    const isTold = ({ heard }: RawClient) => JSON.stringify(heard).includes('shutting-down')
    await until(() => codes.length === 2 && clients.every(isTold))
    for (const [ms, left] of [
      [250, 12],
      [250, 22],
      [500, 40],
    ]) {
      clock.advance(ms)
      await until(() => codes.length >= left - 2)
      expect(codes.length).toBeLessThanOrEqual(left)
    }
    await until(() => codes.length === 40)
    await gone
    expect(new Set(codes)).toEqual(new Set([4503]))
  })

  it('PR7 a shutdown closes everyone with 4503 and says so first', async () => {
    await start()
    const client = await join('board', { inkroom: true })
    await until(() => isJoined(client))
    await server.connections.close()
    expect((await client.closed).code).toBe(4503)
    expect(client.heard.at(-1)).toEqual({ type: 'notice', body: { name: 'shutting-down' } })
    await expect(join()).rejects.toThrow('503')
  })
})
