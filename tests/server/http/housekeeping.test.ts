import { expect, onTestFinished, test } from 'vitest'
import { type RoomId, systemRandom } from '../../../lib/base/ids.ts'
import { createAccess } from '../../../server/access/create-access.ts'
import { createHousekeeping } from '../../../server/http/housekeeping.ts'
import { createVersionStore } from '../../../server/http/version-store.ts'
import { createSilentObserve } from '../../../server/observe/observe.ts'
import { createFakeClock } from '../../support/server/fake-clock.ts'
import { createProcesses, createWriter } from '../../support/server/many-rooms.ts'
import { createRoomPeer } from '../../support/server/room-peer.ts'
import { until } from '../../support/server/sync-server.ts'
import { updateOf } from '../../support/server/test-server.ts'

const DAY_MS = 86_400_000

/** Two processes on one storage; the first one keeps house. */
async function setUp(expiryDays: number) {
  const clock = createFakeClock()
  const { start, storage, hub } = createProcesses()
  const [here, elsewhere] = [await start(), await start()]
  const { records } = storage
  const access = createAccess({
    records,
    secret: 's'.repeat(32),
    clock,
    random: systemRandom,
    adHocRooms: true,
    isDeleted: storage.log.isDeleted,
  })
  const versions = createVersionStore({ records, clock, random: systemRandom })
  const observe = createSilentObserve()
  const options = { rooms: here.rooms, access, records, versions, clock, observe, versionDays: 90, expiryDays }
  const house = createHousekeeping({ ...options, bus: here.bus })
  onTestFinished(() => {
    house.close()
    observe.metrics.close()
  })
  async function makeRoom(): Promise<RoomId> {
    const { room } = await access.createRoom({ title: '', access: 'edit' })
    await storage.log.append(room, [updateOf('a', 1)])
    return room
  }
  /** A sweep whose waits pass. */
  async function sweep(): Promise<void> {
    let isDone = false
    const swept = house.sweep().finally(() => {
      isDone = true
    })
    await until(() => isDone, 'the sweep ends', { advance: () => clock.pass(100) })
    await swept
  }
  return { clock, storage, hub, here, elsewhere, house, versions, makeRoom, sweep }
}

test('RM18 a room that nobody opens for so many days is deleted for good; visits and changes begin them anew', async () => {
  const { clock, storage, house, makeRoom, sweep } = await setUp(10)
  const [idle, visited] = [await makeRoom(), await makeRoom()]
  await sweep()
  for (let day = 0; day < 9; day++) {
    clock.sleep(DAY_MS - 3_600_000)
    await sweep()
    clock.sleep(3_600_000)
    await sweep()
  }
  house.visited(visited)
  await expect.poll(() => storage.records.get(['room', visited, 'visited'])).not.toBe(null)
  expect(await storage.log.isDeleted(idle)).toBe(false)
  clock.sleep(DAY_MS - 3_600_000)
  await sweep()
  clock.sleep(2 * 3_600_000)
  await sweep()
  expect([await storage.log.isDeleted(idle), await storage.log.isDeleted(visited)]).toEqual([true, false])
  await expect(storage.log.append(idle, [updateOf('b', 1)])).rejects.toThrow('the room was deleted')
})

test('RM18 nobody loses a room they are in, here or at another process, or while others cannot be asked', async () => {
  const { clock, storage, hub, here, elsewhere, makeRoom, sweep } = await setUp(1)
  const [first, second, third] = [await makeRoom(), await makeRoom(), await makeRoom()]
  await createRoomPeer(here.rooms, first)
  await createWriter(elsewhere.rooms, second)
  await sweep()
  // At once for the notes, too late for the stay: what counts is who is there.
  clock.sleep(23 * 3_600_000)
  await sweep()
  clock.sleep(2 * 3_600_000)
  hub.cut()
  await sweep()
  expect(await storage.log.isDeleted(third)).toBe(false)
  hub.restore()
  await sweep()
  const areDeleted = await Promise.all([first, second, third].map((room) => storage.log.isDeleted(room)))
  expect(areDeleted).toEqual([false, false, true])
})

test('RM18 turning it on deletes nothing before its time, also after a while without it; 0 deletes never', async () => {
  const { clock, storage, makeRoom, sweep } = await setUp(5)
  const room = await makeRoom()
  clock.sleep(1000 * DAY_MS)
  await sweep()
  clock.sleep(4 * DAY_MS)
  // For four days no server noted who came: it begins anew.
  await sweep()
  clock.sleep(2 * DAY_MS)
  await sweep()
  expect(await storage.log.isDeleted(room)).toBe(false)
})

test('RM19 versions of rooms that nobody draws in are thinned as they age', async () => {
  const { clock, versions, makeRoom, sweep } = await setUp(0)
  const room = await makeRoom()
  for (let seq = 1; seq <= 6; seq++) {
    await versions.save(room, { bytes: updateOf('a', seq), seq }, { label: '', auto: seq !== 3, people: [] })
    clock.sleep(10 * 60_000)
  }
  await sweep()
  expect(await versions.list(room)).toHaveLength(6)
  clock.sleep(3 * DAY_MS)
  await sweep()
  const days = new Set((await versions.list(room)).filter(({ auto }) => auto).map(({ at }) => Math.floor(at / DAY_MS)))
  expect((await versions.list(room)).filter(({ auto }) => auto)).toHaveLength(days.size)
  clock.sleep(100 * DAY_MS)
  await sweep()
  // What somebody named stays.
  expect((await versions.list(room)).map(({ seq }) => seq)).toEqual([3])
})
