/** Who was there: what a version tells of the people in the room. */
import { expect, onTestFinished, test, vi } from 'vitest'
import type { RoomId } from '../../../lib/base/ids.ts'
import { MAX_NAME_LENGTH, MAX_VERSION_PEOPLE } from '../../../lib/protocol/http.ts'
import { QUIET_MS, SWEEP_MS } from '../../../server/http/auto-versions.ts'
import { namesIn } from '../../../server/room/presence-names.ts'
import { createFakeClock } from '../../support/server/fake-clock.ts'
import { connect } from '../../support/server/raw-client.ts'
import { call, startTestServer, type TestServer, updateOf } from '../../support/server/test-server.ts'

const room = 'here' as RoomId
const put = (server: TestServer, key: string) =>
  call(server, 'PUT', `/api/rooms/${room}/snapshot`, { body: updateOf(key, 1) })

async function joinAs(server: TestServer, clientId: number, state: object) {
  const client = await connect(`${server.url.replace('http', 'ws')}/sync/${room}`)
  onTestFinished(() => client.socket.terminate())
  client.sayPresence(clientId, 1, state)
  return client
}
const seen = (server: TestServer, ...names: string[]) =>
  vi.waitFor(() => expect(server.rooms.live(room)?.people()).toEqual(names))

test('DC9 a named version tells who was there, people of other programs too', async () => {
  const server = await startTestServer()
  await put(server, 'a')
  await joinAs(server, 1, { userId: 'u1', name: ' Ada ' })
  await joinAs(server, 2, { user: { name: 'Bo', color: '#fff' } })
  await joinAs(server, 3, { cursor: { x: 1, y: 1 } })
  await seen(server, 'Ada', 'Bo')
  const { body } = await call(server, 'POST', `/api/rooms/${room}/versions`, { json: { label: 'start' } })
  expect(body.people).toEqual(['Ada', 'Bo'])
  const listed = (await call(server, 'GET', `/api/rooms/${room}/versions`)).body.versions
  expect(listed[0].people).toEqual(['Ada', 'Bo'])
})

test('DC9 an automatic version also tells who has left since', async () => {
  const clock = createFakeClock()
  const server = await startTestServer({ clock })
  const ada = await joinAs(server, 1, { userId: 'u1', name: 'Ada' })
  await seen(server, 'Ada')
  await put(server, 'a')
  ada.socket.terminate()
  await joinAs(server, 2, { userId: 'u2', name: 'Bo' })
  await seen(server, 'Bo')
  for (let passed = 0; passed <= QUIET_MS; passed += SWEEP_MS) {
    clock.pass(SWEEP_MS)
    await new Promise((resolve) => setImmediate(resolve))
  }
  const [version] = await vi.waitFor(async () => {
    const made = await server.versions.list(room)
    expect(made).toHaveLength(1)
    return made
  })
  expect(version.people).toEqual(['Ada', 'Bo'])
})

const entry = (state: unknown) => ({ clientId: 1, clock: 1, state: new TextEncoder().encode(JSON.stringify(state)) })

test('DC9 names are read whatever the entries hold, each once and never longer than a name', () => {
  const strange = [null, 7, 'x', [], {}, { name: 5 }, { name: '  ' }, { user: null }, { user: { name: {} } }]
  expect(namesIn(strange.map(entry))).toEqual([])
  expect(namesIn([{ clientId: 1, clock: 1, state: Uint8Array.of(123, 255) }])).toEqual([])
  expect(namesIn([entry({ name: 'Ada' }), entry({ name: 'Ada' })])).toEqual(['Ada'])
  expect(namesIn([entry({ name: 'x'.repeat(900) })])[0]).toHaveLength(MAX_NAME_LENGTH)
})

test('DC9 a version keeps no more names than its limit, and one from before names were kept has none', async () => {
  const server = await startTestServer()
  const people = Array.from({ length: MAX_VERSION_PEOPLE + 1 }, (_, nth) => `Person ${nth}`)
  const snapshot = { bytes: updateOf('a', 1), seq: 1 }
  const { id } = await server.versions.save(room, snapshot, { label: '', auto: true, people })
  expect((await server.versions.list(room))[0].people).toHaveLength(MAX_VERSION_PEOPLE)
  const old = { label: '', at: 1, seq: 1, bytes: 1, auto: true }
  const value = new TextEncoder().encode(JSON.stringify(old))
  await server.storage.records.write([{ key: ['room', room, 'versions', id], value }])
  expect((await server.versions.list(room))[0].people).toEqual([])
})
