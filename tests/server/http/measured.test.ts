/** What an operator reads off: every number that the documents promise moves with what it counts. */
import { expect, test } from 'vitest'
import { encodeStep1 } from '../../../lib/protocol/codec.ts'
import { openStream } from '../../support/server/event-stream-client.ts'
import { connect } from '../../support/server/raw-client.ts'
import { until } from '../../support/server/sync-server.ts'
import { call, startTestServer, type TestServer, updateOf } from '../../support/server/test-server.ts'

/** Sums over labels, by name. */
async function read(server: TestServer): Promise<(name: string) => number> {
  const { answer } = await call(server, 'GET', '/metrics')
  const sums = new Map<string, number>()
  for (const line of (await answer.text()).split('\n')) {
    const [, name, value] = /^inkroom_(\w+)(?:\{[^}]*\})? (\S+)$/.exec(line) ?? []
    if (name) sums.set(name, (sums.get(name) ?? 0) + Number(value))
  }
  return (name) => sums.get(name) ?? Number.NaN
}

test('connections, rooms, messages, bytes, ticks, appends, lag and refusals are measured, over both transports', async () => {
  const server = await startTestServer()
  const [ada, bob] = [
    await connect(`${server.url.replace('http', 'ws')}/sync/measured`, { inkroom: true }),
    await openStream(server.url, 'measured'),
  ]
  await bob.send([encodeStep1(Uint8Array.of(0))])
  const update = updateOf('a', 'x'.repeat(1000))
  ada.sayUpdate(update)
  await until(() => ada.stored === 1)
  await bob.expectMessage((message) => message.length > 1000)
  const during = await read(server)
  expect([during('connections'), during('peers'), during('rooms')]).toEqual([2, 2, 1])
  expect(during('messages_received_total')).toBe(3)
  expect(during('bytes_received_total')).toBeGreaterThan(update.length)
  expect(during('bytes_sent_total')).toBeGreaterThan(update.length)
  expect(during('messages_sent_total')).toBeGreaterThan(3)
  expect(during('updates_stored_total')).toBe(1)
  for (const timed of ['tick_ms', 'append_ms', 'open_room_ms', 'http_ms']) {
    expect(during(`${timed}_count`)).toBeGreaterThan(0)
  }
  expect(during('event_loop_lag_ms')).toBeGreaterThanOrEqual(0)
  expect(during('event_loop_lag_p99_ms')).toBeGreaterThanOrEqual(0)

  ada.say(Uint8Array.of(99))
  await ada.closed
  await until(() => server.rooms.live('measured' as never)?.stats().peers === 1)
  const { answer } = await call(server, 'GET', '/metrics')
  const text = await answer.text()
  expect(text).toContain('inkroom_refusals_total{reason="malformed-message"} 1')
  expect(text).toContain('inkroom_closes_total{code="4400"} 1')
  expect(text).toContain('inkroom_peers 1')
  // Numbers say nothing of who or what.
  expect(text).not.toContain('measured')
})
