import { expect, it } from 'vitest'
import type { RoomId } from '../../../lib/base/ids.ts'
import { encodePresenceMessage } from '../../../lib/protocol/codec.ts'
import { TURN_BYTES } from '../../../server/room/presence-fan-out.ts'
import { FakeClock } from '../../support/editor/fake-clock.ts'
import { createProcesses } from '../../support/server/many-rooms.ts'
import { createRoomPeer } from '../../support/server/room-peer.ts'

const board = 'board' as RoomId
const STATE_BYTES = 8000
const says = (clientId: number, clock: number) => {
  const state = JSON.stringify({ clock, name: 'x'.repeat(STATE_BYTES) })
  return encodePresenceMessage([{ clientId, clock, state: new TextEncoder().encode(state) }])
}

it('PR10 a crowd with large presence is told in turns of so many bytes, each of the latest, and nobody is forgotten', async () => {
  const clock = new FakeClock()
  const { rooms } = await createProcesses().start({ clock, limits: { recipientBytesPerSecond: 1e9 } })
  const people = await Promise.all(Array.from({ length: 40 }, () => createRoomPeer(rooms, board)))
  clock.advance(1000)
  const total = () => people.reduce((sum, { presenceBytes }) => sum + presenceBytes, 0)
  const turns: number[] = []
  const pass = (ms: number): void => {
    for (let passed = 0; passed < ms; passed++) {
      const before = total()
      clock.advance(1)
      turns.push(total() - before)
    }
  }
  // The first is told of at once.
  people[0].say(says(1, 1))
  for (let said = 1; said <= 5; said++) {
    for (const [nth, person] of people.entries()) person.say(says(nth + 1, said + 1))
    pass(20)
  }
  pass(2000)
  expect(Math.max(...turns)).toBeLessThan(TURN_BYTES + 2 * people.length * STATE_BYTES)
  expect(turns.filter((bytes) => bytes > 0).length).toBeGreaterThan(5)
  for (const { others } of people) {
    expect([others.size, ...new Set([...others.values()].map((state) => JSON.parse(state).clock))]).toEqual([40, 6])
  }
})
