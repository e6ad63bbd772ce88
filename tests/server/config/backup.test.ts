import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { RoomId } from '../../../lib/base/ids.ts'
import { createStorage } from '../../../server/storage/registry.ts'

const room = 'kept' as RoomId

function setUp() {
  const base = mkdtempSync(join(tmpdir(), 'inkroom-backup-'))
  onTestFinished(() => rmSync(base, { recursive: true, force: true }))
  const url = `lmdb:${join(base, 'data')}`
  return { base, url, file: join(base, 'backup.mdb') }
}

async function run(script: string, file: string, url: string): Promise<{ code: number; text: string }> {
  const child = spawn(process.execPath, [`scripts/${script}.mjs`, file], { env: { ...process.env, STORAGE_URL: url } })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      text += chunk
    })
  const [code] = await once(child, 'close')
  return { code, text }
}

test('ST1 a backup of a store in use holds what was acknowledged, and restoring brings it back', async () => {
  const { base, url, file } = setUp()
  const store = await createStorage(url)
  await store.log.append(room, [Uint8Array.of(1), Uint8Array.of(2)])
  await store.records.write([{ key: ['room', room, 'meta'], value: Uint8Array.of(7) }])
  expect(await run('backup', file, url)).toMatchObject({ code: 0 })

  await store.log.append(room, [Uint8Array.of(3)])
  expect(await run('restore', file, url)).toMatchObject({ code: 1, text: expect.stringContaining('in use') })
  expect((await store.log.load(room))?.updates).toHaveLength(3)
  await store.close()

  expect(await run('restore', file, url)).toMatchObject({ code: 0 })
  const restored = await createStorage(url)
  expect((await restored.log.load(room))?.updates.map(({ bytes }) => [...bytes])).toEqual([[1], [2]])
  expect(await restored.records.get(['room', room, 'meta'])).toEqual(Buffer.of(7))
  await restored.close()
  expect(readdirSync(base).filter((name) => name.startsWith('data.before-'))).toHaveLength(1)
  expect(readdirSync(base).filter((name) => name.startsWith('.inkroom'))).toEqual([])
}, 60_000)

test('a backup overwrites nothing, and a file that is no backup replaces nothing', async () => {
  const { base, url, file } = setUp()
  writeFileSync(file, 'not a store')
  expect(await run('backup', file, url)).toMatchObject({ code: 1, text: expect.stringContaining('no store') })
  expect(await run('restore', file, url)).toMatchObject({
    code: 1,
    text: expect.stringContaining('Nothing was changed'),
  })
  expect(readdirSync(base)).toEqual(['backup.mdb'])
}, 60_000)

test('ST1 a backup that is damaged anywhere is refused, and a copy of the store itself is not', async () => {
  const { base, url, file } = setUp()
  const store = await createStorage(url)
  await store.log.append(room, [new Uint8Array(50_000).fill(7)])
  expect(await run('backup', file, url)).toMatchObject({ code: 0 })
  await store.close()
  const whole = readFileSync(file)
  const damaged = (change: (bytes: Buffer) => Buffer) => {
    const path = join(base, 'damaged.mdb')
    writeFileSync(path, change(Buffer.from(whole)))
    return run('restore', path, url)
  }
  const refused = { code: 1, text: expect.stringContaining('damaged or no backup of Inkroom. Nothing was changed') }
  // In the middle of a value, where the store would see nothing.
  const at = whole.indexOf(Buffer.alloc(1000, 7)) + 500
  expect(await damaged((bytes) => bytes.fill(8, at, at + 1))).toMatchObject(refused)
  expect(await damaged((bytes) => bytes.subarray(0, -1))).toMatchObject(refused)
  expect(await damaged((bytes) => bytes.subarray(0, bytes.length / 2))).toMatchObject(refused)
  expect(await damaged((bytes) => Buffer.concat([bytes, Buffer.alloc(1)]))).toMatchObject(refused)
  expect(await run('restore', join(base, 'data', 'data.mdb'), url)).toMatchObject({ code: 0 })
  const restored = await createStorage(url)
  expect((await restored.log.load(room))?.updates).toHaveLength(1)
  await restored.close()
}, 60_000)
