/** One folder has one writer, and this user alone reads it. */
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Clock } from '../../../lib/base/clock.ts'
import type { RoomId } from '../../../lib/base/ids.ts'
import { HANDOVER_WITHIN_MS } from '../../../server/storage/lmdb-owner.ts'
import { prepareFolder } from '../../../server/storage/lmdb-rights.ts'
import { createStorage } from '../../../server/storage/registry.ts'
import { createFakeClock } from '../../support/server/fake-clock.ts'
import { startServerProcess, temporaryFolder } from '../../support/server/server-process.ts'

/** Three servers start, one after another has stopped. */
const PATIENCE_MS = 60_000
const room = 'room' as RoomId
const bytes = (value: number) => new Uint8Array([value])
const sockets = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('writer-'))

it('ST1 ST8 the second writer of a folder waits until the first has stored what it has, and goes on from there', async () => {
  const folder = temporaryFolder()
  const first = await createStorage(`lmdb:${folder}`)
  let isOpen = false
  const opening = createStorage(`lmdb:${folder}`).then((storage) => {
    isOpen = true
    return storage
  })
  for (let i = 0; i < 20; i++) await first.log.append(room, [bytes(i)])
  expect(isOpen).toBe(false)
  await first.close()
  const second = await opening
  expect(await second.log.append(room, [bytes(20)])).toBe(21)
  expect((await second.log.load(room))?.updates).toHaveLength(21)
  await second.close()
  expect(sockets(folder)).toEqual([])
})

it('ST8 a writer that stays is not joined: the second gives up after a named time and says what to do', async () => {
  const folder = temporaryFolder()
  const first = await createStorage(`lmdb:${folder}`)
  for (const deep of ['', join('a'.repeat(60), 'b'.repeat(60))]) {
    const fake = createFakeClock()
    let isWaiting = false
    const clock: Clock = {
      ...fake,
      after(ms, run) {
        isWaiting = true
        return fake.after(ms, run)
      },
    }
    const path = join(folder, deep)
    const holder = deep ? await createStorage(`lmdb:${path}`) : first
    const refused = createStorage(`lmdb:${path}`, clock).then(
      () => 'opened',
      ({ message }: Error) => message,
    )
    // Its timer is set once its own socket is there.
    while (!isWaiting) await holder.check()
    fake.pass(HANDOVER_WITHIN_MS)
    expect(await refused).toMatch(/in use by another Inkroom.*One folder has one writer.*STORAGE_URL/)
    expect(await holder.log.append(room, [bytes(1)])).toBe(1)
    await holder.close()
  }
})

it(
  'ST1 ST8 a writer that is killed lets go by that, whatever has its number now; two that wait come in one by one',
  async () => {
    const STORAGE_URL = `lmdb:${temporaryFolder()}`
    const first = startServerProcess({ STORAGE_URL })
    await first.port
    const others = [startServerProcess({ STORAGE_URL }), startServerProcess({ STORAGE_URL })]
    first.child.kill('SIGKILL')
    const next = await Promise.race(others.map((server) => server.port.then(() => server)))
    next.child.kill('SIGKILL')
    await Promise.all(others.filter((server) => server !== next).map(({ port }) => port))
  },
  PATIENCE_MS,
)

it('ST9 a new store is for its user alone, and what others could read of an old one they no longer can', async () => {
  const folder = join(temporaryFolder(), 'data')
  await (await createStorage(`lmdb:${folder}`)).close()
  const modes = () => ['', 'data.mdb', 'lock.mdb'].map((name) => statSync(join(folder, name)).mode & 0o777)
  expect(modes()).toEqual([0o700, 0o600, 0o600])
  chmodSync(folder, 0o755)
  chmodSync(join(folder, 'data.mdb'), 0o664)
  await (await createStorage(`lmdb:${folder}`)).close()
  expect(modes()).toEqual([0o750, 0o660, 0o600])
})

const isRoot = process.getuid?.() === 0
it.skipIf(!isRoot)(
  'ST9 a right that is missing is named with its path, before lmdb is asked (needs root)',
  () => {
    const base = temporaryFolder()
    chmodSync(base, 0o755)
    const NOBODY = 65_534
    const open = (folder: string) => {
      const script = `import { prepareFolder } from ${JSON.stringify(new URL('../../../server/storage/lmdb-rights.ts', import.meta.url).href)}
      process.setgid(${NOBODY}); process.setuid(${NOBODY})
      try { prepareFolder(${JSON.stringify(folder)}); console.log('opened') } catch (error) { console.log(error.message) }`
      const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script])
      return `${stdout}${stderr}`
    }
    const folder = join(base, 'data')
    const said = open(folder)
    expect(said).toMatch(
      new RegExp(`${base} may not be written by user ${NOBODY} .*permission denied.*user 0, mode 755`),
    )
    // What others have there stays theirs.
    expect(said).toContain(`install -d -m 700 -o ${NOBODY} ${folder}`)
    expect(said).not.toContain('chown')
    mkdirSync(folder)
    chownSync(folder, NOBODY, NOBODY)
    writeFileSync(join(folder, 'lock.mdb'), '', { mode: 0o600 })
    expect(open(folder)).toContain(`${join(folder, 'lock.mdb')} may not be read by user ${NOBODY}`)
    expect(open(folder)).toContain(`chown -R ${NOBODY} ${join(folder, 'lock.mdb')}`)
    chownSync(join(folder, 'lock.mdb'), NOBODY, NOBODY)
    expect(open(folder)).toContain('opened')
  },
  PATIENCE_MS,
)

/** A disk of so many kibibytes, taken away after the test; null where none can be mounted. */
function smallDisk(kibibytes: number): string | null {
  const disk = temporaryFolder()
  if (!isRoot || spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', disk]).status !== 0)
    return null
  onTestFinished(() => void spawnSync('umount', ['-l', disk]))
  return disk
}

it('ST9 ST12 a disk without room for a new store is named and opens nothing; an old one on a full disk is read (needs root)', async () => {
  const disk = smallDisk(1024)
  if (!disk) return
  const fill = () => {
    try {
      for (let nth = 0; ; nth++) writeFileSync(join(disk, `fill${nth}`), Buffer.alloc(4096))
    } catch {
      // Full now.
    }
  }
  const old = await createStorage(`lmdb:${join(disk, 'old')}`)
  await old.log.append(room, [bytes(1)])
  await old.close()
  fill()
  await expect(createStorage(`lmdb:${join(disk, 'new')}`)).rejects.toThrow(/the disk of .*new is full \(ENOSPC\)/)
  const again = await createStorage(`lmdb:${join(disk, 'old')}`)
  expect((await again.log.load(room))?.updates).toHaveLength(1)
  await again.close()
})

it('ST9 a disk that is read-only is named as that (needs root)', () => {
  const disk = smallDisk(1024)
  if (!disk) return
  expect(spawnSync('mount', ['-o', 'remount,ro', disk]).status).toBe(0)
  expect(() => prepareFolder(join(disk, 'data'))).toThrow(/is on a disk that is read-only \(EROFS\)/)
})
