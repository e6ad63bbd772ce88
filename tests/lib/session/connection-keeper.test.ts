import { beforeEach, expect, test } from 'vitest'
import { type ConnectionKeeper, createConnectionKeeper } from '../../../lib/session/connection-keeper.ts'
import { createFakeClock, type FakeClock } from '../../support/server/fake-clock.ts'

let clock: FakeClock
let calls: string[]
let isOnline: boolean
let hasUnsaved: boolean
let isWatched: boolean
let waitingBytes: number
let isLineBusy: boolean
let networkChanged: () => void
let attended: () => void
let keeper: ConnectionKeeper

beforeEach(() => {
  clock = createFakeClock()
  calls = []
  isOnline = true
  isWatched = true
  hasUnsaved = false
  waitingBytes = 0
  isLineBusy = false
  keeper = createConnectionKeeper({
    open: () => calls.push('open'),
    drop: () => calls.push('drop'),
    probe: () => calls.push('probe'),
    hasUnsaved: () => hasUnsaved,
    waitingBytes: () => waitingBytes,
    isLineBusy: () => isLineBusy,
    transport: () => 'websocket',
    clock,
    random: (size) => new Uint8Array(size).fill(255),
    network: {
      get isOnline() {
        return isOnline
      },
      get isWatched() {
        return isWatched
      },
      onChange(listener) {
        networkChanged = listener
        return () => {}
      },
      onAttention(listener) {
        attended = listener
        return () => {}
      },
    },
  })
  keeper.start()
})

const take = (): string[] => calls.splice(0)

test('PR7 the first retry comes within 100 ms and none within the first half minute waits 2 s', () => {
  keeper.joined()
  keeper.closed(1006)
  take()
  clock.pass(100)
  expect(take()).toEqual(['open'])
  for (let attempt = 0; attempt < 12; attempt += 1) {
    keeper.closed(1006)
    clock.pass(1_700)
    expect(take()).toEqual(['open'])
  }
})

test('PR7 while waiting it says until when', () => {
  keeper.joined()
  keeper.closed(4503)
  expect(keeper.connection.value).toEqual({ name: 'reconnecting', retryAt: clock.now() + 100 })
})

test('RM7 a full room is told from a lost line, until the line itself is lost', () => {
  keeper.closed(4503, 'room-full')
  expect(keeper.connection.value).toMatchObject({ name: 'reconnecting', isFull: true })
  clock.pass(2_000)
  keeper.closed(1006, '')
  expect(keeper.connection.value).not.toHaveProperty('isFull')
})

test('PR6 codes 4400 to 4499 stop it for good, until the user asks', () => {
  for (const code of [4400, 4401, 4403, 4404, 4410, 4413, 4429, 4499]) {
    keeper.closed(code)
    take()
    clock.pass(60_000)
    expect(keeper.connection.value).toEqual({ name: 'refused', code })
    expect(take()).toEqual([])
  }
  keeper.reconnectNow()
  expect(take()).toEqual(['drop', 'open'])
})

test('PR6 every other code brings it back', () => {
  for (const code of [1000, 1001, 1006, 1011, 4399, 4500, 4503]) {
    keeper.joined()
    keeper.closed(code)
    take()
    clock.pass(100)
    expect(take()).toEqual(['open'])
  }
})

test('PR8 an attempt that never joins is given up after ten seconds', () => {
  take()
  clock.pass(3_000)
  keeper.heard()
  clock.pass(7_000)
  expect(take()).toEqual(['drop'])
  clock.pass(100)
  expect(take()).toEqual(['open'])
})

test('PR8 an attempt on a slow line has the time that the bytes of the board need, and no more', () => {
  take()
  // A minute of 16,000 bytes a second, on top of the ten seconds that everybody has.
  keeper.heard(60 * 16_000)
  clock.pass(69_000)
  keeper.heard(0)
  expect(take()).toEqual([])
  clock.pass(1_000)
  expect(take()).toEqual(['drop'])
})

test('PR8 of a board that comes in one message nothing is seen: each attempt waits twice as long as the last', () => {
  const waits: number[] = []
  for (let nth = 0, waited = 0; nth < 6; nth += 1) {
    take()
    keeper.heard()
    for (waited = 0; !calls.includes('drop'); waited += 1) clock.pass(1_000)
    waits.push(waited)
    while (!calls.includes('open')) clock.pass(100)
  }
  expect(waits).toEqual([10, 20, 40, 80, 160, 160])
})

test('PR8 an attempt that is not answered at all is given up after four seconds', () => {
  take()
  clock.pass(4_000)
  expect(take()).toEqual(['drop'])
  clock.pass(100)
  expect(take()).toEqual(['open'])
})

