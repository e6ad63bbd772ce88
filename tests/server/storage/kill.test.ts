import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { RoomId } from '../../../lib/base/ids.ts'
import { createStorage } from '../../../server/storage/registry.ts'
import { createRandom } from '../../lib/updates/random-doc.ts'
import { type BuiltChild, buildChild } from '../../support/server/child-process.ts'
import { connect } from '../../support/server/raw-client.ts'
import { until } from '../../support/server/sync-server.ts'

/** More rounds: INKROOM_KILL_ROUNDS=100. The seed of a failed round is in its title. */
const ROUNDS = Number(process.env.INKROOM_KILL_ROUNDS ?? 4)
const FIRST_SEED = Number(process.env.INKROOM_KILL_SEED ?? 1)
const seeds = Array.from({ length: ROUNDS }, (_, i) => FIRST_SEED + i)
const EDITS = 1500
/** Enough that the compaction worker is up and busy long before the kill. */
const EDITS_WITH_COMPACTION = 20_000
const MORE_ROUNDS = 20

let child: BuiltChild
beforeAll(async () => {
  child = await buildChild()
})
afterAll(() => child.remove())

/** Edits fast, kills at a random moment, and gives what was acknowledged beside what is stored. */
async function killWhileEditing(
  seed: number,
  limits: object,
  edits = EDITS,
): Promise<{ acknowledged: string[]; stored: Set<string>; compacted: boolean }> {
  const random = createRandom(seed)
  const folder = mkdtempSync(join(tmpdir(), 'inkroom-kill-'))
  try {
    const server = await child.start(folder, limits)
    const client = await connect(`${server.url}/board`, { inkroom: true })
    const doc = new Y.Doc()
    const keys: string[] = []
    doc.on('update', (update: Uint8Array) => client.sayUpdate(update))
    const killAfter = Math.floor(random() * edits * 0.9)
    const edit = (): void => {
      const burst = 1 + Math.floor(random() * 40)
      for (let i = 0; i < burst && keys.length < edits; i++) {
        const key = `k${keys.length}`
        keys.push(key)
        doc.getMap('shapes').set(key, 'x'.repeat(Math.floor(random() * 300)))
      }
    }
    while (client.stored <= killAfter) {
      if (keys.length < edits) edit()
      await new Promise((resolve) => setImmediate(resolve))
    }
    await server.kill('SIGKILL')
    const acknowledged = keys.slice(0, client.stored)
    client.socket.terminate()
    const storage = await createStorage(`lmdb:${folder}`)
    const room = await storage.log.load('board' as RoomId)
    await storage.close()
    const board = new Y.Doc()
    if (room?.snapshot) Y.applyUpdate(board, room.snapshot)
    for (const { bytes } of room?.updates ?? []) Y.applyUpdate(board, bytes)
    return { acknowledged, stored: new Set(board.getMap('shapes').keys()), compacted: room?.snapshot != null }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const killWhileCompacting = (seed: number, times = 1) =>
  killWhileEditing(seed, { compactAfterUpdates: 3 }, EDITS_WITH_COMPACTION * times)

describe('kill -9', () => {
  let compactedRounds = 0
  it.each(seeds)('ST1 nothing that was acknowledged is lost (seed %i)', async (seed) => {
    const { acknowledged, stored } = await killWhileEditing(seed, {})
    expect(acknowledged.length).toBeGreaterThan(0)
    expect(acknowledged.filter((key) => !stored.has(key))).toEqual([])
  })

  it.each(seeds)('ST1 ST6 nor in the middle of compaction (seed %i)', async (seed) => {
    const { acknowledged, stored, compacted } = await killWhileCompacting(seed)
    expect(acknowledged.filter((key) => !stored.has(key))).toEqual([])
    if (compacted) compactedRounds++
  })

  it('ST6 and compaction was going on', async () => {
    // On a busy machine the first rounds may all die before their first compaction; each that follows lives longer.
    for (let more = 1; compactedRounds === 0 && more <= MORE_ROUNDS; more++) {
      const { acknowledged, stored, compacted } = await killWhileCompacting(seeds[0] + 1000 + more, more)
      expect(acknowledged.filter((key) => !stored.has(key))).toEqual([])
      if (compacted) compactedRounds++
    }
    expect(compactedRounds).toBeGreaterThan(0)
  }, 120_000)

  it('ST1 what is killed after everything was acknowledged starts again with all of it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'inkroom-kill-'))
    const first = await child.start(folder)
    const client = await connect(`${first.url}/board`, { inkroom: true })
    const doc = new Y.Doc()
    doc.on('update', (update: Uint8Array) => client.sayUpdate(update))
    for (let i = 0; i < 1000; i++) doc.getMap('shapes').set(`k${i}`, i)
    doc.getMap('shapes').delete('k0')
    await until(() => client.stored === 1001)
    await first.kill('SIGKILL')
    const second = await child.start(folder)
    const late = await connect(`${second.url}/board`)
    await until(() => late.doc.getMap('shapes').size === 999)
    expect(late.doc.getMap('shapes').has('k0')).toBe(false)
    await second.kill('SIGTERM')
    rmSync(folder, { recursive: true })
  })
})
