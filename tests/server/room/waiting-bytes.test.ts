/** Long updates wait for their turn in memory: what waits is bounded. */
import { afterEach, expect, it } from 'vitest'
import type { RoomId } from '../../../lib/base/ids.ts'
import { WaitingBytes } from '../../../server/room/waiting-bytes.ts'
import { crowd } from '../../support/server/slow-updates.ts'
import { type SyncServer, startSyncServer } from '../../support/server/sync-server.ts'

let server: SyncServer
afterEach(() => server?.close())

it('PR10 an address has so many bytes of updates waiting, over all rooms, and others are not held to it', async () => {
  const long = crowd(20_000)
  server = await startSyncServer({
    roomLimits: { maxWaitingBytesPerAddress: 2 * long.length, maxWaitingBytes: 3 * long.length },
  })
  const put = async (room: string, address: string) => {
    const merged = await server.rooms.withRoom(room as RoomId, (loaded) => loaded.merge(long, { address }), {
      create: true,
    })
    return merged.ok ? (merged.value.ok ? 'ok' : merged.value.error.code) : merged.error.code
  }
  const eve = ['a', 'b', 'c', 'd'].map((room) => put(room, '203.0.113.6'))
  const ada = put('e', '203.0.113.1')
  expect((await Promise.all(eve)).sort()).toEqual(['busy', 'busy', 'ok', 'ok'])
  expect(await ada).toBe('ok')
  // Nothing is left behind: all of it may come again.
  expect(await put('c', '203.0.113.6')).toBe('ok')
})

it('PR10 one update alone always has room, however large, and all together have a limit', async () => {
  const waiting = new WaitingBytes({ maxWaitingBytesPerAddress: 10, maxWaitingBytes: 15 })
  expect(waiting.hasRoom('eve', 100)).toBe(true)
  let end = (): void => {}
  const work = new Promise<void>((resolve) => {
    end = resolve
  })
  const held = [waiting.hold('eve', 8, work), waiting.hold('ada', 6, work)]
  expect([waiting.hasRoom('eve', 3), waiting.hasRoom('ada', 3), waiting.hasRoom('eve', 1)]).toEqual([
    false,
    false,
    true,
  ])
  end()
  await Promise.all(held)
  expect(waiting.total).toBe(0)
})
