import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { systemClock } from '../../../lib/base/clock.ts'
import type { RoomId } from '../../../lib/base/ids.ts'
import { closeCodes } from '../../../lib/protocol/close.ts'
import { createWorkerCompactor } from '../../../server/jobs/worker-compactor.ts'
import { createMemoryStorage } from '../../../server/storage/memory.ts'
import type { Storage } from '../../../server/storage/storage.ts'
import { createRandom, editAtRandom } from '../../lib/updates/random-doc.ts'
import { FakeClock } from '../../support/editor/fake-clock.ts'
import { type BuiltChild, buildChild } from '../../support/server/child-process.ts'
import { connect } from '../../support/server/raw-client.ts'
import {
  grantOf,
  type SyncServer,
  type SyncServerOptions,
  startSyncServer,
  until,
} from '../../support/server/sync-server.ts'

const board = 'board' as RoomId
let server: SyncServer
const start = async (options: SyncServerOptions = {}) => {
  server = await startSyncServer(options)
}
const join = (options: Parameters<typeof connect>[1] = { inkroom: true }) => connect(`${server.url}/board`, options)
afterEach(() => server.close())

function drawer(client: { sayUpdate(update: Uint8Array): void }) {
  const doc = new Y.Doc()
  doc.on('update', (update: Uint8Array) => client.sayUpdate(update))
  return doc
}

async function storedBoard(storage: Storage): Promise<Record<string, unknown>> {
  const room = await storage.log.load(board)
  const doc = new Y.Doc()
  if (room?.snapshot) Y.applyUpdate(doc, room.snapshot)
  for (const { bytes } of room?.updates ?? []) Y.applyUpdate(doc, bytes)
  return doc.getMap('shapes').toJSON()
}

/** A memory storage whose appends wait for, or fail at, the test's word. */
function moodyStorage() {
  const storage = createMemoryStorage()
  const mood = { isFailing: false, gate: null as Promise<void> | null }
  return {
    mood,
    storage: {
      ...storage,
      log: {
        ...storage.log,
        async append(room: RoomId, updates: readonly Uint8Array[]) {
          await mood.gate
          if (mood.isFailing) throw new Error('disk full')
          return storage.log.append(room, updates)
        },
      },
    } satisfies Storage,
  }
}

describe('saving', () => {
  it('ST2 an update is relayed at once and acknowledged only when it is stored', async () => {
    const { storage, mood } = moodyStorage()
    let open = () => {}
    mood.gate = new Promise((resolve) => {
      open = resolve
    })
    await start({ storage })
    const [a, b] = [await join(), await join()]
    drawer(a).getMap('shapes').set('one', 1)
    await until(() => b.doc.getMap('shapes').has('one'))
    expect([a.stored, await storedBoard(storage)]).toEqual([0, {}])
    open()
    await until(() => a.stored === 1)
    expect(await storedBoard(storage)).toEqual({ one: 1 })
  })

  it('ST1 when storage fails the author is sent away to come back, and nothing is lost when it works again', async () => {
    const { storage, mood } = moodyStorage()
    mood.isFailing = true
    await start({ storage })
    const [a, b] = [await join(), await join()]
    const doc = drawer(a)
    doc.getMap('shapes').set('one', 1)
    expect(await a.closed).toMatchObject({ code: 4500 })
    mood.isFailing = false
    const again = await join()
    again.sayUpdate(Y.encodeStateAsUpdate(doc))
    await until(() => again.stored === 1)
    expect(await storedBoard(storage)).toEqual({ one: 1 })
    expect(b.socket.readyState).toBe(b.socket.OPEN)
  })

  it('RM3 an up-to-date client that comes back gets no board and writes nothing', async () => {
    await start()
    const [a, other] = [await join(), await join()]
    const doc = drawer(a)
    const random = createRandom(5)
    for (let i = 0; i < 300; i++) editAtRandom(doc, random)
    await until(() => a.stored === 300)
    // Stored is not yet told: what a tick still holds goes to everyone who is there, whatever they know.
    const clockOf = (board: Y.Doc) => Y.decodeStateVector(Y.encodeStateVector(board)).get(doc.clientID)
    await until(() => clockOf(other.doc) === clockOf(doc))
    const { seq } = server.rooms.live(board)?.stats() ?? {}
    const again = await join({ inkroom: true, silent: true })
    again.say(Uint8Array.from([0, 0, ...lengthPrefixed(Y.encodeStateVector(doc))]))
    again.sayUpdate(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc)))
    await until(() => again.stored === 1)
    const bytes = again.heard.reduce((sum, heard) => sum + (heard.type === 'sync' ? heard.body.length : 0), 0)
    expect(bytes).toBeLessThan(Y.encodeStateAsUpdate(doc).length / 5)
    expect(server.rooms.live(board)?.stats().seq).toBe(seq)
  })

  it('PR10 a bomb of deletions, of nesting or of authors is refused and not stored', async () => {
    await start()
    const bombs = [
      [0, 1, 1, 255, 255, 255, 127],
      [1, 1, 5, 0, 0, 255, 255, 255, 255, 255, 255, 127, 0],
      [255, 255, 255, 127, 1, 1, 0],
    ]
    for (const bomb of bombs) {
      const client = await join()
      client.sayUpdate(Uint8Array.from(bomb))
      expect((await client.closed).code).toBe(4400)
    }
    expect(await server.storage.log.load(board)).toBe(null)
  })
})

