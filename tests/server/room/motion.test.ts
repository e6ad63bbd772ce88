/** Movements apart from the rest of presence: who is told of whose, how often, and for how many bytes. */
import { describe, expect, it } from 'vitest'
import type { RoomId } from '../../../lib/base/ids.ts'
import { encodePlainPresence, encodePresenceMessage } from '../../../lib/protocol/codec.ts'
import { encodeMotion, type Motion } from '../../../lib/protocol/motion.ts'
import type { RoomLimits } from '../../../server/room/limits.ts'
import { FakeClock } from '../../support/editor/fake-clock.ts'
import { createProcesses } from '../../support/server/many-rooms.ts'
import { createRoomPeer, type RoomPeer } from '../../support/server/room-peer.ts'
import { until } from '../../support/server/sync-server.ts'

const board = 'board' as RoomId
const VIEW = { unit: 0, x: 0, y: 0, w: 1280, h: 800 }
const presence = (clientId: number, clock: number, state: unknown) => [
  { clientId, clock, state: new TextEncoder().encode(JSON.stringify(state)) },
]
const shows = (clientId: number, clock: number, state: unknown) =>
  encodePresenceMessage(presence(clientId, clock, state))
const moves = (clientId: number, x: number, y: number, more: Partial<Motion> = {}) =>
  encodeMotion({
    clientId,
    place: { unit: 0, x, y },
    view: null,
    followed: [],
    step: new Uint8Array(),
    ...more,
  })

async function openRoom(limits: Partial<RoomLimits> = {}) {
  const clock = new FakeClock()
  const { rooms } = await createProcesses().start({ clock, limits })
  const join = async (clientId: number, options: { readonly plain?: true; readonly view?: Motion['view'] } = {}) => {
    const peer = await createRoomPeer(rooms, board, options.plain ? {} : { motion: true })
    peer.say(shows(clientId, 1, { name: `Person ${clientId}` }))
    if (options.view) peer.say(moves(clientId, 0, 0, { place: null, view: options.view }))
    return peer
  }
  return { clock, rooms, join }
}

const at = (peer: RoomPeer, clientId: number) => {
  const place = peer.motion.placeOf(clientId)
  return place && [place.x, place.y]
}

/** `count` who move on and on in a room, each `apart` from the next; the first looks at where it is. */
async function crowd(count: number, apart: number, limits: Partial<RoomLimits> = {}) {
  const { clock, join } = await openRoom(limits)
  const people: RoomPeer[] = []
  for (let n = 0; n < count; n++) people.push(await join(n + 1, { view: { ...VIEW, x: n * apart } }))
  clock.advance(200)
  let turn = 0
  return {
    clock,
    people,
    /** Everyone moves for so long, 20 times a second. */
    move(ms: number): void {
      for (let passed = 0; passed < ms; passed += 50) {
        turn++
        for (const [n, person] of people.entries()) person.say(moves(n + 1, n * apart + 100 + turn, 100 + (turn % 7)))
        clock.advance(50)
      }
    },
    xOf: (n: number) => n * apart + 100 + turn,
  }
}

