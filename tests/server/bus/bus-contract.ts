/** What every bus must do that carries messages between processes; each adapter's test says how one is opened. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Clock, systemClock } from '../../../lib/base/clock.ts'
import type { RoomId } from '../../../lib/base/ids.ts'
import type { Bus, BusRoom } from '../../../server/bus/bus.ts'
import { until } from '../../support/server/sync-server.ts'

const board = 'board' as RoomId
/** Soon, where a silence is waited for; elsewhere so long that a busy machine is not taken for a silent wire. */
const SHORT_MS = 200
const LONG_MS = 10_000

export interface BusToOpen {
  readonly clock: Clock
  readonly heartbeatMs: number
}

/** One place in a room, which writes down what happens. */
export interface Place extends BusRoom {
  readonly events: string[]
  readonly heard: readonly string[]
  say(text: string): void
}

export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Joins, and waits until it hears the others. */
export async function enter(bus: Bus, room: RoomId = board): Promise<Place> {
  const events: string[] = []
  const joined = bus.join(room, {
    receive: (message) => void events.push(textOf(message)),
    lost: () => void events.push('(lost)'),
    gone: () => void events.push('(gone)'),
  })
  await until(() => events.includes('(lost)'))
  events.length = 0
  return {
    ...joined,
    events,
    get heard() {
      return events.filter((event) => !event.startsWith('('))
    },
    say: (text) => joined.publish(bytesOf(text)),
  }
}

/** A clock that never comes round: its process lives and says nothing by itself. */
export const stoppedClock: Clock = { ...systemClock, every: () => () => {} }

export function describeBus(name: string, open: (options: BusToOpen) => Promise<Bus>): void {
  describe(`PR11 ${name}`, () => {
    const opened: Bus[] = []
    const start = async ({ clock = systemClock, heartbeatMs = LONG_MS }: Partial<BusToOpen> = {}): Promise<Bus> => {
      const bus = await open({ clock, heartbeatMs })
      opened.push(bus)
      return bus
    }
    let a: Bus
    let b: Bus
    beforeEach(async () => {
      ;[a, b] = [await start(), await start()]
    })
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((bus) => bus.close()))
    })

    it('what one process says in a room the others hear in order, and itself it does not', async () => {
      const [here, there, elsewhere] = [await enter(a), await enter(b), await enter(b, 'other' as RoomId)]
      const said = Array.from({ length: 200 }, (_, i) => `message ${i}`)
      for (const text of said) here.say(text)
      there.say('answer')
      await until(() => there.events.length === said.length && here.events.length === 1)
      expect(there.events).toEqual(said)
      expect(here.events).toEqual(['answer'])
      expect(elsewhere.events).toEqual([])
    })

    it('bytes come as they went, many of them too', async () => {
      const big = new Uint8Array(3_000_000).map((_, i) => i % 251)
      const heard: Uint8Array[] = []
      let isHeard = false
      b.join(board, {
        receive: (message) => void heard.push(message.slice()),
        lost() {
          isHeard = true
        },
        gone() {},
      })
      await until(() => isHeard)
      const here = await enter(a)
      here.publish(big)
      await until(() => heard.length === 1)
      expect(Buffer.compare(heard[0], big)).toBe(0)
    })

    it('a process that serves no room may tell those that do', async () => {
      const there = await enter(b)
      a.tell(board, bytesOf('closed'))
      await until(() => there.events.length === 1)
      expect(there.events).toEqual(['closed'])
    })

    it('who leaves the room is gone for the others, hears no more, and may come back', async () => {
      const [here, there] = [await enter(a), await enter(b)]
      here.say('hello')
      await until(() => there.heard.length === 1)
      here.leave()
      await until(() => there.events.includes('(gone)'))
      there.say('unheard')
      const again = await enter(a)
      again.say('back')
      await until(() => there.heard.includes('back'))
      expect(there.events).toEqual(['hello', '(gone)', 'back'])
      expect(here.events).toEqual([])
    })

    it('a process that ends is gone at once', async () => {
      const [here, there] = [await enter(a), await enter(b)]
      here.say('hello')
      await until(() => there.heard.length === 1)
      await a.close()
      await until(() => there.events.includes('(gone)'))
      expect(there.events).toEqual(['hello', '(gone)'])
    })

    it('RM4 a process that falls silent is gone within two heartbeats, and back with its next word', async () => {
      const [silent, watcher] = [
        await start({ clock: stoppedClock, heartbeatMs: SHORT_MS }),
        await start({ heartbeatMs: SHORT_MS }),
      ]
      const [here, there] = [await enter(silent), await enter(watcher)]
      const startedAt = performance.now()
      here.say('hello')
      await until(() => there.events.includes('(gone)'))
      expect(performance.now() - startedAt).toBeGreaterThan(SHORT_MS)
      // The first one may be lost: on a busy machine the watcher's own wire may look silent, and be connected anew.
      await until(() => {
        if (!there.heard.includes('still here')) here.say('still here')
        return there.heard.includes('still here')
      })
    })

    it('a check passes while messages do, and fails after the end', async () => {
      await a.check()
      await a.close()
      await expect(a.check()).rejects.toThrow()
    })
  })
}