test('PR8 a silent socket is asked for a sign of life and dropped when none comes', () => {
  keeper.joined()
  take()
  clock.pass(10_000)
  expect(take()).toEqual(['probe'])
  clock.pass(5_000)
  expect(take()).toEqual(['drop'])
  expect(keeper.connection.value.name).toBe('reconnecting')
})

test('PR8 a socket that answers is kept', () => {
  keeper.joined()
  clock.pass(10_000)
  keeper.heard()
  take()
  clock.pass(5_000)
  expect(take()).toEqual([])
  expect(keeper.connection.value.name).toBe('live')
})

test('PR8 with unsaved changes silence is questioned after three seconds', () => {
  keeper.joined()
  hasUnsaved = true
  take()
  clock.pass(3_000)
  expect(take()).toEqual(['probe'])
})

test('PR8 the word offline is verified: a server on this machine stays reachable', () => {
  keeper.joined()
  isOnline = false
  networkChanged()
  keeper.heard()
  clock.pass(2_000)
  expect(keeper.connection.value.name).toBe('live')
})

test('PR8 without an answer offline is believed, and online again tries at once', () => {
  keeper.joined()
  isOnline = false
  networkChanged()
  clock.pass(1_500)
  expect(keeper.connection.value).toEqual({ name: 'offline' })
  isOnline = true
  take()
  networkChanged()
  expect(take()).toEqual(['drop', 'open'])
})

/** Attempts that fail at once, until the outage is a long one. */
const failForLong = (): void => {
  keeper.joined()
  for (let nth = 0; nth < 30; nth += 1) {
    keeper.closed(1006)
    clock.pass(10_000)
  }
  keeper.closed(1006)
  take()
}

test('PR7 after an outage of any length a page in sight is back within four seconds', () => {
  failForLong()
  expect(keeper.connection.value).toEqual({ name: 'reconnecting', retryAt: clock.now() + 4_000 })
  clock.pass(4_000)
  expect(take()).toEqual(['open'])
})

test('PR7 a hidden page asks less often, and at once when it comes into sight', () => {
  isWatched = false
  failForLong()
  clock.pass(9_000)
  expect(take()).toEqual([])
  isWatched = true
  networkChanged()
  expect(take()).toEqual(['drop', 'open'])
})

test('PR7 whoever turns to the page after a while is not made to wait, and who works on in it starts no storm', () => {
  failForLong()
  attended()
  expect(take()).toEqual(['drop', 'open'])
  keeper.closed(1006)
  take()
  attended()
  attended()
  expect(take()).toEqual([])
})

test('PR6 turning to the page asks nothing of a server that said stop', () => {
  keeper.closed(4403)
  clock.pass(60_000)
  take()
  attended()
  expect(take()).toEqual([])
})

test('PR8 a board that keeps arriving is waited for, and no longer than its bytes are worth', () => {
  take()
  for (let second = 1; second <= 60; second += 1) {
    keeper.heard(40_000)
    clock.pass(1_000)
  }
  expect(take()).toEqual([])
  // 2.4 MB at 16 bytes a millisecond, and the ten seconds that every attempt has.
  clock.pass(99_000)
  expect(take()).toEqual([])
  clock.pass(1_100)
  expect(take()).toContain('drop')
})

test('PR8 whoever moves in the page notices a dead line within five seconds', () => {
  keeper.joined()
  take()
  keeper.spoke()
  clock.pass(5_000)
  expect(take().slice(0, 2)).toEqual(['probe', 'drop'])
})

test('PR8 a slow line, a hidden page and a line that something else fills are no reason for an alarm', () => {
  keeper.joined()
  take()
  isWatched = false
  keeper.spoke()
  clock.pass(5_000)
  keeper.heard()
  isWatched = true
  isLineBusy = true
  keeper.spoke()
  clock.pass(5_000)
  keeper.heard()
  isLineBusy = false
  // It took five seconds each time: four times that is not too long.
  keeper.spoke()
  clock.pass(9_000)
  keeper.heard()
  expect(take()).toEqual([])
  expect(keeper.connection.value.name).toBe('live')
})

test('PR8 while what I sent still leaves, nobody asks whether the line lives', () => {
  keeper.joined()
  hasUnsaved = true
  take()
  waitingBytes = 3_000_000
  for (let second = 1; second <= 40; second += 1) {
    waitingBytes -= 70_000
    keeper.spoke()
    clock.pass(1_000)
  }
  expect(take()).toEqual([])
  clock.pass(9_000)
  expect(take().slice(0, 2)).toEqual(['probe', 'drop'])
})
