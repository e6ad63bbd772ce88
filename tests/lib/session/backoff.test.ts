import { expect, test } from 'vitest'
import { backoffMs } from '../../../lib/session/backoff.ts'

const always = (byte: number) => (size: number) => new Uint8Array(size).fill(byte)

test('PR7 delays grow from at most 100 ms and are spread over half of their ceiling', () => {
  expect([0, 1, 2, 3, 4, 5].map((attempt) => backoffMs(attempt, always(255)))).toEqual([100, 200, 400, 800, 1600, 1600])
  expect([0, 1, 2, 3, 4, 5].map((attempt) => backoffMs(attempt, always(0)))).toEqual([50, 100, 200, 400, 800, 800])
})

test('PR7 a long outage is asked about every ten seconds at most', () => {
  expect(backoffMs(20, always(255))).toBe(10_000)
  expect(backoffMs(5_000, always(255))).toBe(10_000)
})
