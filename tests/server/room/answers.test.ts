import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { createRandom } from '../../lib/updates/random-doc.ts'
import { connect } from '../../support/server/raw-client.ts'
import { startSyncServer, until } from '../../support/server/sync-server.ts'

const CROWD = 20

it('RM3 a crowd that joins a large board at once gets all of it, and edits made meanwhile', async () => {
  const server = await startSyncServer()
  const random = createRandom(5)
  const author = await connect(`${server.url}/board`, { inkroom: true })
  const doc = new Y.Doc()
  doc.on('update', (update: Uint8Array) => author.sayUpdate(update))
  for (let i = 0; i < 40; i++) doc.getMap('shapes').set(`${i}`, `${random()}`.repeat(500))
  await until(() => author.stored >= 40)
  const joining = Array.from({ length: CROWD }, () => connect(`${server.url}/board`, { inkroom: true }))
  doc.getMap('shapes').set('meanwhile', 1)
  const crowd = await Promise.all(joining)
  for (const { doc: theirs } of crowd) {
    await until(() => theirs.getMap('shapes').size === 41)
    expect(theirs.getMap('shapes').toJSON()).toEqual(doc.getMap('shapes').toJSON())
  }
  await server.close()
})
