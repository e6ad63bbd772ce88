/** What is larger than a message may be, sent by a real session to a real server that takes small ones only. */

import { expect, onTestFinished, test } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import * as Y from 'yjs'
import { systemClock } from '../../../lib/base/clock.ts'
import { parseRoomId, type RoomId, systemRandom } from '../../../lib/base/ids.ts'
import { watch } from '../../../lib/base/signal.ts'
import { createSession } from '../../../lib/session/create-session.ts'
import type { Session } from '../../../lib/session/session.ts'
import { startTestServer } from '../../support/server/test-server.ts'
import { startUpgradeProxy } from '../../support/server/upgrade-proxy.ts'
import { until } from './until.ts'

const room = parseRoomId('pieces') as RoomId

function join(port: number, doc = new Y.Doc()): Session & { readonly doc: Y.Doc } {
  const session = createSession({
    room,
    doc,
    url: `ws://127.0.0.1:${port}/sync`,
    token: null,
    clock: systemClock,
    random: systemRandom,
    WebSocketImpl: NodeWebSocket,
  })
  onTestFinished(() => session.close())
  return Object.assign(session, { doc })
}

/** About `bytes` of shapes in one change. */
function fill(doc: Y.Doc, bytes: number): void {
  doc.transact(() => {
    const shapes = doc.getMap('shapes')
    for (let nth = 0; nth * 1_000 < bytes; nth += 1) {
      const shape = new Y.Map<unknown>()
      shape.set('type', 'geo')
      shape.set('note', `${nth}`.padEnd(960, 'x'))
      shapes.set(`s${shapes.size}-${nth}`, shape)
    }
  })
}

const start = async (): Promise<number> => {
  const server = await startTestServer({ messageBytes: 1024 * 1024 })
  return Number(new URL(server.url).port)
}

test.each(['websocket', 'sse'])(
  'PR15 ST3 a change above the limit of a message is saved, by %s',
  async (transport) => {
    const direct = await start()
    const blocking = transport === 'sse' ? await startUpgradeProxy(direct) : null
    if (blocking) onTestFinished(() => blocking.close())
    const writer = join(blocking?.port ?? direct)
    await until(writer.connection, (state) => state.name === 'live' && state.transport === transport)
    const told = new Set<number>()
    watch(writer.saveState, () => {
      const state = writer.saveState.value
      if (state.name === 'saving' && state.progress !== undefined) told.add(state.progress)
    })
    fill(writer.doc, 4_000_000)
    await until(writer.saveState, (state) => state.name === 'saved')
    expect(told.size).toBeGreaterThan(3)
    const reader = join(direct)
    await until(reader.saveState, (state) => state.name === 'saved')
    expect(reader.doc.getMap('shapes').size).toBe(4_000)
  },
  60_000,
)

test('PR15 ST3 what was made offline and is above the limit of a message is offered in pieces', async () => {
  const port = await start()
  const doc = new Y.Doc()
  fill(doc, 2_500_000)
  const writer = join(port, doc)
  await until(writer.saveState, (state) => state.name === 'saved')
  fill(doc, 1_000)
  await until(writer.saveState, (state) => state.name === 'saved')
  const reader = join(port)
  await until(reader.saveState, (state) => state.name === 'saved')
  expect(reader.doc.getMap('shapes').size).toBe(2_501)
}, 60_000)

test('PR15 who opens a large board is told how much of it is here', async () => {
  const direct = await start()
  const writer = join(direct)
  await until(writer.connection, (state) => state.name === 'live')
  fill(writer.doc, 3_000_000)
  await until(writer.saveState, (state) => state.name === 'saved')
  const reader = join(direct)
  const told: (number | null)[] = []
  watch(reader.loading, () => told.push(reader.loading.value))
  await until(reader.isLoaded, Boolean)
  expect(told.at(-1)).toBe(null)
  const shares = told.slice(0, -1).map(Number)
  expect(shares.length).toBeGreaterThan(10)
  expect(shares).toEqual([...shares].sort((a, b) => a - b))
  expect(shares.at(-1)).toBeGreaterThan(0.9)
  expect(reader.doc.getMap('shapes').size).toBe(writer.doc.getMap('shapes').size)
})