const lengthPrefixed = (bytes: Uint8Array): number[] =>
  bytes.length < 128 ? [bytes.length, ...bytes] : [(bytes.length & 127) | 128, bytes.length >> 7, ...bytes]

const owner = { room: 'board', address: '' }
describe('compaction and unloading', () => {
  let child: BuiltChild
  beforeAll(async () => {
    child = await buildChild()
  })
  afterAll(() => child.remove())

  it('ST6 the worker compacts while updates keep coming, and nobody sees a difference', async () => {
    const compactor = createWorkerCompactor({ url: child.workerUrl, clock: systemClock })
    await start({ compactor, roomLimits: { compactAfterUpdates: 5 }, socketLimits: { maxMessagesPerSecond: 1e6 } })
    const a = await join()
    const doc = drawer(a)
    const random = createRandom(9)
    for (let i = 0; i < 400; i++) {
      editAtRandom(doc, random)
      if (i % 10 === 0) await until(() => a.stored >= i - 20)
    }
    await until(() => a.stored === 400)
    await until(() => (server.rooms.live(board) as unknown as { log: { tailLength: number } }).log.tailLength < 5)
    const stored = await server.storage.log.load(board)
    expect(stored?.snapshot).not.toBe(null)
    expect(await storedBoard(server.storage)).toEqual(doc.getMap('shapes').toJSON())
    const late = await join()
    await until(() => late.doc.getMap('shapes').size === doc.getMap('shapes').size)
    expect(late.doc.getMap('shapes').toJSON()).toEqual(doc.getMap('shapes').toJSON())
    await compactor.close()
  })

  it('ST6 updates that contradict one another fail the job, not the worker', async () => {
    await start()
    const compactor = createWorkerCompactor({ url: child.workerUrl, clock: systemClock })
    await expect(compactor.compact(null, [new Uint8Array([9, 9])], owner)).rejects.toThrow()
    const doc = new Y.Doc()
    doc.getMap('shapes').set('one', 1)
    expect((await compactor.compact(null, [Y.encodeStateAsUpdate(doc)], owner)).bytes).toEqual(
      Y.encodeStateAsUpdate(doc),
    )
    await compactor.close()
  })

  it('ST6 a worker that has rested is ended, and another does the next job', async () => {
    const clock = new FakeClock()
    const compactor = createWorkerCompactor({ url: child.workerUrl, clock })
    const doc = new Y.Doc()
    doc.getMap('shapes').set('one', 1)
    const update = Y.encodeStateAsUpdate(doc)
    for (let round = 0; round < 3; round++) {
      expect((await compactor.compact(null, [update], owner)).bytes).toEqual(update)
      expect(clock.pending).toBe(1)
      const running = round === 1 ? compactor.compact(null, [update], owner) : null
      expect(clock.pending).toBe(1)
      await running
      clock.advance(10_000)
      expect(clock.pending).toBe(0)
    }
    await compactor.close()
  })

  it('RM4 a room that everybody left is compacted and unloaded, and opens again as it was', async () => {
    const clock = new FakeClock()
    await start({ clock, roomLimits: { compactOnUnload: 2, unloadAfterMs: 1000 }, heartbeatMs: 1e6 })
    const a = await join()
    const doc = drawer(a)
    for (let i = 0; i < 5; i++) {
      doc.getMap('shapes').set(`k${i}`, i)
      await until(() => a.stored === i + 1, 'stored', clock)
    }
    a.socket.close()
    await until(() => server.connections.count === 0)
    clock.advance(1000)
    await until(() => server.rooms.liveCount === 0)
    expect((await server.storage.log.load(board))?.updates).toEqual([])
    const late = await join()
    await until(() => late.doc.getMap('shapes').size === 5, 'all there', clock)
  })
})

