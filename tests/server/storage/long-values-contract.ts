/** What every storage does with values that are longer than an adapter may keep, read or send in one go. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RoomId } from '../../../lib/base/ids.ts'
import { RoomDeleted, type Storage } from '../../../server/storage/storage.ts'
import type { OpenVanishingStorage } from './storage-contract.ts'

const room = 'room' as RoomId
const bytes = (...values: number[]) => new Uint8Array(values)

export function describeLongValues(name: string, open: () => Promise<OpenVanishingStorage>): void {
  describe(`ST7 ${name}`, () => {
    let opened: OpenVanishingStorage
    let storage: Storage
    beforeEach(async () => {
      opened = await open()
      storage = opened.storage
    })
    afterEach(() => opened.dispose())

    const long = (length: number, seed: number) => Uint8Array.from({ length }, (_, i) => (i * seed + (i >> 10)) & 255)
    const LONG = [512 * 1024, 512 * 1024 + 1, 1_500_000]

    it('long updates are stored whole and keep their places among short ones', async () => {
      const longs = LONG.map((length, i) => long(length, i + 3))
      await storage.log.append(room, [bytes(1), longs[0], longs[1], bytes(2)])
      await storage.log.append(room, [longs[2]])
      const stored = await storage.log.load(room)
      const expected = [bytes(1), longs[0], longs[1], bytes(2), longs[2]]
      expect(stored?.updates.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
      expect(stored?.updates.map(({ bytes }, i) => Buffer.compare(bytes, expected[i]))).toEqual([0, 0, 0, 0, 0])
      expect((await storage.log.load(room, 4))?.updates).toHaveLength(1)
    })

    it('short and long updates that are appended at once keep their order, and other rooms theirs', async () => {
      const other = 'room2' as RoomId
      const sizes = [1, 600_000, 2, 700_000, 700_000, 3]
      const appends = sizes.flatMap((size, i) => [
        storage.log.append(room, [bytes(i), long(size, i + 2)]),
        storage.log.append(other, [bytes(i)]),
      ])
      const last = await Promise.all(appends)
      expect(last.filter((_, i) => i % 2 === 0)).toEqual([2, 4, 6, 8, 10, 12])
      expect(last.filter((_, i) => i % 2 === 1)).toEqual([1, 2, 3, 4, 5, 6])
      const stored = (await storage.log.load(room))?.updates ?? []
      expect(stored.map(({ bytes }) => bytes.length)).toEqual(sizes.flatMap((size) => [1, size]))
      sizes.forEach((size, i) => {
        expect(stored[2 * i].bytes[0]).toBe(i)
        expect(Buffer.compare(stored[2 * i + 1].bytes, long(size, i + 2))).toBe(0)
      })
    })

    it('ST6 long snapshots follow one another, also at once, shorter ones and longer ones', async () => {
      await storage.log.append(room, [bytes(1), long(1_200_000, 5), bytes(3), bytes(4), bytes(5)])
      const snapshotIs = async (wanted: Uint8Array, seq: number) => {
        const stored = await storage.log.load(room)
        expect([stored?.snapshotSeq, Buffer.compare(stored?.snapshot ?? bytes(), wanted)]).toEqual([seq, 0])
      }
      await storage.log.compact(room, long(1_500_000, 7), 2)
      await snapshotIs(long(1_500_000, 7), 2)
      await Promise.all([
        storage.log.compact(room, long(2_000_000, 9), 3),
        storage.log.compact(room, long(900_000, 11), 4),
        storage.log.compact(room, long(700_000, 13), 3),
      ])
      await snapshotIs(long(900_000, 11), 4)
      await storage.log.compact(room, bytes(6, 7), 5)
      await snapshotIs(bytes(6, 7), 5)
      expect((await storage.log.load(room))?.updates).toEqual([])
    })

    it('RM9 long updates, snapshots and records go with their room', async () => {
      const before = (await storage.usage()).usedBytes
      await storage.log.append(room, [long(2_000_000, 3)])
      await storage.log.compact(room, long(1_900_000, 5), 1)
      await storage.log.append(room, [long(1_800_000, 7)])
      await storage.records.write([{ key: ['room', room, 'asset', 'a'], value: long(1_700_000, 9) }])
      await storage.log.delete(room)
      await expect(storage.log.load(room)).rejects.toThrow(RoomDeleted)
      expect(await storage.records.get(['room', room, 'asset', 'a'])).toBe(null)
      const dead = { key: ['room', room, 'asset', 'b'], value: long(600_000, 3) }
      const alive = { key: ['room', 'alive', 'asset', 'b'], value: long(600_000, 3) }
      await expect(storage.records.write([alive, dead])).rejects.toThrow(RoomDeleted)
      await expect(storage.records.write([dead, alive])).rejects.toThrow(RoomDeleted)
      expect(await storage.records.list([])).toEqual([])
      expect((await storage.usage()).usedBytes - before).toBeLessThan(400_000)
    })

    it('the size of a record is known without reading it, short, long or empty', async () => {
      const { records } = storage
      const sizes = [0, 1, ...LONG]
      const keyOf = (size: number) => ['room', 'a', `size ${size}`]
      await records.write(sizes.map((size) => ({ key: keyOf(size), value: long(size, 3) })))
      expect(await Promise.all(sizes.map((size) => records.size(keyOf(size))))).toEqual(sizes)
      expect(await records.size(['room', 'a', 'none'])).toBe(null)
      await records.write([{ key: keyOf(LONG[1]), value: bytes(7) }])
      expect(await records.size(keyOf(LONG[1]))).toBe(1)
    })

    it('long records are replaced, listed, and deleted by key and by prefix', async () => {
      const [a, b] = [
        ['room', 'a', 'asset', 'x'],
        ['room', 'a', 'asset', 'xy'],
      ]
      const { records } = storage
      const readsAs = async (key: readonly string[], wanted: Uint8Array | null) => {
        const stored = await records.get(key)
        expect(stored && wanted ? Buffer.compare(stored, wanted) : [stored, wanted]).toEqual(wanted ? 0 : [null, null])
      }
      for (const value of [long(1_500_000, 3), long(600_000, 5), bytes(1), bytes(), long(1_100_000, 7)]) {
        await records.write([
          { key: a, value },
          { key: b, value: long(700_000, 9) },
        ])
        await readsAs(a, value)
        await readsAs(b, long(700_000, 9))
      }
      const lengths = (await records.list(['room', 'a'])).map(({ value }) => value.length)
      expect(lengths).toEqual([1_100_000, 700_000])
      await records.write([{ key: a, value: null }])
      await readsAs(a, null)
      await readsAs(b, long(700_000, 9))
      await records.remove(['room', 'a'])
      await readsAs(b, null)
      await records.write([{ key: b, value: bytes() }])
      await readsAs(b, bytes())
    })
  })
}
