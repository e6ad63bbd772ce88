import { expect, test } from 'vitest'
import { parseRoomId } from '../../../lib/base/ids.ts'
import { NotReady } from '../../../server/http/http-context.ts'
import { checkReadiness, MIN_FREE_BYTES, type ReadinessParts, watchStorage } from '../../../server/http/readiness.ts'
import { createMemoryStorage } from '../../../server/storage/memory.ts'
import type { Storage } from '../../../server/storage/storage.ts'
import { createFakeClock } from '../../support/server/fake-clock.ts'

const room = parseRoomId('room') ?? expect.fail('a room id')

/** A disk that may be full, and how often it was written to. */
function disk() {
  const memory = createMemoryStorage()
  const state = { isFull: false, writes: 0 }
  const write = async <T>(done: () => Promise<T>): Promise<T> => {
    state.writes++
    if (state.isFull) throw new Error('no space left')
    return done()
  }
  const storage: Storage = {
    ...memory,
    log: { ...memory.log, append: (id, updates) => write(() => memory.log.append(id, updates)) },
    check: () => write(() => memory.check()),
  }
  return { state, storage }
}

test('PR10 asking whether the server is ready writes nothing, until a write has failed; then until one is done', async () => {
  const { state, storage } = disk()
  const clock = createFakeClock()
  const health = watchStorage(storage, clock)
  for (let time = 0; time < 5; time++) await health.check()
  expect(state.writes).toBe(0)
  state.isFull = true
  await expect(health.storage.log.append(room, [Uint8Array.of(0, 0)])).rejects.toThrow('no space')
  for (let time = 0; time < 5; time++) await expect(health.check()).rejects.toThrow('no space')
  expect(state.writes).toBe(2)
  state.isFull = false
  clock.pass(1500)
  await health.check()
  expect(state.writes).toBe(3)
})

test('PR10 what is missing is told by name: storage, bus, disk, pages, and that the server stops', async () => {
  const { storage } = disk()
  const fine: ReadinessParts = {
    storage: watchStorage(storage, createFakeClock()),
    bus: { check: async () => {} },
    freeBytes: async () => MIN_FREE_BYTES,
    arePagesThere: () => true,
    isStopping: () => false,
  }
  const missing = async (parts: Partial<ReadinessParts>): Promise<readonly string[]> => {
    const error = await checkReadiness({ ...fine, ...parts }).then(
      () => null,
      (reason: unknown) => reason,
    )
    return error instanceof NotReady ? error.parts : []
  }
  const fails = async () => {
    throw new Error('gone')
  }
  expect(await missing({})).toEqual([])
  expect(await missing({ arePagesThere: () => false })).toEqual(['pages'])
  expect(await missing({ freeBytes: async () => MIN_FREE_BYTES - 1 })).toEqual(['disk'])
  expect(await missing({ bus: { check: fails }, freeBytes: fails })).toEqual(['bus', 'disk'])
  expect(await missing({ storage: { storage, check: fails } })).toEqual(['storage'])
  expect(await missing({ isStopping: () => true })).toEqual(['stopping'])
})
