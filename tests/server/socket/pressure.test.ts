import { connect as connectTcp } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { FakeClock } from '../../support/editor/fake-clock.ts'
import { connect } from '../../support/server/raw-client.ts'
import { type SyncServer, type SyncServerOptions, startSyncServer, until } from '../../support/server/sync-server.ts'

let server: SyncServer
const start = async (options: SyncServerOptions = {}) => {
  server = await startSyncServer(options)
}
const join = (options: Parameters<typeof connect>[1] = {}) => connect(`${server.url}/board`, options)
afterEach(() => server.close())

/** A person who draws: each call sends one change of `bytes` random-looking bytes. */
function drawer(client: { sayUpdate(update: Uint8Array): void }) {
  const doc = new Y.Doc()
  doc.on('update', (update: Uint8Array) => client.sayUpdate(update))
  return (key: string, bytes: number) => doc.getMap('shapes').set(key, new Uint8Array(bytes).fill(key.length))
}

const bulk = { maxMessagesPerSecond: 1e6, maxBytesPerSecond: 1e12, maxMessageBytes: 1e8 }

describe('slow readers', () => {
  it('PR10 one who does not read is sent no more, costs bounded memory, and catches up when it reads on', async () => {
    await start({ socketLimits: bulk, roomLimits: { maxBytes: 1e9, compactAfterBytes: 1e9, compactAfterUpdates: 1e6 } })
    const [writer, slow, quick] = [await join({ inkroom: true }), await join(), await join()]
    await until(() => slow.heard.length > 0)
    slow.socket.pause()
    const draw = drawer(writer)
    for (let i = 0; i < 60; i++) {
      draw(`k${i}`, 500_000)
      await until(() => writer.stored === i + 1)
    }
    await until(() => quick.doc.getMap('shapes').size === 60)
    expect(slow.doc.getMap('shapes').size).toBeLessThan(40)
    slow.socket.resume()
    await until(() => slow.doc.getMap('shapes').size === 60)
    draw('last', 10)
    await until(() => slow.doc.getMap('shapes').has('last'))
    expect(slow.doc.store.pendingStructs).toBe(null)
  })

  it('PR10 one who comes back to a compacted log still gets everything', async () => {
    await start({ socketLimits: bulk, roomLimits: { maxBytes: 1e9, compactAfterUpdates: 5 } })
    const [writer, slow] = [await join({ inkroom: true }), await join()]
    await until(() => slow.heard.length > 0)
    slow.socket.pause()
    const draw = drawer(writer)
    for (let i = 0; i < 30; i++) {
      draw(`k${i}`, 500_000)
      await until(() => writer.stored === i + 1)
    }
    slow.socket.resume()
    await until(() => slow.doc.getMap('shapes').size === 30)
  })

  it('PR8 one who never reads on is closed', async () => {
    const clock = new FakeClock()
    await start({ clock, heartbeatMs: 5000, socketLimits: bulk, roomLimits: { maxBytes: 1e9, unloadAfterMs: 1e9 } })
    const [writer, slow, watcher] = [await join({ inkroom: true }), await join(), await join()]
    slow.sayPresence(7, 1, { name: 'Slow' })
    await until(() => watcher.others.has(7), 'seen', clock)
    slow.socket.pause()
    const draw = drawer(writer)
    for (let i = 0; i < 40; i++) {
      draw(`k${i}`, 500_000)
      await until(() => writer.stored === i + 1, 'stored', clock)
    }
    // What it was sent may fill the line: it is given the time in which a slow one shows a sign of moving.
    for (let beat = 0; beat < 7; beat++) {
      let pings = 0
      watcher.socket.once('ping', () => pings++)
      clock.advance(5000)
      await until(() => pings === 1 || !watcher.others.has(7), 'beat', clock)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await until(() => !watcher.others.has(7), 'gone for the others', clock)
    slow.socket.terminate()
  })
})

describe('crowds of the silent', () => {
  it('PR10 two thousand connections that never speak are let go, and others work on meanwhile', async () => {
    const clock = new FakeClock()
    const limits = { socketLimits: { joinWithinMs: 10_000 }, roomLimits: { maxPeers: 3000 } }
    await start({ clock, heartbeatMs: 60_000, ...limits })
    const silent = await Promise.all(Array.from({ length: 2000 }, () => join({ silent: true })))
    const [good, other] = [await join(), await join()]
    expect(server.connections.count).toBe(2002)
    drawer(good)('while they wait', 10)
    await until(() => other.doc.getMap('shapes').size === 1, 'works on', clock)
    clock.advance(10_000)
    const codes = new Set((await Promise.all(silent.map(({ closed }) => closed))).map(({ code }) => code))
    expect(codes).toEqual(new Set([4503]))
  })

  it('PR8 a connection that is half open, or never finishes its upgrade, holds nothing', async () => {
    await start()
    const port = Number(new URL(server.url).port)
    const half = connectTcp(port, '127.0.0.1')
    half.write(
      'GET /sync/board HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n',
    )
    half.write('Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n')
    await until(() => server.connections.count === 1)
    half.destroy()
    await until(() => server.connections.count === 0)
    const broken = connectTcp(port, '127.0.0.1')
    broken.end('GET /sync/board HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n')
    await new Promise((resolve) => broken.once('close', resolve).resume())
    expect(server.connections.count).toBe(0)
  })
})