describe('movements', () => {
  it('PR18 arrive as small differences, and who joins is told where everyone is', async () => {
    const { clock, join } = await openRoom()
    const [ada, bob] = [await join(1), await join(2)]
    clock.advance(100)
    ada.say(moves(1, 500, 300))
    clock.advance(100)
    expect(at(bob, 1)).toEqual([500, 300])
    const before = bob.presenceBytes
    ada.say(moves(1, 510, 295))
    clock.advance(100)
    expect(at(bob, 1)).toEqual([510, 295])
    expect(bob.presenceBytes - before).toBeLessThan(10)
    const late = await join(3)
    expect(at(late, 1)).toEqual([510, 295])
    ada.say(moves(1, 0, 0, { place: null }))
    clock.advance(100)
    expect(at(late, 1)).toBe(null)
  })

  it('PR18 nothing is told while nobody moves', async () => {
    const { clock, join } = await openRoom()
    const [ada, bob] = [await join(1), await join(2)]
    ada.say(moves(1, 500, 300))
    clock.advance(1000)
    const before = bob.presenceBytes
    clock.advance(5000)
    expect(bob.presenceBytes).toBe(before)
    expect(clock.pending).toBeLessThan(10)
  })

  it('PR18 a view that moves under a pointer at rest is told to nobody, and its sender hears that the line lives', async () => {
    const { clock, join } = await openRoom()
    const [ada, bob] = [await join(1), await join(2)]
    ada.say(moves(1, 500, 300))
    clock.advance(100)
    const before = [ada.presenceBytes, bob.presenceBytes]
    ada.say(moves(1, 500, 300, { view: VIEW }))
    bob.say(moves(2, 0, 0, { place: null, view: VIEW }))
    clock.advance(1000)
    expect([ada.presenceBytes, bob.presenceBytes]).toEqual([before[0] + 3, before[1] + 3])
  })

  it('PR18 a state that was said before for those alone who read states is news to the others when it is said to all', async () => {
    const { clock, join } = await openRoom()
    const [ada, bob] = [await join(1), await join(2)]
    await join(3, { plain: true })
    clock.advance(100)
    const state = { name: 'Ada', viewport: { x: 7, y: 0, w: 10, h: 10 } }
    ada.say(encodePlainPresence(presence(1, 2, state)))
    clock.advance(100)
    ada.say(shows(1, 3, state))
    clock.advance(100)
    expect(bob.others.get(1)).toContain('viewport')
    const before = bob.presenceBytes
    ada.say(shows(1, 4, state))
    clock.advance(100)
    expect(bob.presenceBytes).toBe(before)
  })

  it('PR18 nobody moves the pointer of another, or asks without inkroom.v2', async () => {
    const { clock, join } = await openRoom()
    const [ada, eve, stock] = [await join(1), await join(2), await join(3, { plain: true })]
    ada.say(moves(1, 10, 10))
    clock.advance(100)
    eve.say(moves(1, 999, 999))
    clock.advance(100)
    expect(at(eve, 1)).toEqual([10, 10])
    expect(await stock.say(moves(3, 1, 1))).toMatchObject({ code: 4400 })
    expect(await stock.say(encodePlainPresence([]))).toMatchObject({ code: 4400 })
  })

  it('PR18 who reads awareness only is told everything that way, and others are told that somebody does', async () => {
    const { clock, join } = await openRoom()
    const [ada, bob] = [await join(1), await join(2)]
    expect(ada.hasPlainAudience).toBe(false)
    const stock = await join(3, { plain: true })
    expect([ada.hasPlainAudience, bob.hasPlainAudience]).toEqual([true, true])
    clock.advance(100)
    const before = bob.presenceBytes
    ada.say(encodePlainPresence(presence(1, 2, { name: 'Ada', cursor: { x: 1, y: 2 } })))
    clock.advance(100)
    expect(stock.others.get(1)).toContain('"cursor"')
    expect(bob.presenceBytes).toBe(before)
    ada.say(shows(1, 3, { name: 'Ada L' }))
    clock.advance(100)
    expect(bob.others.get(1)).toContain('Ada L')
    stock.leave()
    expect(ada.hasPlainAudience).toBe(false)
  })

  it('PR18 a renewal is relayed to those alone who would take its sender for gone', async () => {
    const { clock, join } = await openRoom()
    const [ada, bob, stock] = [await join(1), await join(2), await join(3, { plain: true })]
    clock.advance(100)
    const before = [bob.presenceBytes, stock.presenceBytes, ada.presenceBytes]
    ada.say(shows(1, 2, { name: 'Person 1' }))
    clock.advance(100)
    expect(bob.presenceBytes).toBe(before[0])
    expect(stock.presenceBytes).toBeGreaterThan(before[1])
    // It hears that the line lives.
    expect(ada.presenceBytes).toBe(before[2] + 3)
  })

  it('PR18 who goes is gone, and its number is given to another without a mix-up', async () => {
    const { clock, join } = await openRoom()
    const [ada, bob] = [await join(1), await join(2)]
    ada.say(moves(1, 10, 10))
    clock.advance(100)
    ada.leave()
    clock.advance(100)
    expect(bob.others.has(1)).toBe(false)
    const eve = await join(5)
    eve.say(moves(5, 70, 70))
    clock.advance(100)
    expect(at(bob, 5)).toEqual([70, 70])
  })

  it('PR18 steps are handed on unread and in order, with every tick', async () => {
    const { clock, join } = await openRoom()
    const [ada, bob] = [await join(1), await join(2)]
    clock.advance(100)
    for (const n of [1, 2, 3]) ada.say(moves(1, n, n, { step: Uint8Array.of(n) }))
    clock.advance(100)
    expect(bob.steps.get(1)).toEqual([1, 2, 3])
    expect(at(bob, 1)).toEqual([3, 3])
  })

  it('PR11 PR18 cross from process to process', async () => {
    const { start } = createProcesses()
    const [a, b] = [await start(), await start()]
    const ada = await createRoomPeer(a.rooms, board, { motion: true })
    const bob = await createRoomPeer(b.rooms, board, { motion: true })
    ada.say(shows(1, 1, { name: 'Ada' }))
    await until(() => bob.others.has(1))
    ada.say(moves(1, 42, 7, { step: Uint8Array.of(5) }))
    await until(() => at(bob, 1)?.[0] === 42 && bob.steps.get(1)?.[0] === 5)
    const stock = await createRoomPeer(b.rooms, board)
    await until(() => ada.hasPlainAudience === true)
    ada.say(encodePlainPresence(presence(1, 2, { name: 'Ada', cursor: { x: 42, y: 7 } })))
    await until(() => stock.others.get(1)?.includes('cursor'))
    const [c] = [await start()]
    const late = await createRoomPeer(c.rooms, board, { motion: true })
    await until(() => at(late, 1)?.[0] === 42)
    stock.leave()
    await until(() => ada.hasPlainAudience === false)
  })
})

