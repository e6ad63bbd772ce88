import { afterEach, expect, test } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import * as Y from 'yjs'
import { systemClock } from '../../../lib/base/clock.ts'
import { parseRoomId, type RoomId, systemRandom } from '../../../lib/base/ids.ts'
import { signal } from '../../../lib/base/signal.ts'
import { messageTypes } from '../../../lib/protocol/messages.ts'
import { createSession } from '../../../lib/session/create-session.ts'
import type { CopyState, Notice, Session } from '../../../lib/session/session.ts'
import type { SessionOptions } from '../../../lib/session/session-options.ts'
import { type RoomServer, startRoomServer } from './room-server.ts'
import { until } from './until.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const part of opened.splice(0).reverse()) await part.close()
})

async function server(options: Parameters<typeof startRoomServer>[0] = {}): Promise<RoomServer> {
  const started = await startRoomServer(options)
  opened.push(started)
  return started
}

function join(url: string, options: Partial<SessionOptions> = {}): Session & { doc: Y.Doc } {
  const doc = options.doc ?? new Y.Doc()
  const session = createSession({
    room: parseRoomId('room') as RoomId,
    doc,
    url,
    token: null,
    clock: systemClock,
    random: systemRandom,
    WebSocketImpl: NodeWebSocket,
    ...options,
  })
  opened.push(session)
  return Object.assign(session, { doc })
}

const isLive = (connection: { name: string }): boolean => connection.name === 'live'
const isSaved = (state: { name: string }): boolean => state.name === 'saved'

test('ST3 saved is said only after the server has stored everything', async () => {
  const room = await server()
  const me = join(room.url)
  await until(me.saveState, isSaved)
  room.holdAcknowledgements(true)
  me.doc.getMap('shapes').set('a', 1)
  me.doc.getMap('shapes').set('b', 2)
  expect(me.saveState.value).toEqual({ name: 'saving', unsaved: 2 })
  await new Promise((resolve) => room.doc.on('update', () => room.doc.getMap('shapes').get('b') === 2 && resolve(null)))
  expect(me.saveState.value).toEqual({ name: 'saving', unsaved: 2 })
  room.holdAcknowledgements(false)
  await until(me.saveState, isSaved)
})

test('ST4 the functions of a session work when they are handed on by themselves', async () => {
  const first = await server()
  const { reconnectNow, showPresence, comeBy, forgetCopy, close, onNotice, connection } = join(first.url)
  await until(connection, isLive)
  reconnectNow()
  showPresence({ name: 'Ada' })
  comeBy(null)
  onNotice(() => {})()
  await forgetCopy()
  await close()
})

test('ST3 a deletion is unsaved like any change', async () => {
  const room = await server()
  const me = join(room.url)
  me.doc.getMap('shapes').set('a', 1)
  await until(me.saveState, isSaved)
  room.holdAcknowledgements(true)
  me.doc.getMap('shapes').delete('a')
  expect(me.saveState.value).toEqual({ name: 'saving', unsaved: 1 })
  room.holdAcknowledgements(false)
  await until(me.saveState, isSaved)
  expect(room.doc.getMap('shapes').size).toBe(0)
})

test('ST4 changes made without a server are counted, kept and saved on return', async () => {
  const first = await server()
  const me = join(first.url)
  await until(me.connection, isLive)
  await first.close()
  opened.splice(opened.indexOf(first), 1)
  await until(me.connection, ({ name }) => name === 'reconnecting')
  me.doc.getMap('shapes').set('offline', true)
  me.doc.getMap('shapes').set('offline', 'again')
  expect(me.saveState.value).toEqual({ name: 'offline', unsaved: 2 })
  const second = await server({ port: first.port })
  await until(me.saveState, isSaved)
  expect(second.doc.getMap('shapes').get('offline')).toBe('again')
})

