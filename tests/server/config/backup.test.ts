import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
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

type Who = { readonly uid?: number; readonly gid?: number }

async function run(script: string, file: string, url: string, who: Who = {}): Promise<{ code: number; text: string }> {
  const env = { ...process.env, STORAGE_URL: url }
  const child = spawn(process.execPath, [`scripts/${script}.mjs`, file], { env, ...who })
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

/** What a plain user or another container meets cannot be met by whoever may do everything, and the other way round. */
const isRoot = process.getuid?.() === 0
const NOBODY = 65534

async function aBackup() {
  const place = setUp()
  const store = await createStorage(place.url)
  await store.log.append(room, [Uint8Array.of(1)])
  expect(await run('backup', place.file, place.url)).toMatchObject({ code: 0 })
  await store.log.append(room, [Uint8Array.of(2)])
  await store.close()
  return { ...place, folder: join(place.base, 'data') }
}

async function updatesIn(url: string): Promise<number | undefined> {
  const store = await createStorage(url)
  const stored = await store.log.load(room)
  await store.close()
  return stored?.updates.length
}

test('ST11 a backup is readable by nobody else, and so is what is restored and kept', async () => {
  const { base, url, file, folder } = await aBackup()
  const isPrivate = (path: string) => (statSync(path).mode & 0o077) === 0
  expect(isPrivate(file)).toBe(true)
  // As a copy from elsewhere would be.
  chmodSync(file, 0o644)
  expect(await run('restore', file, url)).toMatchObject({ code: 0 })
  const kept = readdirSync(base).find((name) => name.startsWith('data.before-')) ?? ''
  const paths = [folder, join(folder, 'data.mdb'), join(base, kept), join(base, kept, 'data.mdb')]
  expect(paths.filter((path) => !isPrivate(path))).toEqual([])
}, 60_000)

test('ST11 restoring leaves alone what else lies in the folder, as the token of the admin', async () => {
  const { url, file, folder } = await aBackup()
  writeFileSync(join(folder, 'admin-token'), 'a token')
  expect(await run('restore', file, url)).toMatchObject({ code: 0 })
  expect(readFileSync(join(folder, 'admin-token'), 'utf8')).toBe('a token')
  expect(await updatesIn(url)).toBe(1)
}, 60_000)

test.each([
  ['cut short', (path: string) => truncateSync(path, 8192)],
  ['of other bytes', (path: string) => writeFileSync(path, Buffer.alloc(100_000, 0xa5))],
  ['empty', (path: string) => writeFileSync(path, '')],
])(
  'ST11 a store that is %s is replaced like any other',
  async (_what, damage) => {
    const { base, url, file, folder } = await aBackup()
    damage(join(folder, 'data.mdb'))
    expect(await run('restore', file, url)).toMatchObject({ code: 0 })
    expect(await updatesIn(url)).toBe(1)
    expect(readdirSync(base).filter((name) => name.startsWith('data.before-'))).toHaveLength(1)
  },
  60_000,
)

test.runIf(isRoot)(
  'ST11 root restores for the user whose folder it is',
  async () => {
    const { base, url, file, folder } = await aBackup()
    for (const path of [folder, join(folder, 'data.mdb'), join(folder, 'lock.mdb')]) chownSync(path, NOBODY, NOBODY)
    rmSync(join(folder, 'lock.mdb'))
    expect(await run('backup', join(base, 'second.mdb'), url)).toMatchObject({ code: 0 })
    expect(await run('restore', file, url)).toMatchObject({ code: 0 })
    const kept = readdirSync(base).find((name) => name.startsWith('data.before-')) ?? ''
    const owned = [folder, ...readdirSync(folder).map((name) => join(folder, name)), join(base, kept, 'data.mdb')]
    expect(owned.filter((path) => statSync(path).uid !== NOBODY)).toEqual([])
  },
  60_000,
)

test.runIf(isRoot)(
  'ST11 where nothing may lie beside the folder, what it held is kept in it',
  async () => {
    const { base, url, file, folder } = await aBackup()
    for (const path of [base, folder, file, ...readdirSync(folder).map((name) => join(folder, name))]) {
      chownSync(path, path === base ? 0 : NOBODY, path === base ? 0 : NOBODY)
    }
    chmodSync(base, 0o755)
    const asNobody = { uid: NOBODY, gid: NOBODY }
    expect(await run('restore', file, url, asNobody)).toMatchObject({ code: 0, text: expect.stringContaining(folder) })
    expect(readdirSync(base).sort()).toEqual(['backup.mdb', 'data'])
    const [kept] = readdirSync(folder).filter((name) => name.startsWith('before-'))
    expect(readdirSync(join(folder, kept))).toEqual(['data.mdb'])
    expect(await updatesIn(url)).toBe(1)
    expect(await updatesIn(`lmdb:${join(folder, kept)}`)).toBe(2)
  },
  60_000,
)

const canMount = isRoot && spawnSync('unshare', ['-m', 'true']).status === 0

test.runIf(canMount)(
  'ST11 a folder that is a mount point is restored as well',
  async () => {
    const { base, url, file, folder } = await aBackup()
    const steps = [
      `cp -a ${folder} ${base}/copy`,
      `mount -t tmpfs -o size=64m inkroom ${folder}`,
      `cp -a ${base}/copy/. ${folder}/`,
      `STORAGE_URL=${url} ${process.execPath} scripts/restore.mjs ${file}`,
      `ls -A ${folder} ${folder}/before-*`,
    ]
    const { status, stdout } = spawnSync('unshare', ['-m', 'sh', '-ec', steps.join('\n')], { encoding: 'utf8' })
    expect({ status, files: stdout.match(/data\.mdb/g)?.length }).toEqual({ status: 0, files: 2 })
  },
  60_000,
)

test('ST11 a store that a writer holds is in use, whatever its process is called in other containers', async () => {
  const { url, file, folder } = await aBackup()
  const store = await createStorage(url)
  // The readers of another container may have the number of the one that asks, or none that means anything here.
  rmSync(join(folder, 'lock.mdb'))
  expect(await run('restore', file, url)).toMatchObject({ code: 1, text: expect.stringContaining('in use') })
  await store.close()
  expect(await run('restore', file, url)).toMatchObject({ code: 0 })
}, 60_000)
