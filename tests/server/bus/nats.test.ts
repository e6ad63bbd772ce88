import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Clock, systemClock } from '../../../lib/base/clock.ts'
import { systemRandom } from '../../../lib/base/ids.ts'
import type { Bus } from '../../../server/bus/bus.ts'
import { createBus } from '../../../server/bus/registry.ts'
import { hasNats, type PrivateNats, startNats } from '../../support/server/private-nats.ts'
import { startSwallowingPath } from '../../support/server/swallowing-path.ts'
import { until } from '../../support/server/sync-server.ts'
import { testCert, testKey } from '../../support/server/test-cert.ts'
import { describeBus, enter, type Place } from './bus-contract.ts'

const options = { clock: systemClock, heartbeatMs: 10_000 }
/** Whoever falls silent is noticed soon. */
const alert = { heartbeatMs: 200 }
/** Waits of seconds end soon. */
const soon: Clock = { ...systemClock, after: (ms, run) => systemClock.after(Math.min(ms, 300), run) }

const open = (url: string, more: { clock?: Clock; heartbeatMs?: number; ca?: string | null } = {}): Promise<Bus> =>
  createBus({ ...options, random: systemRandom, ca: null, ...more, url })

const failureOf = (opening: Promise<Bus>): Promise<Error> =>
  opening.then(
    () => new Error('opened'),
    (error) => error,
  )

async function untilHeard(here: Place, there: Place): Promise<void> {
  await until(() => {
    if (there.heard.length === 0) here.say('heard')
    return there.heard.length > 0
  })
}

describe.skipIf(!hasNats)('(needs nats)', () => {
  let nats: PrivateNats
  let url: string
  beforeAll(async () => {
    nats = await startNats()
    url = `nats://127.0.0.1:${nats.port}`
  })
  afterAll(() => nats?.stop())

  describeBus('nats', (more) => open(url, more))

  it('installations with different names on one NATS do not hear one another', async () => {
    const [a, b, other] = [await open(url), await open(`${url}/0`), await open(`${url}/other`)]
    const [here, there, foreign] = [await enter(a), await enter(b), await enter(other)]
    foreign.say('foreign')
    await other.check()
    here.say('ours')
    await until(() => there.heard.length === 1)
    expect([there.heard, foreign.heard]).toEqual([['ours'], []])
    await Promise.all([a.close(), b.close(), other.close()])
  })

  it('PR11 a NATS that is killed and comes back is heard again, and everyone rereads', async () => {
    const [a, b] = [await open(url, alert), await open(url, alert)]
    const [here, there] = [await enter(a), await enter(b)]
    await nats.stop()
    await until(() => there.events.includes('(lost)'))
    await expect(a.check()).rejects.toThrow(/bus-(unreachable|silent)/)
    here.say('unheard')
    await nats.start()
    const before = there.events.length
    await until(() => there.events.slice(before).includes('(lost)'))
    await untilHeard(here, there)
    expect(there.heard).not.toContain('unheard')
    await Promise.all([a.close(), b.close()])
  })

  it('PR8 a handshake that is never answered is given up, its connection closed, and the next one is heard', async () => {
    const path = await startSwallowingPath(nats.port)
    const [a, b] = [await open(`nats://127.0.0.1:${path.port}`, { clock: soon, ...alert }), await open(url, alert)]
    const [here, there] = [await enter(a), await enter(b)]
    path.swallow()
    await until(() => path.swallowed >= 1)
    path.pass()
    await untilHeard(here, there)
    await until(() => path.held === 0)
    await Promise.all([a.close(), b.close()])
    path.close()
  })

  it('PR8 a connection that falls silent with much to say is given up at once, and the next one is heard', async () => {
    const path = await startSwallowingPath(nats.port)
    const [a, b] = [await open(`nats://127.0.0.1:${path.port}`, alert), await open(url, alert)]
    const [here, there] = [await enter(a), await enter(b)]
    path.stall()
    // More than the line takes: what waits for room on a dead connection must not hold up the next one.
    for (let i = 0; i < 40; i++) here.say('x'.repeat(1_000_000))
    await untilHeard(here, there)
    await Promise.all([a.close(), b.close()])
    path.close()
  })

  it('an address where nothing answers says so, without the password', async () => {
    const failure = await failureOf(open('nats://ink:hidden@127.0.0.1:1', { clock: soon }))
    expect(failure).toMatchObject({ code: 'bus-unreachable', message: expect.stringMatching(/127\.0\.0\.1.*BUS_URL/) })
    expect(failure.message).not.toContain('hidden')
  })
})

describe.skipIf(!hasNats)('NATS with a password and a certificate of its own (needs nats)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'inkroom-nats-'))
  let nats: PrivateNats
  beforeAll(async () => {
    const [cert, key] = ['cert.pem', 'key.pem'].map((name) => join(folder, name))
    writeFileSync(cert, testCert)
    writeFileSync(key, testKey)
    const settings = join(folder, 'nats.conf')
    writeFileSync(settings, 'max_payload: 1024')
    const login = ['--user', 'ink', '--pass', 's@cret/word']
    nats = await startNats('--config', settings, '--tls', '--tlscert', cert, '--tlskey', key, ...login)
  })
  afterAll(async () => {
    await nats?.stop()
    rmSync(folder, { recursive: true })
  })
  const address = (scheme: string, password: string): string => `${scheme}://ink:${password}@localhost:${nats.port}`

  it('both are taken from the settings, of several hosts the one that answers, and no message is too large', async () => {
    const url = address('tls', 's%40cret%2Fword').replace('@localhost', '@127.0.0.1:1,localhost')
    const [a, b] = [await open(url, { ca: testCert }), await open(url, { ca: testCert })]
    const [here, there] = [await enter(a), await enter(b)]
    const long = 'long '.repeat(20_000)
    here.say(long)
    await until(() => there.heard.length === 1)
    expect(there.heard[0] === long).toBe(true)
    await Promise.all([a.close(), b.close()])
  })

  it.each([
    ['a certificate that nobody vouches for', 'tls', 's%40cret%2Fword', null, /certificate/],
    ['a wrong password', 'tls', 'wrong', testCert, /authorization/i],
  ])('%s ends the start with that reason', async (_, scheme, password, ca, reason) => {
    const failure = await failureOf(open(address(scheme, password), { clock: soon, ca }))
    expect(failure.message).toMatch(reason)
    expect(failure.message).not.toContain('wrong')
  })

  it('where TLS was asked for, a server without it is refused', async () => {
    const plain = await startNats()
    const failure = await failureOf(open(`tls://localhost:${plain.port}`, { clock: soon }))
    expect(failure.message).toMatch(/tls/)
    await plain.stop()
  })
})