test('ST3 what a reload brings back unsaved stays unsaved until it is stored', async () => {
  const room = await server()
  room.holdAcknowledgements(true)
  const doc = new Y.Doc()
  const marks: number[] = []
  const me = join(room.url, {
    doc,
    localCopy: () => ({
      state: signal<CopyState>('kept'),
      loaded: Promise.resolve().then(() => {
        doc.transact(() => doc.getMap('shapes').set('kept', 1), 'copy')
        return { unsaved: 3, facts: { role: 'editor', title: 'Plan', access: 'edit' } }
      }),
      isOrigin: (origin) => origin === 'copy',
      markUnsaved: (count) => marks.push(count),
      rememberFacts: () => {},
      rememberBirth: () => {},
      forget: async () => {},
      close: async () => {},
    }),
  })
  await until(me.connection, isLive)
  expect(me.saveState.value).toEqual({ name: 'saving', unsaved: 3 })
  expect(me.facts.value).toEqual({ role: 'editor', title: 'Plan', access: 'edit' })
  expect(me.isLoaded.value).toBe(true)
  room.holdAcknowledgements(false)
  await until(me.saveState, isSaved)
  expect(marks).toEqual([3, 0])
  expect(room.doc.getMap('shapes').get('kept')).toBe(1)
})

test('ST5 a browser that keeps nothing is reported and the board still works', async () => {
  const room = await server()
  const me = join(room.url, {
    localCopy: () => ({
      state: signal<CopyState>('broken'),
      loaded: Promise.reject(new Error('no store')),
      isOrigin: () => false,
      markUnsaved: () => {},
      rememberFacts: () => {},
      rememberBirth: () => {},
      forget: async () => {},
      close: async () => {},
    }),
  })
  const notices: Notice[] = []
  await until(me.saveState, isSaved)
  me.onNotice((notice) => notices.push(notice))
  expect(notices).toEqual([{ name: 'limit', code: 'local-copy-failed' }])
  expect(me.copyState.value).toBe('broken')
})

test('ST5 a copy that fails and is whole again is known as such, and told once', async () => {
  const room = await server()
  const state = signal<CopyState>('kept')
  const notices: Notice[] = []
  const me = join(room.url, {
    localCopy: () => ({
      state,
      loaded: Promise.resolve({ unsaved: 0, facts: null }),
      isOrigin: () => false,
      markUnsaved: () => {},
      rememberFacts: () => {},
      rememberBirth: () => {},
      forget: async () => {},
      close: async () => {},
    }),
  })
  me.onNotice((notice) => notices.push(notice))
  for (const next of ['full', 'kept', 'full'] as const) {
    state.value = next
    expect(me.copyState.value).toBe(next)
  }
  expect(notices).toEqual([{ name: 'limit', code: 'local-copy-failed' }])
})

test('PR6 a refusal is shown with its code and not retried', async () => {
  const room = await server()
  const me = join(room.url, { token: 'a b' })
  await until(me.connection, isLive)
  expect(room.joins).toEqual(['?token=a%20b'])
  room.refuse(4410)
  expect(await until(me.connection, ({ name }) => name === 'refused')).toEqual({ name: 'refused', code: 4410 })
  room.refuse(null)
  me.reconnectNow()
  await until(me.connection, isLive)
})

test('PR7 a shutting-down server is rejoined and nothing drawn meanwhile is lost', async () => {
  const room = await server()
  const me = join(room.url)
  await until(me.connection, isLive)
  room.dropAll(4503)
  me.doc.getMap('shapes').set('a', 1)
  await until(me.connection, ({ name }) => name === 'reconnecting')
  await until(me.connection, isLive)
  await until(me.saveState, isSaved)
  expect(room.doc.getMap('shapes').get('a')).toBe(1)
})

test('RM5 role, title and access follow the server', async () => {
  const room = await server()
  const me = join(room.url)
  await until(me.connection, isLive)
  room.send(messageTypes.role, { role: 'viewer', title: 'Plan', access: 'view' })
  await until(me.facts, ({ title }) => title === 'Plan')
  expect(me.facts.value).toEqual({ role: 'viewer', title: 'Plan', access: 'view' })
  room.send(messageTypes.role, 'nonsense')
  room.send(messageTypes.role, { role: 'editor', title: 'Next', access: 'edit' })
  await until(me.facts, ({ title }) => title === 'Next')
})

