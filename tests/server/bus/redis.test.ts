import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Clock, systemClock } from '../../../lib/base/clock.ts'
import { systemRandom } from '../../../lib/base/ids.ts'
import { createBus } from '../../../server/bus/registry.ts'
import {
  hasRedis,
  type PrivateRedis,
  type Sentinels,
  startRedis,
  startSentinels,
  startTlsRedis,
} from '../../support/server/private-redis.ts'
import { startSwallowingPath } from '../../support/server/swallowing-path.ts'
import { until } from '../../support/server/sync-server.ts'
import { testCert } from '../../support/server/test-cert.ts'
import { describeBus, enter } from './bus-contract.ts'

const alert = { clock: systemClock, heartbeatMs: 200 }

describe.skipIf(!hasRedis)('Redis by TLS (needs redis)', () => {
  let redis: PrivateRedis
  beforeAll(async () => {
    redis = await startTlsRedis()
  })
  afterAll(() => redis?.stop())

  it('is heard where its authority is known, and refused where it is not', async () => {
    const open = (ca: string | null, clock: Clock = systemClock) =>
      createBus({ clock, heartbeatMs: 10_000, url: redis.url, ca, random: systemRandom })
    const [a, b] = [await open(testCert), await open(testCert)]
    const [here, there] = [await enter(a), await enter(b)]
    here.say('heard')
    await until(() => there.heard.length === 1)
    const soon: Clock = { ...systemClock, after: (ms, run) => systemClock.after(Math.min(ms, 500), run) }
    await expect(open(null, soon)).rejects.toThrow(/rediss:.*certificate/)
    await Promise.all([a.close(), b.close()])
  })
})

describe.skipIf(!hasRedis)('Redis behind sentinels (needs redis)', () => {
  let sentinels: Sentinels
  beforeAll(async () => {
    sentinels = await startSentinels()
  })
  afterAll(() => sentinels?.stop())
  const open = (options: { clock: Clock; heartbeatMs: number }) =>
    createBus({ ...options, url: sentinels.url, ca: null, random: systemRandom })

  describeBus('redis behind sentinels', open)

  it('PR11 when the master is killed the bus goes on by the one that the sentinels make the next', async () => {
    const [a, b] = [await open(alert), await open(alert)]
    const [here, there] = [await enter(a), await enter(b)]
    await sentinels.killMaster()
    await until(() => there.events.includes('(lost)'))
    await until(
      () => {
        if (there.heard.length === 0) here.say('heard')
        return there.heard.length > 0
      },
      'heard by the next master',
      null,
      20_000,
    )
    await Promise.all([a.close(), b.close()])
  }, 30_000)
})

const passes = [() => true, () => false] as const

describe.skipIf(!hasRedis)('(needs redis)', () => {
  let redis: PrivateRedis
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis?.stop())
  const open = (options: { clock: Clock; heartbeatMs: number }, url = redis.url) =>
    createBus({ ...options, url, ca: null, random: systemRandom })

  describeBus('redis', (options) => open(options))

  it('installations that use different databases of one Redis do not hear one another', async () => {
    const options = { clock: systemClock, heartbeatMs: 500 }
    const [a, b, other] = [await open(options), await open(options), await open(options, redis.url.replace(/0$/, '1'))]
    const [here, there, foreign] = [await enter(a), await enter(b), await enter(other)]
    foreign.say('foreign')
    await other.check()
    here.say('ours')
    await until(() => there.heard.length === 1)
    expect([there.heard, foreign.heard]).toEqual([['ours'], []])
    await Promise.all([a.close(), b.close(), other.close()])
  })

  it('PR11 a Redis that is killed and comes back is heard again, and everyone rereads', async () => {
    const options = { clock: systemClock, heartbeatMs: 200 }
    const [a, b] = [await open(options), await open(options)]
    const [here, there] = [await enter(a), await enter(b)]
    await redis.stop()
    await until(() => there.events.includes('(lost)'))
    await expect(a.check()).rejects.toThrow(/bus-(unreachable|silent)/)
    here.say('unheard')
    await redis.start()
    const before = there.events.length
    await until(() => there.events.slice(before).includes('(lost)'))
    await until(() => {
      if (there.heard.length === 0) here.say('heard')
      return there.heard.length > 0
    })
    expect(there.heard).not.toContain('unheard')
    // Heard is not yet hearing: the other direction comes up by itself.
    let isPassing = false
    while (!isPassing) isPassing = await a.check().then(...passes)
    await Promise.all([a.close(), b.close()])
  })

  it('PR8 a connection that is taken and never answered is given up, and the next one is heard', async () => {
    const soon: Clock = { ...systemClock, after: (ms, run) => systemClock.after(Math.min(ms, 300), run) }
    const path = await startSwallowingPath(Number(new URL(redis.url).port))
    const patient = { clock: systemClock, heartbeatMs: 200 }
    const b = await open(patient)
    const a = await open({ ...patient, clock: soon }, `redis://127.0.0.1:${path.port}/0`)
    const [here, there] = [await enter(a), await enter(b)]
    path.swallow()
    // Both connections have been taken by something that says nothing.
    await until(() => path.swallowed >= 2)
    path.pass()
    await until(() => {
      if (there.heard.length === 0) here.say('heard')
      return there.heard.length > 0
    })
    await Promise.all([a.close(), b.close()])
    path.close()
  })

  it('an address where nothing answers says so, without the password', async () => {
    const soon: Clock = { ...systemClock, after: (ms, run) => systemClock.after(Math.min(ms, 200), run) }
    const url = 'redis://:hidden@127.0.0.1:1/0'
    const failure: Error = await open({ clock: soon, heartbeatMs: 500 }, url).then(
      () => new Error('opened'),
      (error) => error,
    )
    expect(failure).toMatchObject({ code: 'bus-unreachable', message: expect.stringMatching(/127\.0\.0\.1.*BUS_URL/) })
    expect(failure.message).not.toContain('hidden')
  })
})
