/** Fills an empty store with rooms, each with a record and one small board: `seed-rooms.ts FOLDER COUNT`. */
import * as Y from 'yjs'
import { systemClock } from '../../lib/base/clock.ts'
import { type RoomId, systemRandom } from '../../lib/base/ids.ts'
import { createAccess } from '../../server/access/create-access.ts'
import { loadSecret } from '../../server/access/secret.ts'
import { createLmdbStorage } from '../../server/storage/lmdb.ts'

const AT_ONCE = 1000
const SHAPES = 20

const [folder, count] = process.argv.slice(2)
const { log, records, close } = await createLmdbStorage(folder)
const secret = await loadSecret(records, systemRandom)
const access = createAccess({
  records,
  secret,
  clock: systemClock,
  random: systemRandom,
  adHocRooms: true,
  isDeleted: log.isDeleted,
})
const doc = new Y.Doc()
for (let n = 0; n < SHAPES; n++) doc.getMap('shapes').set(`shape-${n}`, { x: n, y: n, w: 100, h: 80 })
const board = Y.encodeStateAsUpdate(doc)
for (let first = 0; first < Number(count); first += AT_ONCE) {
  const rooms = Array.from({ length: Math.min(AT_ONCE, Number(count) - first) }, (_, n) => `stored-${first + n}`)
  await Promise.all(
    rooms.map(async (room) => {
      await access.ensureRoom(room as RoomId)
      await log.append(room as RoomId, [board])
    }),
  )
}
await close()
