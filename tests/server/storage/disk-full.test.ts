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

it('ST12 PR10 on a full disk every request is told so by a code, nothing counts as a bug, and the log stays small', async () => {
  const STORAGE_URL = `lmdb:${temporaryFolder()}`
  const small = ['sh', '-c', `ulimit -f ${MAX_FILE_BLOCKS}; exec "$0" "$@"`]
  const full = startServerProcess({ STORAGE_URL, MAX_ROOMS_PER_ADDRESS_PER_DAY: '100000' }, small)
  const base = `http://127.0.0.1:${await full.port}`
  const ask = async (method: string, path: string, body?: string | Uint8Array<ArrayBuffer>, token?: string) => {
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }
    const answer = await fetch(base + path, { method, headers, ...(body === undefined ? {} : { body }) })
    return { status: answer.status, body: (await answer.json().catch(() => ({}))) as Record<string, string> }
  }
  const { room, ownerToken } = (await ask('POST', '/api/rooms', '{}')).body
  const doc = new Y.Doc()
  doc.getMap('shapes').set('big', new Uint8Array(CHUNK_BYTES * 6))
  const update = Y.encodeStateAsUpdate(doc) as Uint8Array<ArrayBuffer>
  let nth = 0
  while ((await ask('PUT', `/api/rooms/fill-${nth}/snapshot`, update)).status < 300) nth++
  expect(nth).toBeGreaterThan(1)
  const links = `/api/rooms/${room}/links`
  const writers = [
    ['POST', '/api/rooms', '{}'],
    ['PATCH', `/api/rooms/${room}`, '{"title":"another"}'],
    ['POST', links, '{"role":"editor"}'],
    ['POST', `/api/rooms/${room}/chat`, '{"from":"Ada","text":"hello"}'],
    ['PUT', '/api/rooms/new-room/snapshot', update],
  ] as const
  for (let round = 0; round < 8; round++) {
    for (const [method, path, body] of writers) {
      const { status, body: said } = await ask(method, path, body, path.includes('new-room') ? undefined : ownerToken)
      if (status >= 300) expect(`${status} ${said.code}`).toMatch(/^(503 storage-failed|507 storage-full|429 [a-z-]+)$/)
    }
  }
  expect((await ask('GET', `/api/rooms/${room}`, undefined, ownerToken)).status).toBe(200)
  expect(full.text()).not.toMatch(/"uncaught"|"request-failed"/)
  // What lmdb writes by itself, one line for each failed write, is not ours to leave out.
  const ours = full
    .text()
    .split('\n')
    .filter((line) => line.startsWith('{'))
  expect(ours.length).toBeLessThan(150)
}, 120_000)
