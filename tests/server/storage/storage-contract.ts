/** What every storage must do; each adapter's test calls it with a way to open a fresh one. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RoomId } from '../../../lib/base/ids.ts'
import { RoomDeleted, type Storage } from '../../../server/storage/storage.ts'
import { describeLongValues } from './long-values-contract.ts'

const room = 'room' as RoomId
const bytes = (...values: number[]) => new Uint8Array(values)
const plain = (value: Uint8Array | null | undefined) => (value ? [...value] : value)

export interface OpenStorage {
  readonly storage: Storage
  /** Closes and opens the same data again. */
  readonly reopen: () => Promise<Storage>
  readonly dispose: () => Promise<void>
}
/** Where nothing outlives the process, there is nothing to open again. */
export type OpenVanishingStorage = Omit<OpenStorage, 'reopen'>

/** The claims that hold for every storage. */
export function describeStorage(name: string, open: () => Promise<OpenVanishingStorage>): void {
  describeLongValues(name, open)
  describe(`ST7 ${name}`, () => {
    let opened: OpenVanishingStorage
    let storage: Storage
    beforeEach(async () => {
      opened = await open()
      storage = opened.storage
    })
    afterEach(() => opened.dispose())

    const read = async (id: RoomId = room) => {
      const stored = await storage.log.load(id)
      if (!stored) return null
      const updates = stored.updates.map((update) => [update.seq, ...update.bytes])
      return { snapshot: plain(stored.snapshot), snapshotSeq: stored.snapshotSeq, updates }
    }

    it('a room that was never written is null', async () => {
      expect(await read()).toBe(null)
      await storage.check()
    })

    it('appends are numbered from 1 and read in order', async () => {
      expect(await storage.log.append(room, [bytes(1), bytes(2)])).toBe(2)
      expect(await storage.log.append(room, [bytes(3)])).toBe(3)
      expect(await read()).toEqual({
        snapshot: null,
        snapshotSeq: 0,
        updates: [
          [1, 1],
          [2, 2],
          [3, 3],
        ],
      })
    })

    it('appends of one turn keep their order and their numbers', async () => {
      const seqs = await Promise.all(Array.from({ length: 50 }, (_, i) => storage.log.append(room, [bytes(i)])))
      expect(seqs).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
      expect((await read())?.updates.map(([, value]) => value)).toEqual(Array.from({ length: 50 }, (_, i) => i))
    })

    it('ST6 compaction swaps the snapshot and keeps what came later', async () => {
      await storage.log.append(room, [bytes(1), bytes(2), bytes(3)])
      const appending = storage.log.append(room, [bytes(4)])
      await storage.log.compact(room, bytes(9, 9), 2)
      await appending
      expect(await read()).toEqual({
        snapshot: [9, 9],
        snapshotSeq: 2,
        updates: [
          [3, 3],
          [4, 4],
        ],
      })
      await storage.log.compact(room, bytes(8), 4)
      expect(await storage.log.append(room, [bytes(5)])).toBe(5)
      expect(await read()).toEqual({ snapshot: [8], snapshotSeq: 4, updates: [[5, 5]] })
    })

    it('ST6 of two compactions the one that knows more stays, whichever comes last', async () => {
      await storage.log.append(room, [bytes(1), bytes(2), bytes(3)])
      await storage.log.compact(room, bytes(9), 3)
      await storage.log.compact(room, bytes(8), 2)
      await storage.log.compact(room, bytes(7), 3)
      expect(await read()).toEqual({ snapshot: [9], snapshotSeq: 3, updates: [] })
    })

    it('a room is read from a place on, without what is known already', async () => {
      await storage.log.append(room, [bytes(1), bytes(2), bytes(3)])
      const seqsAfter = async (after: number) => (await storage.log.load(room, after))?.updates.map(({ seq }) => seq)
      expect([await seqsAfter(0), await seqsAfter(2), await seqsAfter(3)]).toEqual([[1, 2, 3], [3], []])
      await storage.log.compact(room, bytes(9), 2)
      expect(plain((await storage.log.load(room, 1))?.snapshot)).toEqual([9])
      expect([(await storage.log.load(room, 2))?.snapshot, await seqsAfter(2)]).toEqual([null, [3]])
    })

    it('deleting a room forgets it and touches no other', async () => {
      const other = 'room2' as RoomId
      await storage.log.append(room, [bytes(1)])
      await storage.log.append(other, [bytes(2)])
      await storage.log.delete(room)
      await expect(read()).rejects.toThrow(RoomDeleted)
      expect((await read(other))?.updates).toEqual([[1, 2]])
      expect([await storage.log.isDeleted(room), await storage.log.isDeleted(other)]).toEqual([true, false])
    })

    it('RM9 after a deletion nothing of the room is taken, by no route', async () => {
      const { log, records } = storage
      await log.append(room, [bytes(1), bytes(2)])
      const facts = [
        { key: ['room', room, 'meta'], value: bytes(1) },
        { key: ['room', room, 'chat', 'x'], value: bytes(1) },
        { key: ['rooms', room], value: bytes(1) },
      ]
      const strangers = [
        { key: ['room', 'room2', 'meta'], value: bytes(1) },
        { key: ['server', 'secret'], value: bytes(1) },
      ]
      await records.write([...facts, ...strangers])
      await log.delete(room)
      expect((await records.list([])).map(({ key }) => key)).toEqual(strangers.map(({ key }) => key))
      const refused = [
        log.append(room, [bytes(3)]),
        log.append(room, [bytes(3), bytes(4)]),
        log.load(room, 2),
        ...facts.map((fact) => records.write([fact])),
        ...facts.map(({ key, value }) => records.swap(key, null, value)),
        records.swap(facts[0].key, bytes(1), bytes(2)),
        records.write([{ key: ['k'], value: bytes(1) }, facts[1]]),
      ]
      for (const outcome of await Promise.allSettled(refused)) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(RoomDeleted) })
      }
      await log.compact(room, bytes(9), 2)
      await records.write([{ key: facts[0].key, value: null }])
      await log.delete(room)
      await expect(log.load(room)).rejects.toThrow(RoomDeleted)
      expect((await records.list([])).map(({ key }) => key)).toEqual(strangers.map(({ key }) => key))
    })

    it('RM9 a room that was never written can be deleted, and stays so', async () => {
      await storage.log.delete(room)
      await expect(storage.log.append(room, [bytes(1)])).rejects.toThrow(RoomDeleted)
    })

    it('RM9 of appends and a deletion at once, what is not refused is gone too, and others of the turn are stored', async () => {
      const other = 'room2' as RoomId
      const appends = Array.from({ length: 40 }, (_, i) => storage.log.append(room, [bytes(i), bytes(i)]))
      const deleting = storage.log.delete(room)
      const later = Array.from({ length: 40 }, (_, i) => storage.log.append(room, [bytes(i)]))
      const kept = Array.from({ length: 40 }, (_, i) => storage.log.append(other, [bytes(i)]))
      await Promise.allSettled([...appends, deleting, ...later])
      expect(await Promise.all(kept)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1))
      await deleting
      await expect(storage.log.load(room)).rejects.toThrow(RoomDeleted)
      await expect(storage.log.append(room, [bytes(1)])).rejects.toThrow(RoomDeleted)
    })

    it('large updates and caller-owned buffers are copied', async () => {
      const buffer = new Uint8Array(300_000).fill(5)
      const appending = storage.log.append(room, [buffer])
      await appending
      buffer.fill(6)
      const stored = await storage.log.load(room)
      expect([stored?.updates[0].bytes.length, stored?.updates[0].bytes[1000]]).toEqual([300_000, 5])
    })

    it('records are written all together, read, and deleted', async () => {
      await storage.records.write([
        { key: ['room', 'a', 'meta'], value: bytes(1) },
        { key: ['room', 'a', 'link', 'x'], value: bytes() },
      ])
      expect(plain(await storage.records.get(['room', 'a', 'meta']))).toEqual([1])
      expect(plain(await storage.records.get(['room', 'a', 'link', 'x']))).toEqual([])
      await storage.records.write([{ key: ['room', 'a', 'meta'], value: null }])
      expect(await storage.records.get(['room', 'a', 'meta'])).toBe(null)
    })

    it('a record is swapped only when it is what was expected', async () => {
      const key = ['room', 'a', 'meta']
      expect(await storage.records.swap(key, bytes(1), bytes(2))).toBe(false)
      const firsts = [1, 2, 3].map((value) => storage.records.swap(key, null, bytes(value)))
      expect((await Promise.all(firsts)).filter(Boolean)).toHaveLength(1)
      const [winner] = (await storage.records.get(key)) as Uint8Array
      expect(await storage.records.swap(key, bytes(winner), bytes(7))).toBe(true)
      expect(await storage.records.swap(key, bytes(winner), bytes(8))).toBe(false)
      expect(plain(await storage.records.get(key))).toEqual([7])
    })

    it('removing goes by prefix and takes no other', async () => {
      const keys = [
        ['room', 'a'],
        ['room', 'a', 'meta'],
        ['room', 'a', 'link', 'x'],
        ['room', 'ab'],
        ['rooms', 'a'],
      ]
      await storage.records.write(keys.map((key) => ({ key, value: bytes(1) })))
      await storage.records.remove(['room', 'a'])
      expect((await storage.records.list([])).map(({ key }) => key)).toEqual([
        ['room', 'ab'],
        ['rooms', 'a'],
      ])
    })

    it('lists go by prefix, in key order, with limit, reverse and after', async () => {
      const names = ['b', 'a', 'c', 'ab']
      await storage.records.write([
        ...names.map((name) => ({ key: ['room', name, 'meta'], value: bytes(name.length) })),
        { key: ['rooms', 'z'], value: bytes(0) },
      ])
      const list = async (...args: Parameters<Storage['records']['list']>) =>
        (await storage.records.list(...args)).map(({ key }) => key[1])
      expect(await list(['room'])).toEqual(['a', 'ab', 'b', 'c'])
      expect(await list(['room', 'a'])).toEqual(['a'])
      expect(await list(['room'], { limit: 2 })).toEqual(['a', 'ab'])
      expect(await list(['room'], { after: ['room', 'ab', 'meta'] })).toEqual(['b', 'c'])
      expect(await list(['room'], { reverse: true, limit: 1 })).toEqual(['c'])
      expect(await list(['room'], { reverse: true, after: ['room', 'b', 'meta'] })).toEqual(['ab', 'a'])
    })

    it('after close, everything is refused', async () => {
      await storage.close()
      await expect(storage.log.append(room, [bytes(1)])).rejects.toThrow()
      await expect(storage.check()).rejects.toThrow()
    })
  })
}

/** The claims that hold for a storage that outlives its process, beside the others. */
export function describeLastingStorage(name: string, open: () => Promise<OpenStorage>): void {
  describeStorage(name, open)

  it(`ST7 ${name} what was written is there after a restart`, async () => {
    const { storage, reopen, dispose } = await open()
    await storage.log.append(room, [bytes(1), bytes(2)])
    await storage.log.compact(room, bytes(7), 2)
    await storage.records.write([{ key: ['k'], value: bytes(3) }])
    const again = await reopen()
    const stored = await again.log.load(room)
    expect([plain(stored?.snapshot), stored?.snapshotSeq, stored?.updates]).toEqual([[7], 2, []])
    expect(await again.log.append(room, [bytes(4)])).toBe(3)
    expect(plain(await again.records.get(['k']))).toEqual([3])
    await dispose()
  })

  it(`RM9 ${name} a deletion outlives a restart`, async () => {
    const { storage, reopen, dispose } = await open()
    await storage.log.append(room, [bytes(1)])
    await storage.log.delete(room)
    const again = await reopen()
    await expect(again.log.append(room, [bytes(1)])).rejects.toThrow(RoomDeleted)
    expect(await again.log.isDeleted(room)).toBe(true)
    await dispose()
  })
}
