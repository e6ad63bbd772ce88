/** A browser's copy belongs to one room, not to whatever is at its id: with the real server, and a copy in memory. */
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { type Clock, systemClock } from '../../../lib/base/clock.ts'
import { type RoomId, systemRandom } from '../../../lib/base/ids.ts'
import { signal } from '../../../lib/base/signal.ts'
import { createSession } from '../../../lib/session/create-session.ts'
import type { LocalCopyFactory } from '../../../lib/session/local-copy.ts'
import type { CopyState, Session } from '../../../lib/session/session.ts'
import type { SessionOptions } from '../../../lib/session/session-options.ts'
import { call, startTestServer, type TestServer, updateOf } from '../../support/server/test-server.ts'
import { until } from './until.ts'

const board = 'board' as RoomId
const deleted = { name: 'refused', code: 4410, isDeleted: true }

/** What a browser keeps of one room, over any number of visits. */
function browserStore(content: { birth?: string; update?: Uint8Array; unsaved?: number } = {}) {
  const kept = { birth: content.birth ?? null, updates: content.update ? [content.update] : [], isForgotten: false }
  /** When the copy is read; at once unless a test holds it up. */
  let ready: Promise<void> = Promise.resolve()
  const factory: LocalCopyFactory = ({ doc, admits }) => {
    let isOpen = false
    let born: string | null = null
    const keep = (update: Uint8Array, origin: unknown): void => {
      if (origin !== kept) kept.updates.push(update)
    }
    return {
      state: signal<CopyState>('kept'),
      loaded: ready.then(() => {
        if (!admits(kept.birth)) throw new Error('the copy is of another room')
        doc.transact(() => {
          for (const update of kept.updates) Y.applyUpdate(doc, update, kept)
        }, kept)
        doc.on('update', keep)
        isOpen = true
        if (born) kept.birth = born
        return { unsaved: content.unsaved ?? 0, facts: null }
      }),
      isOrigin: (origin) => origin === kept,
      markUnsaved: () => {},
      rememberFacts: () => {},
      rememberBirth(birth) {
        born = birth
        if (isOpen) kept.birth = birth
      },
      async forget() {
        Object.assign(kept, { birth: null, updates: [], isForgotten: true })
      },
      close: async () => doc.off('update', keep),
    }
  }
  return {
    kept,
    factory,
    hold() {
      let letGo = (): void => {}
      ready = new Promise((resolve) => {
        letGo = resolve
      })
      return letGo
    },
  }
}

const opened: Session[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((session) => session.close()))
})

function join(server: TestServer, options: Partial<SessionOptions> = {}) {
  const doc = new Y.Doc()
  const session = createSession({
    room: board,
    doc,
    url: `${server.url.replace('http', 'ws')}/sync`,
    token: null,
    clock: systemClock,
    random: systemRandom,
    WebSocketImpl: WebSocket,
    ...options,
  })
  opened.push(session)
  return Object.assign(session, { doc, shapes: () => Object.keys(doc.getMap('shapes').toJSON()).sort() })
}

const isLive = ({ name }: { name: string }) => name === 'live'
const isRefused = ({ name }: { name: string }) => name === 'refused'
const isSaved = ({ name }: { name: string }) => name === 'saved'
const draw = (doc: Y.Doc, key: string) => doc.getMap('shapes').set(key, 1)

test('RM10 a session learns the birth of its room with the first stroke, keeps it with the copy, and names it on return', async () => {
  const server = await startTestServer()
  const store = browserStore()
  const first = join(server, { localCopy: store.factory })
  await until(first.connection, isLive)
  expect(store.kept.birth).toBe(null)
  draw(first.doc, 'a')
  await until(first.saveState, isSaved)
  const birth = (await server.access.readMeta(board))?.birth
  await until(first.facts, () => store.kept.birth !== null)
  expect(store.kept.birth).toBe(birth)
  const again = join(server, { localCopy: store.factory })
  await until(again.connection, isLive)
  expect(again.shapes()).toEqual(['a'])
})

test('RM10 a copy of another birth is neither shown nor offered, and its owner is told', async () => {
  const server = await startTestServer()
  await call(server, 'PUT', `/api/rooms/${board}/snapshot`, { body: updateOf('of the new board', 1) })
  const store = browserStore({ birth: 'an-earlier-room', update: updateOf('of the old board', 1), unsaved: 1 })
  const me = join(server, { localCopy: store.factory })
  await until(me.connection, isRefused)
  expect(me.connection.value).toEqual(deleted)
  // What they have is theirs to look at, and nothing of it has travelled.
  expect(me.shapes()).toEqual(['of the old board'])
  const other = join(server)
  await until(other.saveState, isSaved)
  expect(other.shapes()).toEqual(['of the new board'])
  await me.forgetCopy()
  expect(store.kept).toMatchObject({ birth: null, updates: [], isForgotten: true })
})

test('RM10 a copy that comes late to a session that has met another room stays out of it', async () => {
  const server = await startTestServer()
  await call(server, 'PUT', `/api/rooms/${board}/snapshot`, { body: updateOf('of the new board', 1) })
  const store = browserStore({ birth: 'an-earlier-room', update: updateOf('of the old board', 1) })
  const letGo = store.hold()
  const impatient: Clock = { ...systemClock, after: (ms, call) => systemClock.after(ms === 1_500 ? 0 : ms, call) }
  const me = join(server, { localCopy: store.factory, clock: impatient })
  await until(me.saveState, isSaved)
  letGo()
  await new Promise<void>((resolve) => me.onNotice(({ name }) => name === 'limit' && resolve()))
  expect(me.shapes()).toEqual(['of the new board'])
  expect(store.kept.updates).toHaveLength(1)
})

for (const by of ['owner', 'admin'] as const) {
  test(`RM9 a deletion by the ${by} is final for two tabs, a reload, a copy that was offline, and trying again`, async () => {
    const server = await startTestServer({ adminToken: 'the-token-of-an-admin' })
    const { room, ownerToken } = await server.access.createRoom({ title: '', access: 'edit' })
    const store = browserStore()
    const elsewhere = browserStore()
    const tabs = [join(server, { room, localCopy: store.factory }), join(server, { room })]
    await Promise.all(tabs.map((tab) => until(tab.connection, isLive)))
    draw(tabs[0].doc, 'secret')
    await until(tabs[0].saveState, isSaved)
    const visitor = join(server, { room, localCopy: elsewhere.factory })
    await until(visitor.saveState, isSaved)
    await visitor.close()
    // Drawn without a network, and never offered.
    elsewhere.kept.updates.push(updateOf('offline', 1))

    const [path, token] =
      by === 'owner' ? [`/api/rooms/${room}`, ownerToken] : [`/api/admin/rooms/${room}`, 'the-token-of-an-admin']
    await call(server, 'DELETE', path, { token })
    await Promise.all(tabs.map((tab) => until(tab.connection, isRefused)))
    const later = [
      join(server, { room, localCopy: store.factory }),
      join(server, { room, localCopy: elsewhere.factory }),
      join(server, { room, token: ownerToken }),
    ]
    tabs[1].reconnectNow()
    for (const session of [...tabs, ...later]) {
      await until(session.connection, isRefused)
      draw(session.doc, 'again')
      expect(session.connection.value).toEqual(deleted)
    }
    expect((await call(server, 'GET', `/api/rooms/${room}`)).body).toMatchObject({
      status: 404,
      reason: 'room-deleted',
    })
    expect(await server.storage.records.list(['room'])).toEqual([])
    await expect(server.storage.log.load(room)).rejects.toThrow('deleted')
  })
}
