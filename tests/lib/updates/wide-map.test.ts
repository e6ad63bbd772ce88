import { expect, it } from 'vitest'
import { finish } from '../../../lib/base/steps.ts'
import { sorting } from '../../../lib/updates/sorting.ts'
import { WideMap } from '../../../lib/updates/wide-map.ts'
import { seeded } from '../../support/document/random.ts'

it('PR10 a map in parts holds what a plain one holds, small and large', () => {
  const random = seeded(1)
  const [wide, plain] = [new WideMap<number>(), new Map<number, number>()]
  for (let nth = 0; nth < 20_000; nth++) {
    const key = nth % 3 === 0 ? random.below(100) : random.below(2 ** 31) * 2 ** 20
    wide.set(key, nth)
    plain.set(key, nth)
    if (nth % 4000 === 0) expect(new Map(wide)).toEqual(plain)
  }
  expect([wide.size, new Map(wide), new Set(wide.keys())]).toEqual([plain.size, plain, new Set(plain.keys())])
  expect(
    [...plain.keys(), 7, 2 ** 52].every((key) => wide.get(key) === plain.get(key) && wide.has(key) === plain.has(key)),
  ).toBe(true)
})

it.each([0, 1, 511, 512, 513, 5000])(
  'PR10 %i are sorted in steps as they are at once, equal ones in their order',
  (count) => {
    const random = seeded(count)
    const all = Array.from({ length: count }, (_, nth) => ({ key: random.below(count / 2 + 1), nth }))
    const byKey = (a: { key: number }, b: { key: number }) => a.key - b.key
    expect(finish(sorting(all, byKey))).toEqual([...all].sort(byKey))
  },
)

it('PR10 no entry of half a million takes as long as the longest of a plain map', () => {
  const longest = (map: { set(key: number, value: number): unknown }): number => {
    let most = 0
    for (let nth = 0; nth < 500_000; nth++) {
      const start = performance.now()
      map.set(nth * 7, nth)
      most = Math.max(most, performance.now() - start)
    }
    return most
  }
  const [inParts, atOnce] = [longest(new WideMap<number>()), longest(new Map<number, number>())]
  expect(inParts).toBeLessThan(atOnce)
})
