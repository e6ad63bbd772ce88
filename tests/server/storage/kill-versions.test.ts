/** kill -9 while versions are being made: a version is there whole or not at all, and what was answered is there. */
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { systemClock } from '../../../lib/base/clock.ts'
import { type RoomId, systemRandom } from '../../../lib/base/ids.ts'
import { createVersionStore } from '../../../server/http/version-store.ts'
import { createStorage } from '../../../server/storage/registry.ts'
import { createRandom } from '../../lib/updates/random-doc.ts'
import { startServerProcess, temporaryFolder } from '../../support/server/server-process.ts'
import { call, shapesOf, updateOf } from '../../support/server/test-server.ts'

const room = 'killed' as RoomId
const MAX_VERSIONS = 90
const AT_ONCE = 8
/** It starts a process and draws as fast as the disk takes it. */
const PATIENCE_MS = 60_000

it.each([1, 2, 3])(
  'ST1 kill -9 in the creation of a version leaves whole versions only (seed %i)',
  async (seed) => {
    const random = createRandom(seed)
    const STORAGE_URL = `lmdb:${temporaryFolder()}`
    const { child, port } = startServerProcess({ STORAGE_URL })
    const server = { url: `http://127.0.0.1:${await port}` }
    const base = `/api/rooms/${room}`
    const killAfter = 1 + Math.floor(random() * MAX_VERSIONS * 0.7)
    const answered: { id: string; key: string; label: string }[] = []
    let next = 0

    /** Draws one shape, keeps a version, and again, until the server is gone. */
    async function keepVersions(): Promise<void> {
      while (next < MAX_VERSIONS) {
        const nth = next++
        const [key, label] = [`k${nth}`, `v${nth}`]
        await call(server, 'PUT', `${base}/snapshot`, { body: updateOf(key, 'x'.repeat(2000)) })
        const { status, body } = await call(server, 'POST', `${base}/versions`, { json: { label } })
        if (status === 201) answered.push({ id: body.id, key, label })
        if (answered.length === killAfter) child.kill('SIGKILL')
      }
    }
    const ended = once(child, 'exit')
    await Promise.allSettled(Array.from({ length: AT_ONCE }, keepVersions))
    await ended

    const storage = await createStorage(STORAGE_URL)
    const versions = createVersionStore({ records: storage.records, clock: systemClock, random: systemRandom })
    const kept = await versions.list(room)
    expect(answered.length).toBeGreaterThanOrEqual(killAfter)
    for (const { id, key, label } of answered) {
      expect(kept.find((version) => version.id === id)).toMatchObject({ label, auto: false })
      expect(shapesOf((await versions.read(room, id)) as Uint8Array)).toHaveProperty(key)
    }
    let before: string[] = []
    for (const { id, bytes, seq } of kept.toReversed()) {
      const whole = (await versions.read(room, id)) as Uint8Array
      expect(whole.length).toBe(bytes)
      // Each change adds one shape, and one entry of the log holds one or more: a version holds all that an older one does.
      const shapes = Object.keys(shapesOf(whole)).sort()
      expect(shapes.length).toBeGreaterThanOrEqual(seq)
      expect(shapes).toEqual(expect.arrayContaining(before))
      before = shapes
    }
    // The bytes of every version lie there once for each state, by the name of the version that holds them, and nothing else.
    const facts = await storage.records.list(['room', room, 'versions'])
    const holders = facts.map(({ key, value }) => JSON.parse(new TextDecoder().decode(value)).holder ?? key.at(-1))
    const left = await storage.records.list(['room', room, 'history'])
    expect(left.map(({ key }) => key.at(-1)).sort()).toEqual([...new Set(holders)].sort())
    expect(left).toHaveLength(new Set(kept.map(({ seq }) => seq)).size)
    await storage.close()
  },
  PATIENCE_MS,
)
