import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { open } from 'lmdb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RoomId } from '../../../lib/base/ids.ts'
import { createLmdbStorage, LMDB_FORMAT } from '../../../server/storage/lmdb.ts'
import { PIECE_BYTES } from '../../../server/storage/long-values.ts'
import { RoomDeleted } from '../../../server/storage/storage.ts'

const [room, long, longer, gone] = ['room', 'long', 'longer', 'gone'] as RoomId[]
const bytes = (...values: number[]) => new Uint8Array(values)
const filled = (value: number) => Buffer.alloc(600_000, value)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inkroom-format-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Written by the version before format 2: everything in one place, whatever its length. */
const format1 = () => gunzipSync(readFileSync(new URL('lmdb-format-1.mdb.gz', import.meta.url)))

describe('ST18 a store of format 1', () => {
  beforeEach(() => writeFileSync(join(folder, 'data.mdb'), format1()))

  it('is read as it was', async () => {
    const { log, records, close } = await createLmdbStorage(folder)
    const [short, one, other] = await Promise.all([room, long, longer].map((id) => log.load(id)))
    expect([short?.snapshotSeq, ...(short?.snapshot ?? [])]).toEqual([2, 9, 9])
    expect(short?.updates.map(({ seq, bytes }) => [seq, ...bytes])).toEqual([[3, 3]])
    expect(one?.updates.map(({ seq, bytes }) => [seq, bytes.length])).toEqual([
      [1, 600_000],
      [2, 1],
    ])
    expect([other?.snapshotSeq, Buffer.compare(other?.snapshot ?? bytes(), filled(8))]).toEqual([4, 0])
    await expect(log.load(gone)).rejects.toThrow(RoomDeleted)
    expect(Buffer.compare((await records.get(['room', 'room', 'asset', 'a'])) ?? bytes(), filled(6))).toBe(0)
    await close()
  })

  it('is written on, replaced, and deleted', async () => {
    const before = await createLmdbStorage(folder)
    expect(await before.log.append(long, [filled(1), bytes(4)])).toBe(4)
    await before.log.compact(longer, filled(2), 5)
    await before.records.write([{ key: ['room', 'room', 'asset', 'a'], value: filled(3) }])
    await before.close()
    const { log, records, close } = await createLmdbStorage(folder)
    expect((await log.load(long))?.updates.map(({ bytes }) => [bytes.length, bytes[0]])).toEqual([
      [600_000, 7],
      [1, 1],
      [600_000, 1],
      [1, 4],
    ])
    expect(Buffer.compare((await log.load(longer))?.snapshot ?? bytes(), filled(2))).toBe(0)
    expect(Buffer.compare((await records.get(['room', 'room', 'asset', 'a'])) ?? bytes(), filled(3))).toBe(0)
    for (const id of [room, long, longer]) await log.delete(id)
    expect(await records.list([])).toEqual([])
    await close()
  })

  it('is of this format from then on, so that an older version does not touch it', async () => {
    await (await createLmdbStorage(folder)).close()
    const root = open<unknown, string>({ path: folder, noSubdir: false, maxDbs: 8 })
    expect(root.get('format')).toBe(LMDB_FORMAT)
    await root.close()
  })
})

describe('ST18 long values', () => {
  const PIECES = 12
  const value = () => new Uint8Array(PIECES * PIECE_BYTES).fill(5)
  const turnsDuring = async (work: Promise<unknown>) => {
    let turns = 0
    let isOver = false
    const count = (): void => {
      turns++
      if (!isOver) setImmediate(count)
    }
    setImmediate(count)
    await work
    isOver = true
    return turns
  }

  it('are read piece by piece: others have their turns in between', async () => {
    const { log, records, close } = await createLmdbStorage(folder)
    await log.append(room, [value(), value()])
    await log.compact(room, value(), 1)
    await records.write([{ key: ['k'], value: value() }])
    expect(await turnsDuring(log.load(room))).toBeGreaterThan(PIECES)
    expect(await turnsDuring(records.get(['k']))).toBeGreaterThanOrEqual(PIECES - 1)
    expect(await turnsDuring(records.list([]))).toBeGreaterThanOrEqual(PIECES - 1)
    await close()
  })

  it('a log of many short updates is read in turns too', async () => {
    const { log, close } = await createLmdbStorage(folder)
    await log.append(
      room,
      Array.from({ length: 3000 }, (_, i) => bytes(i & 255)),
    )
    expect(await turnsDuring(log.load(room))).toBeGreaterThanOrEqual(10)
    await close()
  })

  it('are read as they were when reading began, whatever is written meanwhile', async () => {
    const { log, records, close } = await createLmdbStorage(folder)
    await log.append(room, [value()])
    await records.write([{ key: ['k'], value: value() }])
    const reading = Promise.all([log.load(room), records.get(['k'])])
    await log.compact(room, new Uint8Array(2 * PIECE_BYTES).fill(6), 1)
    await records.write([{ key: ['k'], value: new Uint8Array(3 * PIECE_BYTES).fill(7) }])
    await log.delete(room)
    const [stored, record] = await reading
    expect(stored?.updates.map(({ bytes }) => Buffer.compare(bytes, value()))).toEqual([0])
    expect(Buffer.compare(record ?? bytes(), value())).toBe(0)
    await close()
  })

  it('closing waits for what is being read, and nothing is read afterwards', async () => {
    const { log, records, close } = await createLmdbStorage(folder)
    await log.append(room, [value()])
    const reading = log.load(room)
    const closing = close()
    await expect(log.load(room)).rejects.toThrow('the storage is closed')
    await closing
    expect((await reading)?.updates).toHaveLength(1)
    await expect(log.load(room)).rejects.toThrow('the storage is closed')
    await expect(records.get(['k'])).rejects.toThrow('the storage is closed')
  })

  it.each([0, 5])('one of which a piece is missing is told as damage, not read as something shorter', async (nth) => {
    const { log, close } = await createLmdbStorage(folder)
    await log.append(room, [value()])
    await close()
    const root = open<unknown, string>({ path: folder, noSubdir: false, maxDbs: 8 })
    const pieces = root.openDB<Buffer, [RoomId, number, number]>({ name: 'log-pieces', encoding: 'binary' })
    await pieces.remove([room, 1, nth])
    await root.close()
    const again = await createLmdbStorage(folder)
    await expect(again.log.load(room)).rejects.toThrow('damaged')
    await again.close()
  })
})
