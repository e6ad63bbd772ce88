/** Behind a proxy that breaks WebSockets: the same room, the same truth about saving, over events and POST. */

import { expect, onTestFinished, test } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import * as Y from 'yjs'
import { systemClock } from '../../../lib/base/clock.ts'
import { parseRoomId, type RoomId, systemRandom } from '../../../lib/base/ids.ts'
import { watch } from '../../../lib/base/signal.ts'
import { createSession } from '../../../lib/session/create-session.ts'
import type { Session } from '../../../lib/session/session.ts'
import type { TabChannel } from '../../../lib/session/stream-sharing.ts'
import { startTestServer } from '../../support/server/test-server.ts'
import { type Breakage, startUpgradeProxy } from '../../support/server/upgrade-proxy.ts'
import { until } from './until.ts'

const room = parseRoomId('fallback') as RoomId

async function startProxy(target: number, refusals?: number, how?: Breakage): Promise<number> {
  const proxy = await startUpgradeProxy(target, refusals, how)
  onTestFinished(() => proxy.close())
  return proxy.port
}

/** What tabs of one browser say to one another. */
function browserTabs(): (name: string) => TabChannel {
  const channels = new Set<TabChannel & { readonly called: string }>()
  return (called) => {
    const channel = {
      called,
      onmessage: null as TabChannel['onmessage'],
      postMessage(message: unknown) {
        for (const other of channels) {
          if (other === channel || other.called !== called) continue
          queueMicrotask(() => other.onmessage?.(new MessageEvent('message', { data: structuredClone(message) })))
        }
      },
      close: () => void channels.delete(channel),
    }
    channels.add(channel)
    return channel
  }
}

function join(port: number, openTabChannel?: (name: string) => TabChannel): Session & { readonly doc: Y.Doc } {
  const doc = new Y.Doc()
  const session = createSession({
    room,
    doc,
    url: `ws://127.0.0.1:${port}/sync`,
    token: null,
    clock: systemClock,
    random: systemRandom,
    openTabChannel,
    WebSocketImpl: NodeWebSocket,
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

test.each(['mute', 'cut'] as const)(
  'PR7 a WebSocket that opens and is then %s counts as one that failed: the fallback goes on, and stays',
  async (how) => {
    const server = await startTestServer()
    const proxy = await startUpgradeProxy(Number(new URL(server.url).port), undefined, how)
    onTestFinished(() => proxy.close())
    const session = join(proxy.port)
    await until(session.connection, (state) => state.name === 'live' && state.transport === 'sse')
    const lost: string[] = []
    watch(session.connection, () => lost.push(session.connection.value.name))
    session.doc.getMap('meta').set('title', 'all the same')
    await until(session.saveState, (state) => state.name === 'saved')
    // Longer than the first two tries to return take.
    await new Promise<void>((resolve) => systemClock.after(3_500, resolve))
    expect(lost).toEqual([])
  },
  30_000,
)

test('PR7 a WebSocket that opens and carries again is returned to', async () => {
  const server = await startTestServer()
  const session = join(await startProxy(Number(new URL(server.url).port), 2, 'cut'))
  await until(session.connection, (state) => state.name === 'live' && state.transport === 'sse')
  await until(session.connection, (state) => state.name === 'live' && state.transport === 'websocket')
})

test('PR16 eight tabs of a browser share one stream, and go on when the one that carries it closes', async () => {
  const server = await startTestServer()
  const proxy = await startUpgradeProxy(Number(new URL(server.url).port))
  onTestFinished(() => proxy.close())
  const inTab = browserTabs()
  const tabs = Array.from({ length: 8 }, () => join(proxy.port, inTab))
  const isThere = (tab: Session) => until(tab.connection, (state) => state.name === 'live' && state.transport === 'sse')
  await Promise.all(tabs.map(isThere))
  expect(proxy.openStreams()).toBe(1)
  const title = (doc: Y.Doc, words: string) =>
    new Promise<void>((resolve) => {
      const look = () => void (doc.getMap('meta').get('title') === words && resolve())
      doc.getMap('meta').observe(look)
      look()
    })
  for (const [nth, tab] of tabs.entries()) {
    tab.doc.getMap('meta').set('title', `tab ${nth}`)
    await Promise.all(tabs.map(({ doc }) => title(doc, `tab ${nth}`)))
    await until(tab.saveState, (state) => state.name === 'saved')
  }
  // Whichever of them carries: all of the others find another one.
  const rest = [...tabs]
  while (rest.length > 5) {
    await rest.shift()?.close()
    await Promise.all(rest.map(isThere))
    rest[0].doc.getMap('meta').set('title', `${rest.length} left`)
    await Promise.all(rest.map(({ doc }) => title(doc, `${rest.length} left`)))
  }
  expect(proxy.openStreams()).toBe(1)
}, 60_000)
