/** A store is carried to another place: everything, deletions too, and by whoever goes on after an interruption. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { RoomId } from '../../../lib/base/ids.ts'
import { createMemoryStorage } from '../../../server/storage/memory.ts'
import { moveStorage } from '../../../server/storage/move.ts'
import { createStorage } from '../../../server/storage/registry.ts'
import type { Storage } from '../../../server/storage/storage.ts'
import { hasPostgres, type PrivatePostgres, startPostgres } from '../../support/server/private-postgres.ts'

const idOf = (nth: number) => `room-${String(nth).padStart(3, '0')}` as RoomId
const bytes = (...values: number[]) => new Uint8Array(values)
const ROOMS = 12

async function fill(storage: Storage): Promise<void> {
  for (let nth = 0; nth < ROOMS; nth++) {
    const room = idOf(nth)
    await storage.log.append(room, [bytes(nth, 1), bytes(nth, 2), bytes(nth, 3)])
    if (nth % 3 === 0) await storage.log.compact(room, bytes(nth, 9, 9), 2)
    if (nth % 4 === 0) await storage.log.compact(room, bytes(nth, 8, 8), 3)
    await storage.records.write([
      { key: ['room', room, 'meta'], value: bytes(nth) },
      { key: ['room', room, 'asset', 'a'], value: new Uint8Array(70_000).fill(nth) },
      { key: ['rooms', room], value: bytes(1) },
    ])
  }
  await storage.records.write([{ key: ['secret'], value: bytes(1, 2, 3) }])
  await storage.log.delete(idOf(5))
}

const text = (value: Uint8Array | null) => value && Buffer.from(value).toString('base64').slice(0, 40)

async function read(storage: Storage) {
  const rooms = await storage.moving.rooms({ limit: 100, after: null })
  const logs = rooms.map(async ({ room, isDeleted }) => {
    const stored = isDeleted ? null : await storage.log.load(room)
    const updates = stored?.updates.map(({ seq, bytes }) => `${seq} ${text(bytes)}`)
    return [room, isDeleted, stored?.snapshotSeq, stored?.lastSeq, stored && text(stored.snapshot), updates].join()
  })
  const records = (await storage.records.list([])).map(({ key, value }) => `${key.join('/')} ${text(value)}`)
  return [...(await Promise.all(logs)), ...records]
}

async function openLmdb(): Promise<Storage> {
  const folder = mkdtempSync(join(tmpdir(), 'inkroom-move-'))
  const storage = await createStorage(`lmdb:${folder}`)
  onTestFinished(async () => {
    await storage.close()
    rmSync(folder, { recursive: true })
  })
  return storage
}

const everything = (from: Storage, to: Storage) => moveStorage({ from, to, name: 'there', room: null })

/** Fails for good after so many writes, as a process that is killed between two of them. */
function dyingAfter(writes: number, to: Storage): Storage {
  let left = writes
  const step = <A extends unknown[], R>(write: (...given: A) => Promise<R>) => {
    return async (...given: A): Promise<R> => {
      if (left-- <= 0) throw new Error('killed')
      return write(...given)
    }
  }
  return {
    ...to,
    log: { ...to.log, delete: step(to.log.delete) },
    records: { ...to.records, write: step(to.records.write) },
    moving: { ...to.moving, put: step(to.moving.put) },
  }
}

describe('ST17 a store moves', () => {
  it('to lmdb and back, with all logs, numbers, records and deletions, and the next number follows', async () => {
    const [first, middle, last] = [createMemoryStorage(), await openLmdb(), createMemoryStorage()]
    await fill(first)
    const there = await everything(first, middle)
    const back = await everything(middle, last)
    expect(back).toEqual(there)
    expect(there.rooms).toBe(ROOMS)
    expect(await read(last)).toEqual(await read(first))
    expect(await middle.log.append(idOf(4), [bytes(1)])).toBe(4)
    await expect(middle.log.append(idOf(5), [bytes(1)])).rejects.toThrow('the room was deleted')
  })

  it('on from any step at which it was killed', async () => {
    const from = createMemoryStorage()
    await fill(from)
    for (let writes = 0; ; writes++) {
      const to = createMemoryStorage()
      const died = await everything(from, dyingAfter(writes, to)).catch((error: Error) => error.message)
      if (died !== 'killed') break
      await everything(from, to)
      expect(await read(to)).toEqual(await read(from))
    }
  })

  it('from nowhere: a place that was mistyped is told, and is no success', async () => {
    await expect(everything(createMemoryStorage(), createMemoryStorage())).rejects.toMatchObject({
      code: 'nothing-there',
    })
  })

  it('nowhere that something else lies, or that a server works in', async () => {
    const [from, to] = [createMemoryStorage(), createMemoryStorage()]
    await fill(from)
    await to.log.append(idOf(99), [bytes(1)])
    await expect(everything(from, to)).rejects.toMatchObject({ code: 'not-empty' })
    const busy = { ...from, moving: { ...from.moving, writers: async () => 1 } }
    await expect(everything(busy, createMemoryStorage())).rejects.toMatchObject({ code: 'in-use' })
    expect(await to.log.load(idOf(0))).toBe(null)
  })

  it('one room alone, beside others, and never over one of the same id', async () => {
    const [from, to] = [createMemoryStorage(), createMemoryStorage()]
    await fill(from)
    await to.log.append(idOf(99), [bytes(1)])
    const one = (room: RoomId) => moveStorage({ from, to, name: 'there', room })
    expect(await one(idOf(3))).toMatchObject({ rooms: 1, records: 3 })
    expect(await to.log.load(idOf(3))).toEqual(await from.log.load(idOf(3)))
    expect((await to.moving.rooms({ limit: 9, after: null })).map(({ room }) => room)).toEqual([idOf(3), idOf(99)])
    await expect(one(idOf(3))).rejects.toMatchObject({ code: 'not-empty' })
    await expect(one('nowhere' as RoomId)).rejects.toMatchObject({ code: 'room-not-found' })
  })
})

describe.skipIf(!hasPostgres)('ST17 a store moves (needs postgres)', () => {
  let postgres: PrivatePostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres?.remove())

  it('to PostgreSQL and back, and is refused while a server has either open', async () => {
    const url = await postgres.newDatabase()
    const [first, last] = [createMemoryStorage(), createMemoryStorage()]
    await fill(first)
    const middle = await createStorage(`${url}?application_name=inkroom-move`)
    onTestFinished(() => middle.close())
    const server = await createStorage(url)
    await expect(everything(first, middle)).rejects.toMatchObject({ code: 'in-use' })
    await server.close()
    await expect.poll(() => middle.moving.writers()).toBe(0)
    expect(await everything(first, middle)).toEqual(await everything(middle, last))
    expect(await read(last)).toEqual(await read(first))
    expect(await middle.log.append(idOf(4), [bytes(1)])).toBe(4)
    await expect(middle.log.append(idOf(5), [bytes(1)])).rejects.toThrow('the room was deleted')
  })
})