test('ST3 what was refused to a viewer is unsaved, and saved once they may edit', async () => {
  const room = await server()
  const me = join(room.url)
  await until(me.saveState, isSaved)
  room.denyChanges(true)
  me.doc.getMap('shapes').set('a', 1)
  await new Promise((resolve) => me.onNotice((notice) => notice.name === 'limit' && resolve(null)))
  expect(me.saveState.value).toEqual({ name: 'saving', unsaved: 1 })
  room.denyChanges(false)
  room.send(messageTypes.role, { role: 'editor', title: '', access: 'edit' })
  await until(me.saveState, isSaved)
  expect(room.doc.getMap('shapes').get('a')).toBe(1)
})

test('PR9 others see me, my second tab does not, and closing takes me away at once', async () => {
  const room = await server()
  const me = join(room.url)
  const tab = join(room.url)
  const other = join(room.url)
  const person = { name: 'Ada', color: '#3366cc' }
  me.showPresence({ userId: 'ada', ...person, cursor: { x: 1, y: 2 } })
  tab.showPresence({ userId: 'ada', ...person })
  other.showPresence({ userId: 'bob', name: 'Bob', color: '#cc3366' })
  const seen = await until(other.peers, (peers) => peers.length === 2)
  expect(seen.find(({ clientId }) => clientId === me.doc.clientID)).toMatchObject({
    userId: 'ada',
    cursor: { x: 1, y: 2 },
  })
  await until(tab.peers, (peers) => peers.length === 1)
  expect(tab.peers.value.map(({ userId }) => userId)).toEqual(['bob'])
  await Promise.all([me.close(), tab.close()])
  await until(other.peers, (peers) => peers.length === 0)
})

test('PR9 presence is back after a reconnect although its clock did not move', async () => {
  const room = await server()
  const me = join(room.url)
  const other = join(room.url)
  me.showPresence({ userId: 'ada', name: 'Ada', color: '#3366cc' })
  other.showPresence({ userId: 'bob', name: 'Bob', color: '#cc3366' })
  await until(other.peers, (peers) => peers.length === 1)
  await until(me.peers, (peers) => peers.length === 1)
  room.dropAll(1001)
  await until(me.peers, (peers) => peers.length === 0)
  await until(me.peers, (peers) => peers.length === 1)
  await until(other.peers, (peers) => peers.length === 1)
})

test('PR9 many patches in one frame travel as one message', async () => {
  const room = await server()
  const frames: (() => void)[] = []
  const me = join(room.url, {
    onFrame(callback) {
      frames.push(callback)
      return () => {}
    },
  })
  await until(me.connection, isLive)
  let sent = 0
  me.awareness.on('update', () => (sent += 1))
  me.showPresence({ userId: 'ada', name: 'Ada', color: '#3366cc' })
  for (let x = 0; x < 50; x += 1) me.showPresence({ cursor: { x, y: 0 } })
  expect(sent).toBe(0)
  for (const frame of frames.splice(0)) frame()
  expect(sent).toBe(1)
  expect(me.awareness.getLocalState()).toMatchObject({ name: 'Ada', cursor: { x: 49, y: 0 } })
})

test('RM5 what the page was told holds until the server speaks, which then decides', async () => {
  const room = await server()
  const first = { role: 'owner', title: 'Plan', access: 'edit' } as const
  const me = join(room.url, { firstFacts: first })
  expect(me.facts.value).toEqual(first)
  await until(me.connection, isLive)
  room.send(messageTypes.role, { role: 'viewer', title: 'Plan', access: 'view' })
  await until(me.facts, ({ role }) => role === 'viewer')
})

test('RM5 without a word nobody may write in a room that they do not know', async () => {
  const room = await server()
  expect(join(room.url).facts.value.role).toBe('viewer')
})
