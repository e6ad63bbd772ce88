/** A disk that takes no more, made by a limit on the size of files that the server itself does not know of. */
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { connect } from '../../support/server/raw-client.ts'
import { startServerProcess, temporaryFolder } from '../../support/server/server-process.ts'
import { until } from '../../support/server/sync-server.ts'

/** In units of 512 bytes, as a shell counts. */
const MAX_FILE_BLOCKS = 4096
const CHUNK_BYTES = 50_000

it('ST1 PR10 a full disk sends its authors away to come back, loses nothing that was acknowledged, and stops nobody', async () => {
  const STORAGE_URL = `lmdb:${temporaryFolder()}`
  const small = ['sh', '-c', `ulimit -f ${MAX_FILE_BLOCKS}; exec "$0" "$@"`]
  const full = startServerProcess({ STORAGE_URL }, small)
  const url = `ws://127.0.0.1:${await full.port}/sync`
  const [writer, reader] = [await connect(`${url}/board`, { inkroom: true }), await connect(`${url}/board`)]
  const elsewhere = [await connect(`${url}/other`, { inkroom: true }), await connect(`${url}/other`)]
  let closeCode = 0
  void writer.closed.then(({ code }) => {
    closeCode = code
  })
  const doc = new Y.Doc()
  doc.on('update', (update: Uint8Array) => closeCode === 0 && writer.sayUpdate(update))
  const keys: string[] = []
  while (closeCode === 0) {
    keys.push(`k${keys.length}`)
    doc.getMap('shapes').set(keys[keys.length - 1], new Uint8Array(CHUNK_BYTES).fill(keys.length))
    await until(() => writer.stored === keys.length || closeCode !== 0)
  }
  expect(closeCode).toBe(4500)
  const acknowledged = keys.slice(0, writer.stored)
  expect(acknowledged.length).toBeGreaterThan(10)
  expect(acknowledged.length).toBeLessThan(keys.length)

  // Readers stay, get what was drawn, and still see one another; those of other rooms too.
  await until(() => reader.doc.getMap('shapes').size === keys.length)
  elsewhere[0].sayPresence(7, 1, { name: 'Ada' })
  await until(() => elsewhere[1].others.has(7))
  expect(reader.socket.readyState).toBe(reader.socket.OPEN)
  expect(full.text()).toContain('append-failed')
  full.child.kill('SIGKILL')
  await full.exit

  // With room on the disk again: everything acknowledged is there, and the rest is offered by whoever has it.
  const roomy = startServerProcess({ STORAGE_URL })
  const again = `ws://127.0.0.1:${await roomy.port}/sync/board`
  const back = await connect(again, { inkroom: true })
  await until(() => acknowledged.every((key) => back.doc.getMap('shapes').has(key)))
  back.sayUpdate(Y.encodeStateAsUpdate(doc))
  await until(() => back.stored === 1)
  const late = await connect(again)
  await until(() => late.doc.getMap('shapes').size === keys.length)
  expect([full.child.signalCode, roomy.child.exitCode]).toEqual(['SIGKILL', null])
})
