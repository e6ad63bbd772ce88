/** Behind a proxy that breaks WebSockets: the same room, the same truth about saving, over events and POST. */
import { createServer, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { onTestFinished, test } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import * as Y from 'yjs'
import { systemClock } from '../../../lib/base/clock.ts'
import { parseRoomId, type RoomId, systemRandom } from '../../../lib/base/ids.ts'
import type { WebSocketClass } from '../../../lib/session/counting-socket.ts'
import { createSession } from '../../../lib/session/create-session.ts'
import type { Session } from '../../../lib/session/session.ts'
import { startTestServer } from '../../support/server/test-server.ts'
import { until } from './until.ts'

const room = parseRoomId('fallback') as RoomId

/** Forwards requests and refuses upgrades, as office proxies do: all, or the first `refusals`. */
async function startProxy(target: number, refusals = Number.POSITIVE_INFINITY): Promise<number> {
  let refused = 0
  const proxy = createServer((from, to) => {
    const { method, url, headers } = from
    const onward = request({ host: '127.0.0.1', port: target, method, path: url, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(to)
    })
    onward.on('error', () => to.destroy())
    to.on('close', () => onward.destroy())
    from.pipe(onward)
  })
  proxy.on('upgrade', (message, near, head) => {
    refused += 1
    if (refused <= refusals) return near.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n')
    const far = connect(target, '127.0.0.1', () => {
      const lines = message.rawHeaders.flatMap((name, i, all) => (i % 2 === 0 ? [`${name}: ${all[i + 1]}`] : []))
      far.write(`GET ${message.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
      far.write(head)
      far.pipe(near).pipe(far)
    })
    near.on('error', () => {}).on('close', () => far.destroy())
    far.on('error', () => {}).on('close', () => near.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    proxy.closeAllConnections()
    proxy.close()
  })
  return (proxy.address() as AddressInfo).port
}

function join(port: number): Session & { readonly doc: Y.Doc } {
  const doc = new Y.Doc()
  const session = createSession({
    room,
    doc,
    url: `ws://127.0.0.1:${port}/sync`,
    token: null,
    clock: systemClock,
    random: systemRandom,
    WebSocketImpl: NodeWebSocket as unknown as WebSocketClass,
  })
  onTestFinished(() => session.close())
  return Object.assign(session, { doc })
}

test('PR7 where upgrades are refused the session goes on over events and POST, and says so', async () => {
  const server = await startTestServer()
  const port = Number(new URL(server.url).port)
  const blocked = join(await startProxy(port))
  const direct = join(port)
  await until(blocked.connection, (state) => state.name === 'live' && state.transport === 'sse')
  await until(direct.connection, (state) => state.name === 'live' && state.transport === 'websocket')

  const arrived = new Promise<void>((resolve) => direct.doc.getMap('meta').observe(() => resolve()))
  blocked.doc.getMap('meta').set('title', 'from behind the proxy')
  await arrived
  await until(blocked.saveState, (state) => state.name === 'saved')

  const answered = new Promise<void>((resolve) => blocked.doc.getMap('meta').observe(() => resolve()))
  direct.doc.getMap('meta').set('title', 'x'.repeat(300_000))
  await answered
  await until(direct.saveState, (state) => state.name === 'saved')
})

test('PR7 WebSockets that failed only while the server was away are found again at once', async () => {
  const server = await startTestServer()
  const session = join(await startProxy(Number(new URL(server.url).port), 2))
  await until(session.connection, (state) => state.name === 'live' && state.transport === 'sse')
  await until(session.connection, (state) => state.name === 'live' && state.transport === 'websocket')
  session.doc.getMap('meta').set('title', 'back')
  await until(session.saveState, (state) => state.name === 'saved')
})
