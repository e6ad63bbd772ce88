import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock, type WallClock } from '../../../lib/base/clock.ts'
import type { RoomId } from '../../../lib/base/ids.ts'
import { migrations, prepareSchema } from '../../../server/storage/postgres-schema.ts'
import { createStorage } from '../../../server/storage/registry.ts'
import { RoomDeleted, type Storage } from '../../../server/storage/storage.ts'
import { hasPostgres, type PrivatePostgres, startPostgres } from '../../support/server/private-postgres.ts'
import { describeLastingStorage } from './storage-contract.ts'

const room = 'room' as RoomId
const bytes = (...values: number[]) => new Uint8Array(values)

describe.skipIf(!hasPostgres)('(needs postgres)', () => {
  let postgres: PrivatePostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres?.remove())

  describeLastingStorage('postgres', async () => {
    const url = await postgres.newDatabase()
    let storage = await createStorage(url)
    return {
      storage,
      async reopen() {
        await storage.close()
        storage = await createStorage(url)
        return storage
      },
      dispose: () => storage.close(),
    }
  })

  async function openMany(count: number): Promise<readonly Storage[]> {
    const url = await postgres.newDatabase()
    return Promise.all(Array.from({ length: count }, () => createStorage(url)))
  }
  const closeAll = (storages: readonly Storage[]) => Promise.all(storages.map((storage) => storage.close()))

  it('ST7 several processes start at once on an empty database', async () => {
    const storages = await openMany(6)
    await Promise.all(storages.map((storage) => storage.check()))
    await closeAll(storages)
  })

  it('ST1 several processes append to one room: every number is given once, and nobody reads past a gap', async () => {
    const storages = await openMany(3)
    const writers = storages.map(async (storage, writer) => {
      const seqs: number[] = []
      for (let i = 0; i < 40; i++) {
        const last = await storage.log.append(room, [bytes(writer, i, 0), bytes(writer, i, 1)])
        const [a, b] = (await storage.log.load(room, last - 2))?.updates ?? []
        // Two updates of one append follow one another, and are what was appended.
        expect([a.seq, ...a.bytes, b.seq, ...b.bytes]).toEqual([last - 1, writer, i, 0, last, writer, i, 1])
        const all = (await storage.log.load(room))?.updates.map(({ seq }) => seq) ?? []
        expect(all).toEqual(Array.from({ length: all.length }, (_, index) => index + 1))
        seqs.push(last)
      }
      return seqs
    })
    const seqs = (await Promise.all(writers)).flat().sort((a, b) => a - b)
    expect(seqs).toEqual(Array.from({ length: 120 }, (_, i) => 2 * (i + 1)))
    await closeAll(storages)
  })

  it('RM9 several processes append, compact and delete at once, and the room stays deleted at all of them', async () => {
    const storages = await openMany(3)
    await Promise.all(
      storages.map(async (storage) => {
        for (let i = 0; i < 30; i++) {
          const id = `room${i}` as RoomId
          const work = async () => storage.log.compact(id, bytes(i), await storage.log.append(id, [bytes(i)]))
          await Promise.allSettled([
            work(),
            work(),
            work(),
            storages.indexOf(storage) === i % 3 && storage.log.delete(id),
          ])
        }
      }),
    )
    for (const storage of storages) {
      for (let i = 0; i < 30; i++) await expect(storage.log.load(`room${i}` as RoomId)).rejects.toThrow(RoomDeleted)
    }
    await expect(storages[1].log.append('room7' as RoomId, [bytes(1)])).rejects.toThrow(RoomDeleted)
    await closeAll(storages)
  })

  it('RM9 a long record that is being written when its room is deleted leaves nothing behind', async () => {
    const [storage] = await openMany(1)
    const key = ['room', room, 'asset', 'a']
    const writing = storage.records.write([{ key, value: new Uint8Array(30_000_000) }])
    const isUnderWay = async () => {
      const [{ found }] = await postgres.query(
        `SELECT count(*)::int AS found FROM pg_stat_activity WHERE query LIKE 'INSERT INTO inkroom_record_pieces%'`,
      )
      return found === 1
    }
    await expect.poll(isUnderWay, { interval: 2 }).toBe(true)
    await storage.log.delete(room)
    await expect(writing).rejects.toThrow(RoomDeleted)
    expect(await storage.records.get(key)).toBe(null)
    expect(await storage.records.list(['room', room])).toEqual([])
    await closeAll([storage])
  })

  it('ST1 what may not be stored is refused, and what is tried again is kept', async () => {
    const [storage] = await openMany(1)
    await storage.log.append(room, [bytes(1)])
    // Cut in the middle: whether it was committed is not known, so it must not be called stored.
    const appending = Promise.allSettled(Array.from({ length: 50 }, () => storage.log.append(room, [bytes(2)])))
    await postgres.stop()
    const outcomes = await appending
    await expect(storage.check()).rejects.toMatchObject({ code: 'storage-failed' })
    await expect(storage.log.append(room, [bytes(3)])).rejects.toMatchObject({ code: 'storage-failed' })
    await postgres.start()
    await storage.check()
    const stored = (await storage.log.load(room))?.updates ?? []
    const acknowledged = outcomes.filter(({ status }) => status === 'fulfilled').length
    expect(stored.length).toBeGreaterThanOrEqual(1 + acknowledged)
    expect(await storage.log.append(room, [bytes(3)])).toBe(stored.length + 1)
    await storage.close()
  })

  it('ST2 acknowledges only what the disk has, also where the database is set otherwise', async () => {
    const url = await postgres.newDatabase()
    const name = new URL(url).pathname.slice(1)
    await postgres.query(`ALTER DATABASE ${name} SET synchronous_commit = off`)
    const storage = await createStorage(url)
    // The database itself writes down how each append is committed.
    await postgres.query(
      `CREATE TABLE seen AS SELECT '' AS setting WHERE false;
       CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NEW; END $$;
       CREATE TRIGGER note AFTER INSERT ON inkroom_updates FOR EACH STATEMENT EXECUTE FUNCTION note()`,
      name,
    )
    await storage.log.append(room, [bytes(1)])
    expect(await postgres.query('SELECT setting FROM seen', name)).toEqual([{ setting: 'on' }])
    await storage.close()
  })

  it('a database of a newer version is refused and not touched', async () => {
    const url = await postgres.newDatabase()
    await (await createStorage(url)).close()
    await postgres.query('UPDATE inkroom_meta SET format = 99', new URL(url).pathname.slice(1))
    await expect(createStorage(url)).rejects.toMatchObject({
      code: 'storage-refused',
      message: expect.stringMatching(/format 99.*reads format 2/),
    })
  })

  it('ST14 a row that someone holds stalls its own room alone, and its appends are stored in order once it is free', async () => {
    const url = await postgres.newDatabase()
    const storage = await createStorage(url)
    const rooms = Array.from({ length: 30 }, (_, i) => `room${i}` as RoomId)
    await Promise.all(rooms.map((id) => storage.log.append(id, [bytes(0)])))
    const holder = await postgres.connect(new URL(url).pathname.slice(1))
    await holder.query('BEGIN')
    await holder.query(`SELECT FROM inkroom_rooms WHERE room = 'room0' FOR UPDATE`)
    const stuck = [1, 2, 3].map((value) => storage.log.append(rooms[0], [bytes(value)]))
    const startedAt = performance.now()
    await Promise.all(rooms.slice(1).map((id) => storage.log.append(id, [bytes(1)])))
    stuck.push(storage.log.append(rooms[0], [bytes(4)]))
    // Again, with the room set aside: nobody waits for it any more.
    await Promise.all(rooms.slice(1).map((id) => storage.log.append(id, [bytes(2)])))
    expect(performance.now() - startedAt).toBeLessThan(5_000)
    await holder.query('COMMIT')
    expect(await Promise.all(stuck)).toEqual([2, 3, 4, 5])
    expect((await storage.log.load(rooms[0]))?.updates.map(({ bytes: [value] }) => value)).toEqual([0, 1, 2, 3, 4])
    // And it is a room like any other.
    expect(await storage.log.append(rooms[0], [bytes(5)])).toBe(6)
    await holder.end()
    await storage.close()
  })

  it('ST14 a row that is held for too long sends its authors away, and they may come back', async () => {
    const url = await postgres.newDatabase()
    const hurried: WallClock = { ...systemClock, now: () => systemClock.now() * 20 }
    const storage = await createStorage(url, hurried)
    await storage.log.append(room, [bytes(0)])
    const holder = await postgres.connect(new URL(url).pathname.slice(1))
    await holder.query('BEGIN')
    await holder.query('SELECT FROM inkroom_rooms FOR UPDATE')
    await expect(storage.log.append(room, [bytes(1)])).rejects.toMatchObject({ code: 'storage-failed' })
    await holder.query('COMMIT')
    expect(await storage.log.append(room, [bytes(1)])).toBe(2)
    await holder.end()
    await storage.close()
  })

  it('ST15 a database that takes few connections is shared: reading waits its turn, and appends have a connection of their own', async () => {
    const url = await postgres.newDatabase()
    const name = new URL(url).pathname.slice(1)
    await postgres.query(`CREATE ROLE few LOGIN CONNECTION LIMIT 6; ALTER DATABASE ${name} OWNER TO few`)
    const asFew = url.replace('postgres@', 'few@')
    // Three processes that would like eight each.
    const storages = [await createStorage(asFew), await createStorage(asFew), await createStorage(asFew)]
    for (const storage of storages) await storage.log.append(room, [bytes(1)])
    const work = storages.flatMap((storage, nth) =>
      Array.from({ length: 40 }, async (_, i) => {
        await storage.log.load(`room${i}` as RoomId)
        await storage.log.append(`room${i}` as RoomId, [bytes(nth)])
        await storage.records.get(['room', `room${i}`, 'meta'])
      }),
    )
    expect((await Promise.allSettled(work)).filter(({ status }) => status === 'rejected')).toEqual([])
    expect((await storages[0].log.load('room7' as RoomId))?.updates).toHaveLength(3)
    await closeAll(storages)
  })

  it('ST16 tables are brought up step by step, all or nothing, by whoever is first', async () => {
    const url = await postgres.newDatabase()
    const name = new URL(url).pathname.slice(1)
    const steps = [...migrations, 'ALTER TABLE inkroom_rooms ADD COLUMN colour text']
    const clients = await Promise.all([1, 2, 3].map(() => postgres.connect(name)))
    expect(await prepareSchema(clients[0], migrations)).toBe(2)
    await clients[0].query(`INSERT INTO inkroom_rooms (room, last_seq) VALUES ('old', 3)`)
    await expect(prepareSchema(clients[1], [...steps, 'ALTER TABLE nothing ADD COLUMN x text'])).rejects.toThrow(
      'nothing',
    )
    expect(await postgres.query('SELECT format FROM inkroom_meta', name)).toEqual([{ format: 2 }])
    expect(await Promise.all(clients.map((client) => prepareSchema(client, steps)))).toEqual([3, 3, 3])
    expect(await postgres.query('SELECT format FROM inkroom_meta', name)).toEqual([{ format: 3 }])
    expect(await postgres.query('SELECT room, colour FROM inkroom_rooms', name)).toEqual([
      { room: 'old', colour: null },
    ])
    // An older program does not touch what is newer.
    expect(await prepareSchema(clients[0], migrations)).toBe(3)
    for (const client of clients) await client.end()
  })

  it('ST18 tables of format 1 are taken over: what they hold in one place is read, and replaced', async () => {
    const url = await postgres.newDatabase()
    const client = await postgres.connect(new URL(url).pathname.slice(1))
    await prepareSchema(client, migrations.slice(0, 1))
    const whole = Buffer.alloc(600_000, 7)
    await client.query(`INSERT INTO inkroom_rooms VALUES ('room', 3, 2, $1)`, [whole])
    await client.query(`INSERT INTO inkroom_updates VALUES ('room', 3, $1)`, [whole])
    await client.end()
    const storage = await createStorage(url)
    const stored = await storage.log.load(room)
    expect([stored?.snapshot, stored?.updates[0].bytes].map((part) => part?.length)).toEqual([600_000, 600_000])
    await storage.log.compact(room, Buffer.alloc(700_000, 8), 3)
    const compacted = await storage.log.load(room)
    expect([compacted?.snapshot?.length, compacted?.snapshot?.[699_999], compacted?.updates]).toEqual([700_000, 8, []])
    await storage.close()
  })

  it('ST16 a running server stores nothing more once the tables are newer than it, and says so whoever asks', async () => {
    const url = await postgres.newDatabase()
    const storage = await createStorage(url)
    await storage.log.append(room, [bytes(1)])
    await postgres.query('UPDATE inkroom_meta SET format = 3', new URL(url).pathname.slice(1))
    await expect(storage.log.append(room, [bytes(2)])).rejects.toThrow(/newer version.*format 3/)
    await expect(storage.log.append('another' as RoomId, [bytes(2)])).rejects.toThrow(/newer version/)
    await expect(storage.log.load(room)).rejects.toThrow(/newer version/)
    await expect(storage.records.get(['readiness'])).rejects.toThrow(/newer version/)
    await expect(storage.check()).rejects.toThrow(/newer version/)
    expect(
      await postgres.query('SELECT room, last_seq::int FROM inkroom_rooms', new URL(url).pathname.slice(1)),
    ).toEqual([{ room, last_seq: 1 }])
    await storage.close()
  })

  it('ST16 a database that is not up yet is waited for', async () => {
    const url = await postgres.newDatabase()
    await postgres.stop()
    const opening = createStorage(url)
    // Longer than any patience of a driver would be called for.
    await new Promise<void>((resolve) => process.once('warning', () => resolve()))
    await postgres.start()
    const storage = await opening
    await storage.check()
    await storage.close()
  })

  it('an address where nothing is says so, without the password', async () => {
    const url = (await postgres.newDatabase()).replace('postgres@', 'postgres:hidden@').replace(/\/[^/]*$/, '/nowhere')
    const failure = await createStorage(url).catch((error: Error) => error)
    expect(failure).toMatchObject({ code: 'storage-unreachable' })
    expect((failure as Error).message).toMatch(/nowhere.*STORAGE_URL/)
    expect((failure as Error).message).not.toContain('hidden')
  })
})
