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

it.each([1, 7, 256, 4096, 2 ** 32])(
  'PR10 authors %i apart lay out no more than a few parts anew at a time',
  (apart) => {
    const map = new WideMap<number>()
    /** A plain map is laid out anew when its size passes a power of two. */
    const capacityOf = (size: number): number => Math.ceil(Math.log2(size + 1))
    let before = map.partSizes
    let most = 0
    for (let nth = 1; nth <= 300_000; nth++) {
      map.set(nth * apart, nth)
      if (nth % 512 !== 0) continue
      const sizes = map.partSizes
      if (sizes.length === before.length) {
        const anew = sizes.filter((size, part) => capacityOf(size) > capacityOf(before[part]))
        most = Math.max(
          most,
          anew.reduce((sum, size) => sum + size, 0),
        )
      }
      before = sizes
    }
    expect(most).toBeLessThan(30_000)
  },
)
