/** Several processes that serve one room: what their peers see of one another, and what is kept whatever breaks. */
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { RoomId } from '../../../lib/base/ids.ts'
import { encodePresenceMessage, encodeStep1, encodeUpdate } from '../../../lib/protocol/codec.ts'
import type { Storage } from '../../../server/storage/storage.ts'
import { createRandom } from '../../lib/updates/random-doc.ts'
import { createProcesses, createWriter, readStoredDoc } from '../../support/server/many-rooms.ts'
import { createRoomPeer } from '../../support/server/room-peer.ts'
import { until } from '../../support/server/sync-server.ts'
import { shapesOf, updateOf } from '../../support/server/test-server.ts'

const board = 'board' as RoomId
const presence = (clientId: number, clock: number, name: string) =>
  encodePresenceMessage([{ clientId, clock, state: new TextEncoder().encode(JSON.stringify({ name })) }])
const shapes = (doc: Y.Doc) => doc.getMap('shapes').toJSON()

describe('PR11 two processes', () => {
  it('RM6 RM3 edits and cursors cross, and who joins either finds all of it', async () => {
    const { start, storage } = createProcesses()
    const [a, b] = [await start(), await start()]
    const [ada, bob] = [await createWriter(a.rooms, board), await createWriter(b.rooms, board)]
    ada.doc.getMap('shapes').set('a', 1)
    bob.doc.getMap('shapes').set('b', 2)
    ada.say(presence(7, 1, 'Ada'))
    bob.say(presence(8, 1, 'Bob'))
    await until(() => ada.doc.getMap('shapes').size === 2 && bob.doc.getMap('shapes').size === 2)
    await until(() => ada.others.has(8) && bob.others.has(7) && ada.stored === 1 && bob.stored === 1)
    const late = await createRoomPeer(b.rooms, board)
    late.say(encodeStep1(Uint8Array.of(0)))
    await until(() => late.doc.getMap('shapes').size === 2)
    expect([...late.others.keys()].sort()).toEqual([7, 8])
    expect(shapes(await readStoredDoc(storage, board))).toEqual({ a: 1, b: 2 })
  })

  it('RM4 who leaves one is gone at the other; how many are here counts both', async () => {
    const { start } = createProcesses()
    const [a, b] = [await start(), await start()]
    const [ada, bob] = [await createWriter(a.rooms, board), await createWriter(b.rooms, board)]
    ada.say(presence(7, 1, 'Ada'))
    await until(() => bob.others.has(7) && a.rooms.live(board)?.stats().peers === 2)
    expect(b.rooms.live(board)?.stats().peers).toBe(2)
    const third = await createRoomPeer(a.rooms, board)
    await until(() => bob.notices.some(({ name, peers }) => name === 'joined' && peers === 3))
    third.leave()
    ada.leave()
    await until(() => !bob.others.has(7) && b.rooms.live(board)?.stats().peers === 1)
  })

  it('ST13 what a process saves that the bus does not reach is seen at the others within beats, and theirs there', async () => {
    const { start, hub } = createProcesses()
    const [a, b, c] = [await start(), await start(), await start()]
    const [ada, bob, cem] = [
      await createWriter(a.rooms, board),
      await createWriter(b.rooms, board),
      await createWriter(c.rooms, board),
    ]
    bob.doc.getMap('shapes').set('before', 1)
    await until(() => [ada, cem].every(({ doc }) => doc.getMap('shapes').has('before')))
    hub.cutOne(0)
    // Again and again, not only once when it fell silent.
    for (const key of ['one', 'two', 'three']) {
      ada.doc.getMap('shapes').set(key, 1)
      await until(() => [bob, cem].every(({ doc }) => doc.getMap('shapes').has(key)))
    }
    bob.doc.getMap('shapes').set('from Bob', 1)
    await until(() => ada.doc.getMap('shapes').has('from Bob'))
    ada.say(presence(7, 1, 'Ada'))
    hub.restoreOne(0)
    await until(() => bob.others.has(7) && cem.others.has(7))
    expect(a.rooms.live(board)?.stats().peers).toBe(3)
  })

  it('PR22 a room that one process serves says nothing to the bus, and whoever comes has all of it', async () => {
    const { start, hub } = createProcesses()
    const [a, b] = [await start(), await start()]
    const ada = await createWriter(a.rooms, board)
    ada.say(presence(7, 1, 'Ada'))
    const quiet = hub.said
    for (let i = 0; i < 50; i++) ada.doc.getMap('shapes').set(`k${i}`, i)
    await until(() => ada.stored === 50)
    expect(hub.said - quiet).toBeLessThanOrEqual(1)
    ada.doc.getMap('shapes').set('under way', 1)
    const bob = await createWriter(b.rooms, board)
    bob.say(encodeStep1(Uint8Array.of(0)))
    await until(() => bob.doc.getMap('shapes').size === 51 && bob.others.has(7))
    ada.doc.getMap('shapes').set('together', 1)
    await until(() => bob.doc.getMap('shapes').has('together'))
  })

  it('a message that is lost on its way is found in storage', async () => {
    const { start, hub } = createProcesses()
    const [a, b] = [await start(), await start()]
    const [ada, bob] = [await createWriter(a.rooms, board), await createWriter(b.rooms, board)]
    ada.doc.getMap('shapes').set('first', 1)
    await until(() => bob.doc.getMap('shapes').has('first') && ada.stored === 1)
    hub.loseNext()
    ada.doc.getMap('shapes').set('lost', 1)
    await until(() => bob.doc.getMap('shapes').has('lost'))
    await until(() => b.rooms.live(board)?.stats().seq === a.rooms.live(board)?.stats().seq)
  })

  it('ST1 what a process relayed and never stored is called safe by nobody, until another one stores it', async () => {
    const { start, storage } = createProcesses()
    let letGo = (): void => {}
    const never = new Promise<number>((_, reject) => {
      letGo = () => reject(new Error('the process is gone'))
    })
    const stuck = (real: Storage): Storage => ({ ...real, log: { ...real.log, append: () => never } })
    const [a, b] = [await start({ through: stuck }), await start({ limits: { trustOthersMs: 300 } })]
    const [ada, bob] = [await createWriter(a.rooms, board), await createRoomPeer(b.rooms, board)]
    ada.doc.getMap('shapes').set('precious', 1)
    await until(() => bob.doc.getMap('shapes').has('precious'))
    // Ada comes back by the other process and offers what she has, which is known there by hearsay only.
    const again = await createRoomPeer(b.rooms, board)
    again.say(encodeUpdate(Y.encodeStateAsUpdate(ada.doc)))
    expect([again.stored, shapes(await readStoredDoc(storage, board))]).toEqual([0, {}])
    await until(() => again.stored === 1)
    expect(shapes(await readStoredDoc(storage, board))).toEqual({ precious: 1 })
    letGo()
  })

  it('ST1 what a process stored and had no time to tell is found when it is gone', async () => {
    const { start, storage } = createProcesses()
    const [a, b] = [await start(), await start()]
    const [ada, bob] = [await createWriter(a.rooms, board), await createWriter(b.rooms, board)]
    ada.doc.getMap('shapes').set('told', 1)
    await until(() => bob.doc.getMap('shapes').has('told') && ada.stored === 1)
    await storage.log.append(board, [updateOf('untold', 1)])
    await a.bus.close()
    await until(() => bob.doc.getMap('shapes').has('untold'))
  })

  it('ST2 what is acknowledged at one is in what the other answers, whatever the bus has carried by then', async () => {
    const { start, storage } = createProcesses()
    const a = await start()
    const ada = await createWriter(a.rooms, board)
    ada.doc.getMap('shapes').set('known', 1)
    await until(() => ada.stored === 1)
    await storage.log.append(board, [updateOf('acknowledged elsewhere', 1)])
    const read = await a.rooms.withRoom(board, (room) => room.snapshot())
    expect(Object.keys(read.ok ? shapesOf(read.value.bytes) : {}).sort()).toEqual(['acknowledged elsewhere', 'known'])
  })

  it('AC3 a room that is deleted at one is closed at the other, and nothing of it comes back', async () => {
    const { start, storage } = createProcesses()
    const [a, b] = [await start(), await start()]
    const [ada, bob] = [await createWriter(a.rooms, board), await createWriter(b.rooms, board)]
    ada.doc.getMap('shapes').set('a', 1)
    await until(() => bob.doc.getMap('shapes').size === 1 && ada.stored === 1)
    await a.rooms.delete(board)
    await until(() => bob.closes.length > 0)
    expect([ada.closes, bob.closes]).toEqual([[4410], [4410]])
    expect(await storage.log.isDeleted(board)).toBe(true)
    expect([a.rooms.liveCount, b.rooms.liveCount]).toEqual([0, 0])
  })

  it('RM9 a process that heard nothing of a deletion stores nothing more: its writers are closed with 4410', async () => {
    const { start, hub, storage } = createProcesses()
    const [a, b] = [await start(), await start()]
    const [ada, bob] = [await createWriter(a.rooms, board), await createWriter(b.rooms, board)]
    ada.doc.getMap('shapes').set('a', 1)
    await until(() => bob.doc.getMap('shapes').size === 1 && ada.stored === 1)
    hub.cut()
    // By another process than either, or an operator's tool: nobody is told at all.
    await storage.log.delete(board)
    bob.doc.getMap('shapes').set('b', 1)
    await until(() => bob.closes.length > 0)
    await until(() => ada.closes.length > 0)
    expect([ada.closes, bob.closes, ada.stored, bob.stored]).toEqual([[4410], [4410], 1, 0])
    hub.restore()
    const again = await b.rooms.withRoom(board, (room) => room.merge(updateOf('new', 1)), { create: true })
    expect(again).toMatchObject({ ok: false, error: { code: 'room-deleted' } })
    expect(await storage.log.isDeleted(board)).toBe(true)
  })

  it('AC3 a deletion that the bus did not carry is noticed when the log is reread', async () => {
    const { start, hub, storage } = createProcesses()
    const [a, b] = [await start(), await start()]
    const [ada, bob] = [await createWriter(a.rooms, board), await createWriter(b.rooms, board)]
    ada.doc.getMap('shapes').set('a', 1)
    await until(() => bob.doc.getMap('shapes').size === 1 && ada.stored === 1)
    hub.cut()
    await a.rooms.delete(board)
    await until(() => bob.closes.length > 0)
    expect(await storage.log.isDeleted(board)).toBe(true)
  })

  it('RM9 who asks a process that missed a deletion is told of it, and nothing of the old room comes back', async () => {
    const { start, hub, storage } = createProcesses()
    const [a, b] = [await start(), await start()]
    const bob = await createWriter(b.rooms, board)
    bob.doc.getMap('shapes').set('old', 1)
    await until(() => bob.stored === 1)
    hub.cut()
    await a.rooms.delete(board)
    const merged = await b.rooms.withRoom(board, (room) => room.merge(updateOf('new', 1)), { create: true })
    expect(merged).toMatchObject({ ok: false, error: { code: 'room-deleted' } })
    expect([bob.closes, await storage.log.isDeleted(board)]).toEqual([[4410], true])
  })

  it('while the bus is down both work on, and see one another by storage', async () => {
    const { start, hub } = createProcesses()
    const [a, b] = [await start(), await start()]
    const [ada, bob] = [await createWriter(a.rooms, board), await createWriter(b.rooms, board)]
    hub.cut()
    ada.doc.getMap('shapes').set('a', 1)
    bob.doc.getMap('shapes').set('b', 1)
    await until(() => ada.stored === 1 && bob.stored === 1)
    await until(() => ada.doc.getMap('shapes').size === 2 && bob.doc.getMap('shapes').size === 2)
    ada.say(presence(7, 1, 'Ada'))
    hub.restore()
    await until(() => bob.others.has(7))
  })
})

