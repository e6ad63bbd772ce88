/** The session against the real sync server in this process: what the server's own words do to what the user sees. */
import { afterEach, expect, test } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import * as Y from 'yjs'
import { systemClock } from '../../../lib/base/clock.ts'
import { parseRoomId, type RoomId, systemRandom } from '../../../lib/base/ids.ts'
import { fail, ok } from '../../../lib/base/result.ts'
import { closeCodes } from '../../../lib/protocol/close.ts'
import type { Role } from '../../../lib/protocol/grant.ts'
import { createSession } from '../../../lib/session/create-session.ts'
import type { Notice, Session } from '../../../lib/session/session.ts'
import type { SessionOptions } from '../../../lib/session/session-options.ts'
import { createMemoryStorage } from '../../../server/storage/memory.ts'
import { createFakeClock } from '../../support/server/fake-clock.ts'
import { grantOf, type SyncServer, type SyncServerOptions, startSyncServer } from '../../support/server/sync-server.ts'
import { until } from './until.ts'

const room = parseRoomId('room') as RoomId
const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const part of opened.splice(0).reverse()) await part.close()
})

async function serve(options: SyncServerOptions = {}): Promise<SyncServer> {
  const server = await startSyncServer(options)
  opened.push(server)
  return server
}

function join(server: SyncServer, options: Partial<SessionOptions> = {}): Session & { doc: Y.Doc } {
  const doc = new Y.Doc()
  const session = createSession({
    room,
    doc,
    url: server.url,
    token: null,
    clock: systemClock,
    random: systemRandom,
    WebSocketImpl: NodeWebSocket,
    ...options,
  })
  opened.push(session)
  return Object.assign(session, { doc })
}

const isSaved = (state: { name: string }): boolean => state.name === 'saved'
const isLive = (state: { name: string }): boolean => state.name === 'live'

/** A memory storage whose disk takes as long as the test wants. */
function slowStorage() {
  const storage = createMemoryStorage()
  let waiting: (() => void)[] = []
  let isHeld = false
  return {
    storage: {
      ...storage,
      log: {
        load: storage.log.load,
        compact: storage.log.compact,
        delete: storage.log.delete,
        isDeleted: storage.log.isDeleted,
        async append(...args: Parameters<typeof storage.log.append>) {
          const seq = await storage.log.append(...args)
          if (isHeld) await new Promise<void>((resolve) => waiting.push(resolve))
          return seq
        },
      },
    },
    hold() {
      isHeld = true
    },
    letGo() {
      isHeld = false
      for (const done of waiting) done()
      waiting = []
    },
  }
}

test('ST3 saved follows the disk, not the relay', async () => {
  const disk = slowStorage()
  const server = await serve({ storage: disk.storage })
  const me = join(server)
  const other = join(server)
  await until(me.saveState, isSaved)
  await until(other.connection, isLive)
  disk.hold()
  const seen = new Promise((resolve) => other.doc.once('update', resolve))
  me.doc.getMap('shapes').set('a', 1)
  await seen
  expect(me.saveState.value).toEqual({ name: 'saving', unsaved: 1 })
  me.doc.getMap('shapes').delete('a')
  expect(me.saveState.value).toEqual({ name: 'saving', unsaved: 2 })
  disk.letGo()
  await until(me.saveState, isSaved)
})

test('ST3 a thousand changes and deletions in a row end as saved', async () => {
  const server = await serve()
  const me = join(server)
  for (let nth = 0; nth < 1000; nth += 1) {
    me.doc.getMap('shapes').set(String(nth), nth)
    if (nth % 2) me.doc.getMap('shapes').delete(String(nth - 1))
  }
  await until(me.saveState, isSaved)
  const reader = join(server)
  await until(reader.isLoaded, Boolean)
  expect(reader.doc.getMap('shapes').size).toBe(500)
})

test('RM2 a viewer is told its role, sees everything as saved, and its changes are never called saved', async () => {
  const server = await serve()
  const editor = join(server)
  editor.doc.getMap('shapes').set('a', 1)
  await until(editor.saveState, isSaved)
  const viewer = join(server, { token: 'viewer' })
  await until(viewer.saveState, isSaved)
  await until(viewer.facts, ({ role }) => role === 'viewer')
  expect(viewer.doc.getMap('shapes').get('a')).toBe(1)
  const denied = new Promise<Notice>((resolve) =>
    viewer.onNotice((notice) => notice.name === 'limit' && resolve(notice)),
  )
  viewer.doc.getMap('shapes').set('b', 1)
  expect(await denied).toEqual({ name: 'limit', code: 'not-allowed' })
  expect(viewer.saveState.value).toEqual({ name: 'refused', unsaved: 1 })
  expect(editor.doc.getMap('shapes').has('b')).toBe(false)
})

test('RM5 a viewer who becomes an editor is told at once, and what was refused before is saved', async () => {
  let role: Role = 'viewer'
  const server = await serve({ authorise: async (asked) => ok(grantOf(asked, role)) })
  const me = join(server)
  await until(me.saveState, isSaved)
  me.doc.getMap('shapes').set('b', 1)
  await new Promise((resolve) => me.onNotice((notice) => notice.name === 'limit' && resolve(null)))
  role = 'editor'
  server.rooms.regrant(room, () => grantOf(room, role), closeCodes.gone)
  await until(me.facts, (facts) => facts.role === 'editor')
  await until(me.saveState, isSaved)
  const reader = join(server)
  await until(reader.isLoaded, Boolean)
  expect(reader.doc.getMap('shapes').get('b')).toBe(1)
})

test('AC3 a revoked grant ends the session with 4410', async () => {
  const server = await serve()
  const me = join(server)
  await until(me.connection, isLive)
  server.rooms.regrant(room, () => null, closeCodes.gone)
  await until(me.connection, ({ name }) => name === 'refused')
  expect(me.connection.value).toEqual({ name: 'refused', code: 4410 })
})

test('AC2 a token that is no good ends the attempt with 4401', async () => {
  const server = await serve({ authorise: async () => fail('bad-token', 'no') })
  const me = join(server, { token: 'wrong' })
  await until(me.connection, ({ name }) => name === 'refused')
  expect(me.connection.value).toEqual({ name: 'refused', code: 4401 })
})

test('PR9 presence reaches others and goes with me', async () => {
  const server = await serve()
  const [me, other] = [join(server), join(server)]
  me.showPresence({ userId: 'ada', name: 'Ada', color: '#336699', cursor: { x: 3, y: 4 } })
  other.showPresence({ userId: 'bob', name: 'Bob', color: '#993366' })
  expect(await until(other.peers, ({ length }) => length === 1)).toMatchObject([
    { userId: 'ada', cursor: { x: 3, y: 4 } },
  ])
  await until(me.peers, ({ length }) => length === 1)
  await me.close()
  await until(other.peers, ({ length }) => length === 0)
})

test('PR8 the server answers the sign of life that a quiet session asks for', async () => {
  const server = await serve()
  const clock = createFakeClock()
  let onMessage = (): void => {}
  class Heard extends NodeWebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      this.addEventListener('message', () => onMessage())
    }
  }
  const me = join(server, { clock, WebSocketImpl: Heard })
  await until(me.saveState, isSaved)
  const heard = new Promise<void>((resolve) => {
    onMessage = resolve
  })
  clock.pass(10_000)
  await heard
  clock.pass(5_000)
  expect(me.connection.value.name).toBe('live')
})
