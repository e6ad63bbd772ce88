import { expect, it } from 'vitest'
import { systemRandom } from '../../../lib/base/ids.ts'
import { createNumberedBus } from '../../../server/bus/numbered-bus.ts'
import { createStreamRelay } from '../../../server/http/stream-relay.ts'
import { createFakeClock } from '../../support/server/fake-clock.ts'
import { createMemoryHub } from '../../support/server/memory-wire.ts'

const post = { room: 'room', pong: null, body: null }

it('PR23 an address that posts to streams of nobody takes no place of others, and has its own back in seconds', async () => {
  const clock = createFakeClock()
  const hub = createMemoryHub()
  const open = () => createNumberedBus({ openWire: hub.open, clock, random: systemRandom, heartbeatMs: 5000 })
  const [here, there] = await Promise.all([open(), open()])
  const relay = createStreamRelay({ bus: here, clock, random: systemRandom })
  const holder = createStreamRelay({ bus: there, clock, random: systemRandom })
  const letGo = holder.hold('held', async () => true)
  const lost = Array.from({ length: 2_000 }, (_, nth) => relay.pass(`unknown${nth}`, post, '192.0.2.1'))
  expect(await relay.pass('held', post, '192.0.2.2')).toBe(true)
  // Over its share it is refused at once, also for what somebody holds.
  expect(await relay.pass('held', post, '192.0.2.1')).toBe(false)
  clock.pass(2_000)
  expect(await Promise.all(lost)).not.toContain(true)
  expect(await relay.pass('held', post, '192.0.2.1')).toBe(true)
  letGo()
  relay.close()
  holder.close()
  await Promise.all([here.close(), there.close()])
})
