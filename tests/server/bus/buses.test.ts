import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../lib/base/clock.ts'
import { type RoomId, systemRandom } from '../../../lib/base/ids.ts'
import { encodeEnvelope } from '../../../server/bus/envelope.ts'
import { createNumberedBus } from '../../../server/bus/numbered-bus.ts'
import { createBus } from '../../../server/bus/registry.ts'
import { createMemoryHub, type MemoryHub } from '../../support/server/memory-wire.ts'
import { until } from '../../support/server/sync-server.ts'
import { type BusToOpen, bytesOf, describeBus, enter } from './bus-contract.ts'

const openOn = (hub: MemoryHub) => (options: BusToOpen) =>
  createNumberedBus({ ...options, random: systemRandom, openWire: (listener) => hub.open(listener) })

describeBus('a bus in memory', openOn(createMemoryHub()))

describe('PR11 a wire that loses things', () => {
  const hub = createMemoryHub()
  const open = () => openOn(hub)({ clock: systemClock, heartbeatMs: 60 })

  it('a gap is noticed with the next message, which is not lost', async () => {
    const [a, b] = [await open(), await open()]
    const [here, there] = [await enter(a), await enter(b)]
    here.say('one')
    await until(() => there.heard.length === 1)
    hub.loseNext()
    here.say('two')
    here.say('three')
    await until(() => there.heard.length === 2)
    expect(there.events).toEqual(['one', '(lost)', 'three'])
    await Promise.all([a.close(), b.close()])
  })

  it('the loss of the last message is noticed too, within a heartbeat', async () => {
    const [a, b] = [await open(), await open()]
    const [here, there] = [await enter(a), await enter(b)]
    here.say('one')
    await until(() => there.heard.length === 1)
    hub.loseNext()
    here.say('two')
    await until(() => there.events.includes('(lost)'))
    expect(there.heard).toEqual(['one'])
    await Promise.all([a.close(), b.close()])
  })

  it('PR20 a process of another version is told of, once', async () => {
    const told: object[] = []
    const bus = await createNumberedBus({
      clock: systemClock,
      heartbeatMs: 60,
      random: systemRandom,
      openWire: (listener) => hub.open(listener),
      onOtherVersion: (versions) => void told.push(versions),
    })
    const wire = await hub.open({ receive() {}, up() {}, dropped() {}, echoed() {} })
    const beatOf = (process: string, version: number) =>
      encodeEnvelope({ process, session: 0, number: 0, message: Uint8Array.of(0, version) })
    for (const process of ['new', 'newer', 'new']) wire.publish('processes', beatOf(process, 2))
    const same = await open()
    await until(() => told.length > 0)
    await bus.check()
    expect(told).toEqual([{ ours: 1, theirs: 2 }])
    await Promise.all([bus.close(), same.close(), wire.close()])
  })

  it('whether it is up is told when it changes', async () => {
    const told: boolean[] = []
    const bus = await createNumberedBus({
      clock: systemClock,
      heartbeatMs: 60,
      random: systemRandom,
      openWire: (listener) => hub.open(listener),
      onChange: (isUp) => void told.push(isUp),
    })
    hub.cut()
    await until(() => told.length === 2)
    hub.restore()
    await until(() => told.length === 3)
    expect(told).toEqual([true, false, true])
    await bus.close()
  })

  it('PR10 while it is down nothing is queued, everyone looks for themselves, and on return everyone rereads', async () => {
    const [a, b] = [await open(), await open()]
    const [here, there] = [await enter(a), await enter(b)]
    hub.cut()
    for (let i = 0; i < 1000; i++) here.say('unheard')
    await expect(a.check()).rejects.toThrow('bus-unreachable')
    await until(() => there.events.filter((event) => event === '(lost)').length >= 2)
    hub.restore()
    const before = there.events.length
    await until(() => there.events.slice(before).includes('(lost)'))
    here.say('heard')
    await until(() => there.heard.length === 1)
    expect(there.heard).toEqual(['heard'])
    await a.check()
    await Promise.all([a.close(), b.close()])
  })

  it('PR8 a wire that looks alive and carries nothing is noticed, and connected anew', async () => {
    const [a, b] = [await open(), await open()]
    const [here, there] = [await enter(a), await enter(b)]
    hub.mute()
    here.say('unheard')
    await until(() => there.events.includes('(lost)'))
    here.say('heard')
    await until(() => there.heard.length === 1)
    expect(there.heard).toEqual(['heard'])
    await Promise.all([a.close(), b.close()])
  })

  it('what is no message of ours is not heard', async () => {
    const b = await open()
    const there = await enter(b)
    const wire = await hub.open({ receive() {}, up() {}, dropped() {}, echoed() {} })
    for (const junk of ['', '\u0001', '\u0001\u00ff\u00ff', '{}']) wire.publish('room:board', bytesOf(junk))
    const a = await open()
    a.tell('board' as RoomId, bytesOf('real'))
    await until(() => there.events.length > 0)
    expect(there.events).toEqual(['real'])
    await Promise.all([a.close(), b.close(), wire.close()])
  })
})

it('an unknown scheme names the ones that there are', async () => {
  const options = { clock: systemClock, random: systemRandom, heartbeatMs: 5000, ca: null }
  await expect(createBus({ ...options, url: 'pigeon:a' })).rejects.toThrow(
    'BUS_URL must begin with one of local: redis:',
  )
  const alone = await createBus({ ...options, url: 'local:' })
  expect(alone.isShared).toBe(false)
  await alone.check()
  await alone.close()
})
