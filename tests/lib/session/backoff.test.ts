import { expect, test } from 'vitest'
import { backoffMs } from '../../../lib/session/backoff.ts'
import { seeded } from '../../support/document/random.ts'

const always = (byte: number) => (size: number) => new Uint8Array(size).fill(byte)
const ceilings = (attempts: readonly number[], isWatched: boolean) =>
  attempts.map((attempt) => backoffMs({ attempt, isWatched, random: always(255) }))

test('PR7 ceilings double from 100 ms to 1.2 s, and an attempt comes at any moment below its ceiling', () => {
  expect(ceilings([0, 1, 2, 3, 4, 5], true)).toEqual([100, 200, 400, 800, 1200, 1200])
  expect([0, 1, 4, 5_000].map((attempt) => backoffMs({ attempt, isWatched: true, random: always(0) }))).toEqual([
    20, 20, 20, 20,
  ])
})

test('PR7 after a long outage a page that is looked at asks every four seconds at most, a hidden one every ten', () => {
  expect(ceilings([20, 5_000], true)).toEqual([4_000, 4_000])
  expect(ceilings([20, 5_000], false)).toEqual([10_000, 10_000])
})

test('PR7 a thousand people who wait for the same server come back spread evenly', () => {
  const chance = seeded(7)
  const random = (size: number) => Uint8Array.from({ length: size }, () => chance.below(256))
  const perTenth = new Array<number>(10).fill(0)
  for (let nth = 0; nth < 1_000; nth += 1) {
    perTenth[Math.min(9, Math.floor(backoffMs({ attempt: 100, isWatched: true, random }) / 400))] += 1
  }
  for (const count of perTenth) expect(count).toBeGreaterThan(60)
  for (const count of perTenth) expect(count).toBeLessThan(140)
})
