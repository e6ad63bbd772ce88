import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { open } from 'lmdb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RoomId } from '../../../lib/base/ids.ts'
import { createStorage } from '../../../server/storage/registry.ts'
import { describeLastingStorage, describeStorage } from './storage-contract.ts'

describeStorage('memory', async () => {
  const storage = await createStorage('memory:')
  return { storage, dispose: () => storage.close() }
})

describeLastingStorage('lmdb', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'inkroom-storage-'))
  let storage = await createStorage(`lmdb:${folder}`)
  return {
    storage,
    async reopen() {
      await storage.close()
      storage = await createStorage(`lmdb:${folder}`)
      return storage
    },
    async dispose() {
      await storage.close()
      rmSync(folder, { recursive: true })
    },
  }
})

describe('a store that cannot be trusted', () => {
  let folder: string
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'inkroom-torn-'))
    const storage = await createStorage(`lmdb:${folder}`)
    for (let i = 0; i < 20; i++) await storage.log.append('room' as RoomId, [new Uint8Array(5000)])
    await storage.close()
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const refusal = () =>
    createStorage(`lmdb:${folder}`).then(
      () => 'opened',
      (error: Error) => error.message,
    )
  const file = () => join(folder, 'data.mdb')

  it('is refused when it is torn, with what to do, and not touched', async () => {
    truncateSync(file(), 40_000)
    const before = readFileSync(file())
    expect(await refusal()).toMatch(/cut short.*Nothing was changed.*backup/)
    expect(readFileSync(file()).equals(before)).toBe(true)
  })

  it('is refused when it is something else', async () => {
    writeFileSync(file(), Buffer.alloc(50_000, 7))
    expect(await refusal()).toMatch(/damaged or no lmdb file/)
    writeFileSync(file(), 'short')
    expect(await refusal()).toMatch(/damaged or no lmdb file/)
  })

  it('is refused when a newer version wrote it', async () => {
    const root = open({ path: folder, noSubdir: false, maxDbs: 8 })
    await root.put('format', 99)
    await root.close()
    expect(await refusal()).toMatch(/format 99.*reads format 2/)
  })

  it('an unknown scheme names the ones that there are', async () => {
    await expect(createStorage('floppy:a')).rejects.toThrow(
      'STORAGE_URL must begin with one of memory: lmdb: postgres:',
    )
  })
})
