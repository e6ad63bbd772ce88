import * as encoding from 'lib0/encoding'
import { expect, it } from 'vitest'
import type { RoomId } from '../../../lib/base/ids.ts'
import { createRereading } from '../../../server/bus/rereading.ts'
import { decodeBusMessage, encodeBusMessage } from '../../../server/room/bus-messages.ts'
import { createFakeClock } from '../../support/server/fake-clock.ts'

it('ST13 rereading rotates: however often all is asked for, every room has its turn before any has a second one', () => {
  const clock = createFakeClock()
  const rooms = Array.from({ length: 10_000 }, (_, i) => `room${i}` as RoomId)
  const turns = new Map<RoomId, number>()
  const rereading = createRereading({
    clock,
    rooms: () => rooms,
    reread: (room) => turns.set(room, (turns.get(room) ?? 0) + 1),
  })
  for (let beat = 0; beat < 8; beat++) {
    rereading.all()
    clock.pass(2500)
    const counts = rooms.map((room) => turns.get(room) ?? 0)
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
  }
  expect(Math.min(...rooms.map((room) => turns.get(room) ?? 0))).toBeGreaterThanOrEqual(2)
  // What nobody asks for any more comes to rest, after one more turn for what was early.
  clock.pass(60_000)
  const before = [...turns.values()]
  clock.pass(60_000)
  expect([...turns.values()]).toEqual(before)
})

it('PR20 parts of a message that are not known yet are skipped, and those that are known are taken', () => {
  const word = (value: object): [number, (encoder: encoding.Encoder) => void] => [
    0,
    (encoder) => encoding.writeVarString(encoder, JSON.stringify(value)),
  ]
  const encoder = encoding.createEncoder()
  const parts: [number, (encoder: encoding.Encoder) => void][] = [
    word({ name: 'peers', count: 3, andMore: true }),
    [9, (e) => encoding.writeVarUint8Array(e, Uint8Array.of(1, 2, 3))],
    word({ name: 'from the future', at: 1 }),
    word({ name: 'hello' }),
  ]
  encoding.writeVarUint(encoder, parts.length)
  for (const [tag, write] of parts) {
    encoding.writeVarUint(encoder, tag)
    write(encoder)
  }
  expect(decodeBusMessage(encoding.toUint8Array(encoder))).toEqual([{ name: 'peers', count: 3 }, { name: 'hello' }])
  // What is known and broken is not skipped: something was missed.
  const broken = encodeBusMessage([{ name: 'peers', count: -1 }])
  expect(decodeBusMessage(broken)).toBeNull()
})
