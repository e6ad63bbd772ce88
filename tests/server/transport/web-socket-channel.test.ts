import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Duplex } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { frameMessage, PING_FRAME } from '../../../server/transport/framing.ts'
import { queuedBytesOf, rawSocketOf } from '../../../server/transport/raw-socket.ts'
import { WebSocketChannel } from '../../../server/transport/web-socket-channel.ts'
import { until } from '../../support/server/sync-server.ts'

/** Holds the internals of `ws` that writing framed messages relies on. */
describe('writing beside ws', () => {
  let http: Server
  let serverSide: WebSocket
  let client: WebSocket
  const heard: number[] = []
  beforeEach(async () => {
    heard.length = 0
    http = createServer()
    const handshakes = new WebSocketServer({ server: http, perMessageDeflate: false })
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`)
    client.on('message', (data: Buffer) => heard.push(data.length))
    serverSide = await new Promise<WebSocket>((resolve) => handshakes.once('connection', resolve))
    await until(() => client.readyState === WebSocket.OPEN)
  })
  afterEach(async () => {
    client.terminate()
    serverSide.terminate()
    await new Promise((resolve) => http.close(resolve))
  })

  it('PR5 framed messages of every length arrive whole, in order with those that ws sends itself', async () => {
    const raw = rawSocketOf(serverSide)
    expect(raw).toBeInstanceOf(Duplex)
    const sizes = [0, 1, 125, 126, 65_535, 65_536, 300_000]
    let pings = 0
    client.on('ping', () => pings++)
    for (const size of sizes) {
      for (const piece of frameMessage(new Uint8Array(size))) raw?.write(piece)
      for (const piece of PING_FRAME) raw?.write(piece)
      serverSide.send(new Uint8Array(size + 1))
    }
    await until(() => heard.length === sizes.length * 2)
    expect(heard).toEqual(sizes.flatMap((size) => [size, size + 1]))
    expect(pings).toBe(sizes.length)
  })

  it('PR8 a long message is seen to move before its last byte has left', async () => {
    const raw = rawSocketOf(serverSide) as Duplex
    const message = new Uint8Array(40_000_000)
    client.pause()
    for (const piece of frameMessage(message)) raw.write(piece)
    await until(() => queuedBytesOf(raw) > 0)
    const [waiting, queued] = [raw.writableLength, queuedBytesOf(raw)]
    client.resume()
    await until(() => queuedBytesOf(raw) < queued)
    // Falls while Node still counts the message as a whole: otherwise `writableLength` would do.
    expect(waiting).toBeGreaterThanOrEqual(message.length)
    await until(() => heard.length === 1)
    expect(queuedBytesOf(raw)).toBe(0)
  })

  it('a connection whose internals look different is written to by send', async () => {
    const disguised = new Proxy(serverSide, {
      get: (target, key) => {
        if (key === '_sender') return undefined
        const value = Reflect.get(target, key)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    expect(rawSocketOf(disguised)).toBe(null)
    const channel = new WebSocketChannel({
      socket: disguised,
      transport: rawSocketOf(serverSide) as Duplex,
      maxMessageBytes: 1000,
    })
    channel.send(new Uint8Array(77))
    channel.ping()
    await until(() => heard.length === 1)
    expect(heard).toEqual([77])
  })
})
