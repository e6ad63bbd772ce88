import { describe, expect, it } from 'vitest'
import { ClockRuns } from '../../../lib/updates/clock-runs.ts'
import { createRandom } from './random-doc.ts'

const SIZE = 1500
const SEEDS = [1, 2, 3, 4, 5, 6]

/** The same by an array with a place for every clock. */
function check(runs: ClockRuns, known: Uint8Array): void {
  const seen = new Uint8Array(SIZE)
  let before: readonly [number, number, number] = [-1, -1, 0]
  for (const run of runs) {
    expect(run[1]).toBeGreaterThan(run[0])
    expect(run[0] > before[1] || (run[0] === before[1] && run[2] !== before[2])).toBe(true)
    seen.fill(run[2], run[0], run[1])
    before = run
  }
  expect(seen).toEqual(known)
}

describe('runs of clocks', () => {
  it.each(SEEDS)('PR10 hold what was put into them, in any order (seed %i)', (seed) => {
    const random = createRandom(seed)
    const int = (below: number) => Math.floor(random() * below)
    const runs = new ClockRuns()
    const known = new Uint8Array(SIZE)
    const places = Array.from({ length: SIZE / 2 }, (_, i) => i * 2)
    for (let i = 0; i < 2500; i++) {
      const isWide = random() < 0.002
      const start = seed % 2 === 0 && i < places.length ? places[places.length - 1 - i] : int(SIZE)
      const end = Math.min(SIZE, start + 1 + int(isWide ? SIZE / 2 : 2))
      const isNew = known.subarray(start, end).includes(0)
      expect(runs.has(start, end)).toBe(!isNew)
      expect(runs.cover(start, end)).toBe(isNew)
      known.fill(1, start, end)
      if (i % 500 === 0) check(runs, known)
      expect(runs.at(start)).toBe(1)
    }
    check(runs, known)
  })

  it.each(SEEDS)('PR10 keep what is there when the rest is filled (seed %i)', (seed) => {
    const random = createRandom(seed)
    const int = (below: number) => Math.floor(random() * below)
    const runs = new ClockRuns()
    const known = new Uint8Array(SIZE)
    for (let i = 0; i < 2500; i++) {
      const start = int(SIZE)
      const value = 1 + int(3)
      let end = start
      while (end < Math.min(SIZE, start + 3) && known[end] === 0) end++
      if (end === start) continue
      runs.fill(start, end, value)
      known.fill(value, start, end)
      if (i % 500 === 0) check(runs, known)
      expect([runs.at(start), runs.at(end - 1)]).toEqual([value, value])
    }
    check(runs, known)
  })

  it('PR10 take no longer for the worst order than for the best', () => {
    const runs = new ClockRuns()
    const count = 300_000
    const startedAt = performance.now()
    for (let i = count; i > 0; i--) runs.cover(i * 3, i * 3 + 1)
    expect(runs.count).toBe(count)
    expect(runs.cover(0, 4 * count)).toBe(true)
    expect([...runs]).toEqual([[0, 4 * count, 1]])
    // It took half a minute when each moved all of the others.
    expect(performance.now() - startedAt).toBeLessThan(3000)
  })
})