describe('a crowd', () => {
  it('PR19 who moves in sight is told every tick, others a few times a second, and all are right in the end', async () => {
    const { people, move, xOf, clock } = await crowd(60, 5000)
    move(1000)
    const [first] = people
    // In sight at once; out of sight within some ticks.
    expect(at(first, 1)?.[0]).toBe(xOf(0))
    const behind = Array.from({ length: 59 }, (_, n) => xOf(n + 1) - (at(first, n + 2)?.[0] ?? Number.NaN))
    expect(Math.max(...behind)).toBeLessThanOrEqual(10)
    expect(behind.filter((steps) => steps > 0).length).toBeGreaterThan(30)
    clock.advance(1000)
    expect(people.every((person) => people.every((_, n) => at(person, n + 1)?.[0] === xOf(n)))).toBe(true)
    expect(people.every(({ others }) => others.size === 60)).toBe(true)
  })

  it('PR19 whoever is followed is told every tick wherever it is', async () => {
    const { people, move, xOf } = await crowd(60, 5000)
    people[0].say(moves(1, 100, 100, { view: VIEW, followed: [50] }))
    move(1050)
    expect(at(people[0], 50)?.[0]).toBe(xOf(49))
  })

  it('PR19 the budget of a recipient is kept whatever happens, and what it missed is made up for', async () => {
    const recipientBytesPerSecond = 4000
    const { people, move, xOf, clock } = await crowd(100, 3, { recipientBytesPerSecond })
    clock.advance(60_000)
    const before = people.map(({ presenceBytes }) => presenceBytes)
    const seconds = 4
    move(seconds * 1000)
    const spent = people.map(({ presenceBytes }, n) => presenceBytes - before[n])
    // A second of it may be saved up, and one owed.
    expect(Math.max(...spent)).toBeLessThanOrEqual(recipientBytesPerSecond * (seconds + 2))
    expect(Math.min(...spent)).toBeGreaterThan(recipientBytesPerSecond * seconds * 0.5)
    clock.advance(5000)
    for (const n of [0, 50, 99]) people[n].say(moves(n + 1, xOf(n), 1))
    clock.advance(5000)
    expect(at(people[10], 51)).toEqual([xOf(50), 1])
  })

  it('PR19 states wait too while there are no bytes for them, and the latest come in the end', async () => {
    const { clock, join } = await openRoom({ recipientBytesPerSecond: 4000 })
    const [ada, bob] = [await join(1), await join(2)]
    clock.advance(10_000)
    const before = bob.presenceBytes
    for (let n = 0; n < 200; n++) {
      ada.say(shows(1, n + 2, { name: `${n}`.padStart(300, '-') }))
      clock.advance(50)
    }
    expect(bob.presenceBytes - before).toBeLessThanOrEqual(4000 * 12)
    clock.advance(3000)
    expect(bob.others.get(1)).toContain('-199')
  })
})