const SEEDS = [1, 2, 3, 4, 5, 6]
const STEPS = 120
const ALIKE_WITHIN_MS = 10_000

it.each(SEEDS)(
  'ST1 ST6 DC3 three processes that compact at once over a bus that breaks end up alike (seed %i)',
  async (seed) => {
    const random = createRandom(seed)
    const { start, hub, storage } = createProcesses()
    const limits = { compactAfterUpdates: 4, commitEveryMs: 1, tickMs: 1 }
    const flaky = (real: Storage): Storage => ({
      ...real,
      log: {
        ...real.log,
        // Some writes fail, and of those some were made: nobody can know.
        async append(room, updates) {
          const luck = random()
          if (luck < 0.05) throw new Error('refused')
          const seq = await real.log.append(room, updates)
          if (luck < 0.1) throw new Error('cut in the middle')
          return seq
        },
      },
    })
    const processes = [
      await start({ limits, through: flaky }),
      await start({ limits, through: flaky }),
      await start({ limits }),
    ]
    const writers = await Promise.all(processes.map(({ rooms }) => createWriter(rooms, board)))
    for (let step = 0; step < STEPS; step++) {
      const { doc } = writers[Math.floor(random() * writers.length)]
      const luck = random()
      if (luck < 0.05) hub.loseNext()
      else if (luck < 0.08) hub.cut()
      else if (luck < 0.16) hub.restore()
      else if (luck < 0.3) doc.getMap('shapes').delete(`k${Math.floor(random() * 20)}`)
      else doc.getMap('shapes').set(`k${Math.floor(random() * 20)}`, `${step}`)
      if (random() < 0.5) await new Promise((resolve) => setImmediate(resolve))
    }
    hub.restore()
    const textOf = (doc: Y.Doc): string => JSON.stringify(Object.entries(shapes(doc)).sort())
    const all = new Set(['unlike', 'at first'])
    const giveUpAt = performance.now() + ALIKE_WITHIN_MS
    while (all.size > 1 && performance.now() < giveUpAt) {
      const kept = await readStoredDoc(storage, board)
      all.clear()
      for (const doc of [kept, ...writers.map((writer) => writer.doc)]) all.add(textOf(doc))
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(all.size).toBe(1)
    expect(writers.flatMap(({ failures }) => failures)).toEqual([])
    expect((await storage.log.load(board))?.snapshot).not.toBe(null)
  },
)
