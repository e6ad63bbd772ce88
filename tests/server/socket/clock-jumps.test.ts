/** The machine's clock is set back or ahead while people draw. */
import { afterEach, expect, test, vi } from 'vitest'
import type { RoomId } from '../../../lib/base/ids.ts'
import { connect } from '../../support/server/raw-client.ts'
import { type SyncServer, startSyncServer, until } from '../../support/server/sync-server.ts'
import { call, startTestServer, updateOf } from '../../support/server/test-server.ts'

const HOUR_MS = 3_600_000
const realDate = Date.now.bind(Date)
let server: SyncServer | null = null
afterEach(async () => {
  vi.restoreAllMocks()
  await server?.close()
  server = null
})
const setClock = (offsetMs: number) => vi.spyOn(Date, 'now').mockImplementation(() => realDate() + offsetMs)

test.each([-10_000, -HOUR_MS, 10_000, HOUR_MS])(
  'PR17 a clock that jumps by %i ms throws nobody out and holds nothing up',
  async (jumpMs) => {
    server = await startSyncServer({ heartbeatMs: 100 })
    const url = `${server.url}/board`
    const [writer, reader] = [await connect(url, { inkroom: true }), await connect(url, { inkroom: true })]
    writer.sayUpdate(updateOf('before', 1))
    await until(() => writer.stored === 1 && reader.doc.getMap('shapes').has('before'))
    setClock(jumpMs)
    for (let i = 0; i < 100; i++) writer.sayUpdate(updateOf(`k${i}`, 1))
    await until(() => writer.stored === 101 && reader.doc.getMap('shapes').has('k99'))
    let beats = 0
    writer.socket.on('ping', () => beats++)
    await until(() => beats >= 4)
    expect([writer.socket.readyState, reader.socket.readyState]).toEqual([writer.socket.OPEN, reader.socket.OPEN])
    expect(server.rooms.live('board' as RoomId)?.stats().peers).toBe(2)
  },
)

test('PR17 AC2 a link for a day is valid for a day by the server, whatever clock the owner has', async () => {
  const { url, access } = await startTestServer()
  const { room, ownerToken } = await access.createRoom({ title: '', access: 'closed' })
  const make = (json: object) => call({ url } as never, 'POST', `/api/rooms/${room}/links`, { token: ownerToken, json })
  const made = await make({ role: 'editor', lifetimeMs: 24 * HOUR_MS })
  expect(Math.abs(made.body.expiresAt - realDate() - 24 * HOUR_MS)).toBeLessThan(60_000)
  for (const lifetimeMs of [0, -1, 1.5, 1e15]) expect((await make({ role: 'editor', lifetimeMs })).status).toBe(400)
  expect((await make({ role: 'editor', lifetimeMs: 1, expiresAt: 1 })).status).toBe(400)
})