describe('what http asks of rooms', () => {
  it('RM6 a merged update reaches the live peers and is durable when it is answered', async () => {
    await start()
    const a = await join()
    const doc = new Y.Doc()
    doc.getMap('shapes').set('imported', 1)
    const merged = await server.rooms.withRoom(board, (room) => room.merge(Y.encodeStateAsUpdate(doc)), {
      create: true,
    })
    expect(merged).toEqual({ ok: true, value: { ok: true, value: 1 } })
    expect(await storedBoard(server.storage)).toEqual({ imported: 1 })
    await until(() => a.doc.getMap('shapes').has('imported'))
    const bad = await server.rooms.withRoom(board, (room) => room.merge(new Uint8Array([7])))
    expect(bad).toMatchObject({ ok: true, value: { ok: false, error: { code: 'malformed-update' } } })
  })

  it('a restore brings the earlier board back for everyone, as one more update', async () => {
    await start()
    const a = await join()
    // Not the author: nobody gets an echo of its own updates.
    const b = await join()
    const doc = drawer(a)
    doc.getMap('shapes').set('one', 1)
    await until(() => a.stored === 1)
    const before = await server.rooms.withRoom(board, (room) => room.snapshot())
    doc.getMap('shapes').set('two', 2)
    doc.getMap('shapes').delete('one')
    await until(() => a.stored === 3)
    if (!before.ok) throw new Error('no room')
    await server.rooms.withRoom(board, (room) => room.restore(before.value.bytes))
    await until(() => b.doc.getMap('shapes').has('one') && !b.doc.getMap('shapes').has('two'))
    expect(await storedBoard(server.storage)).toEqual({ one: 1 })
  })

  it('RM5 a new grant is told at once, and no grant closes', async () => {
    await start()
    const [a, b] = [await join(), await join({})]
    await until(() => a.heard.some(({ type }) => type === 'role'))
    server.rooms.regrant(board, (grant) => ({ ...grant, role: 'viewer' }), closeCodes.gone)
    await until(() => a.heard.filter(({ type }) => type === 'role').length === 2)
    expect(a.heard.findLast(({ type }) => type === 'role')).toMatchObject({ body: { role: 'viewer' } })
    drawer(a).getMap('shapes').set('refused', 1)
    await until(() => a.heard.some(({ type }) => type === 'denied'))
    expect(server.rooms.live(board)?.stats().seq).toBe(0)
    server.rooms.regrant(board, () => null, closeCodes.gone)
    expect([(await a.closed).code, (await b.closed).code]).toEqual([4410, 4410])
  })

  it('RM9 a deleted room closes its peers with 4410 and is not opened again', async () => {
    await start()
    const a = await join()
    drawer(a).getMap('shapes').set('one', 1)
    await until(() => a.stored === 1)
    await server.rooms.delete(board)
    expect((await a.closed).code).toBe(4410)
    expect(await server.rooms.exists(board)).toBe(false)
    const missing = await server.rooms.withRoom(board, async () => 'opened')
    expect(missing).toMatchObject({ ok: false, error: { code: 'room-deleted' } })
    expect(await (await join()).closed).toMatchObject({ code: 4410, reason: 'room-deleted' })
  })

  it('AC2 a grant that ends by its date is closed with 4401 at that moment, not at the next beat', async () => {
    const clock = new FakeClock()
    const expiresAt = clock.now() + 7000
    await start({
      clock,
      heartbeatMs: 1e6,
      authorise: async (room) => ({ ok: true, value: { ...grantOf(room, 'editor'), expiresAt } }),
    })
    const a = await join()
    await until(() => a.heard.length > 0, 'joined', clock)
    clock.advance(expiresAt - clock.now() - 1)
    expect(server.rooms.live(board)?.stats().peers).toBe(1)
    clock.advance(1)
    expect(server.rooms.live(board)?.stats().peers).toBe(0)
    expect((await a.closed).code).toBe(4401)
  })

  it('AC2 a grant that ends in many years ends no sooner', async () => {
    const YEAR_MS = 365 * 24 * 3600 * 1000
    const expiresAt = Date.now() + 100 * YEAR_MS
    await start({ authorise: async (room) => ({ ok: true, value: { ...grantOf(room, 'editor'), expiresAt } }) })
    const a = await join()
    drawer(a).getMap('shapes').set('one', 1)
    await until(() => a.stored === 1)
    expect(a.socket.readyState).toBe(a.socket.OPEN)
  })
})
