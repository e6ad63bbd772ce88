import { afterEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { RoomId } from '../../../lib/base/ids.ts'
import { createMemoryStorage } from '../../../server/storage/memory.ts'
import { connect } from '../../support/server/raw-client.ts'
import { type SyncServer, startSyncServer, until } from '../../support/server/sync-server.ts'

let server: SyncServer
afterEach(() => server.close())

/** Each write takes until the test lets it end. */
function slowStorage() {
  const storage = createMemoryStorage()
  const writing: (() => void)[] = []
  return {
    writing,
    storage: {
      ...storage,
      log: {
        ...storage.log,
        async append(room: RoomId, updates: readonly Uint8Array[]) {
          await new Promise<void>((done) => writing.push(done))
          return storage.log.append(room, updates)
        },
      },
    },
  }
}

it('ST2 PR10 a slow disk delays nothing but the word that all is saved, and its queue does not grow by the change', async () => {
  const { storage, writing } = slowStorage()
  server = await startSyncServer({ storage, socketLimits: { maxMessagesPerSecond: 1e6 } })
  const [ada, bob] = [await connect(`${server.url}/board`, { inkroom: true }), await connect(`${server.url}/board`)]
  const doc = new Y.Doc()
  doc.on('update', (update: Uint8Array) => ada.sayUpdate(update))
  for (let i = 0; i < 120; i++) {
    doc.getMap('shapes').set(`k${i}`, i)
    // One by one: each was relayed before the next is made.
    await until(() => bob.doc.getMap('shapes').size === i + 1)
  }
  expect(ada.stored).toBe(0)
  // One is being written, all others wait as one.
  expect(writing.length).toBe(1)
  const late = await connect(`${server.url}/board`)
  await until(() => late.doc.getMap('shapes').size === 120)
  let ended = 0
  while (ada.stored < 120) {
    await until(() => writing.length > ended || ada.stored === 120)
    for (; ended < writing.length; ended++) writing[ended]()
  }
  expect(writing.length).toBeLessThan(10)
  expect((await storage.log.load('board' as RoomId))?.updates.length).toBe(writing.length)
})
