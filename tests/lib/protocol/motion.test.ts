import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decodeClientMessage } from '../../../lib/protocol/codec.ts'
import { messageLimits } from '../../../lib/protocol/limits.ts'
import { messageTypes, motionTypes, SUBPROTOCOL_2 } from '../../../lib/protocol/messages.ts'
import {
  decodeEntries,
  decodeMovers,
  encodeEntries,
  encodeMotion,
  encodeMovers,
  joinEntries,
  type Motion,
  type MotionEntry,
  onBoard,
  placeAt,
} from '../../../lib/protocol/motion.ts'
import { createRandom } from '../updates/random-doc.ts'

const decode = (bytes: ArrayLike<number>) => decodeClientMessage(Uint8Array.from(bytes), messageLimits)
const still: Motion = { clientId: 7, place: null, view: null, followed: [], step: new Uint8Array() }

describe('movements on the wire', () => {
  it('PR2 the table of inkroom.v2 is pinned to its name', () => {
    const table = JSON.stringify([SUBPROTOCOL_2, messageTypes, motionTypes])
    expect(createHash('sha256').update(table).digest('hex').slice(0, 16)).toBe('b800252bb1cc2232')
  })

  it('PR18 what a client says of its movements is read as it was meant', () => {
    const motions: readonly Motion[] = [
      still,
      { ...still, clientId: 4_000_000_000, place: { unit: -3, x: -12_345, y: 2 ** 40 } },
      { ...still, place: { unit: 2, x: 0, y: -1 }, step: Uint8Array.of(1, 2, 3) },
      { ...still, view: { unit: 0, x: -5, y: 6, w: 1280, h: 800 }, followed: [1, 4_000_000_000] },
    ]
    for (const motion of motions) {
      expect(decode(encodeMotion(motion))).toEqual({ ok: true, value: { type: 'motion', motion } })
    }
  })

  it('PR3 any bytes give a movement or a reason, never a throw, on both sides (seed 12)', () => {
    const random = createRandom(12)
    const seen = { ok: 0, refused: 0, read: 0 }
    for (let i = 0; i < 20_000; i++) {
      const bytes = Array.from({ length: Math.floor(random() * 14) }, () => Math.floor(random() ** 3 * 256))
      seen[decode([motionTypes.motion, ...bytes]).ok ? 'ok' : 'refused']++
      if (decodeEntries(Uint8Array.from(bytes))) seen.read++
      decodeMovers(Uint8Array.from(bytes))
    }
    expect(Math.min(seen.ok, seen.refused, seen.read)).toBeGreaterThan(50)
  })

  it('PR3 places, steps and lists beyond their limits are refused', () => {
    const far = { unit: 0, x: 2 ** 46, y: 0 }
    for (const motion of [
      { ...still, place: far },
      { ...still, place: { unit: 33, x: 0, y: 0 } },
      { ...still, step: new Uint8Array(4097) },
      { ...still, view: { unit: 0, x: 0, y: 0, w: 2 ** 46, h: 1 } },
      { ...still, view: { unit: 0, x: 0, y: 0, w: 1, h: 1 }, followed: Array.from({ length: 17 }, (_, n) => n) },
    ]) {
      expect(decode(encodeMotion(motion))).toMatchObject({ ok: false, error: { code: 'malformed-message' } })
    }
    expect(decode([...encodeMotion(still), 0])).toMatchObject({ ok: false })
  })

  it('PR18 lists of movements may be joined, and a step of a pointer costs four bytes', () => {
    const entry = (number: number, kind: MotionEntry['kind']): MotionEntry => ({
      number,
      turn: number % 16,
      kind,
      place: { unit: kind === 'key' ? -2 : 0, x: kind === 'none' ? 0 : -9, y: kind === 'none' ? 0 : 31 },
      step: number === 5 ? Uint8Array.of(9) : new Uint8Array(),
    })
    const near = [entry(2, 'step'), entry(5, 'key'), entry(900, 'none')]
    const far = [entry(1, 'step'), entry(3, 'key')]
    const message = joinEntries([encodeEntries(near), encodeEntries(far)])
    expect(message[0]).toBe(motionTypes.motion)
    const read = decodeEntries(message.subarray(1))
    const placed = (all: readonly MotionEntry[]) =>
      all.map((each) => (each.kind === 'none' ? { ...each, place: { unit: 0, x: 0, y: 0 } } : each))
    expect(read).toEqual(placed([...near, ...far]))
    expect(encodeEntries([entry(1, 'step')]).length - 1).toBe(4)
    const movers = [{ number: 1, clientId: 4_000_000_000 }]
    expect(decodeMovers(encodeMovers(movers).subarray(1))).toEqual(movers)
  })

  it('PR18 a place is off by less than a pixel of its sender’s screen', () => {
    const random = createRandom(3)
    for (let i = 0; i < 1000; i++) {
      const zoom = 2 ** (random() * 12 - 6)
      const point = { x: (random() - 0.5) * 1e6, y: (random() - 0.5) * 1e6 }
      const seen = onBoard(placeAt(point, zoom))
      expect(Math.max(Math.abs(seen.x - point.x), Math.abs(seen.y - point.y)) * zoom).toBeLessThanOrEqual(0.5)
    }
  })
})
