import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RoomId } from '../../../lib/base/ids.ts'
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
      message: expect.stringMatching(/format 99.*reads format 1/),
    })
  })

  it('an address where nothing is says so, without the password', async () => {
    const url = (await postgres.newDatabase()).replace('postgres@', 'postgres:hidden@').replace(/\/[^/]*$/, '/nowhere')
    const failure = await createStorage(url).catch((error: Error) => error)
    expect(failure).toMatchObject({ code: 'storage-unreachable' })
    expect((failure as Error).message).toMatch(/nowhere.*STORAGE_URL/)
    expect((failure as Error).message).not.toContain('hidden')
  })
})
