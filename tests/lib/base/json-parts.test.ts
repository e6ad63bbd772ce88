import { expect, it } from 'vitest'
import { writingJson } from '../../../lib/base/json-parts.ts'
import { finish } from '../../../lib/base/steps.ts'

const large = {
  type: 'x',
  'a "key"': [{ nested: [1, [], {}], text: 'two\nlines \u2028 "quoted"' }, null, undefined, 'word', [[]]],
  none: undefined,
  empty: [],
  object: { a: [1, 2], b: {} },
  many: Array.from({ length: 3_000 }, (_, id) => ({ id, words: 'x'.repeat(40), holds: [id, { deep: [] }] })),
}

it.each([0, 1, 2])('DC26 a large file is written as JSON.stringify would, in parts, indented by %i', (indent) => {
  for (const value of [large, {}, { a: [] }, { a: undefined }, { a: [1] }])
    expect(finish(writingJson(value, { indent, pack: (part) => part })).join('')).toBe(
      JSON.stringify(value, null, indent),
    )
})

it('DC26 a large file is written in steps of a few entries, each part packed at once', () => {
  const sizes: number[] = []
  const writing = writingJson(large, { pack: (part) => sizes.push(part.length) })
  let steps = 0
  while (!writing.next().done) steps++
  expect(steps).toBe(Math.floor(large.many.length / 32))
  expect(sizes.length).toBeGreaterThan(3)
  expect(Math.max(...sizes)).toBeLessThan(80 * 1024)
})
