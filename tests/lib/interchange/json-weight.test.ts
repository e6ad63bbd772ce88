import { expect, it } from 'vitest'
import { isParsable, jsonLimits } from '../../../lib/interchange/json-weight.ts'
import { parseJson } from '../../../lib/interchange/reading.ts'

const small = { values: 10, containers: 4, depth: 3 }

it.each([
  ['[1,2,3,4,5,6,7,8]', true],
  ['[1,2,3,4,5,6,7,8,9,10]', false],
  ['[[],[],{}]', true],
  ['[[],[],{},[]]', false],
  ['[[[1]]]', true],
  ['[{"a":[[1]]}]', false],
  // What stands in words counts for nothing, whatever it looks like.
  [JSON.stringify(['[[[[,,,,,,,,,,', '"[[[[[\\', '\\"{{{{{']), true],
])('PR10 what %s would make is counted before it is parsed', (text, isFine) => {
  expect(isParsable(text, small)).toBe(isFine)
})

it.each([
  ['deep', '['.repeat(jsonLimits.depth + 1) + ']'.repeat(jsonLimits.depth + 1)],
  ['of very many lists', `[${'[],'.repeat(jsonLimits.containers)}0]`],
  ['of very many values', `[${'0,'.repeat(jsonLimits.values)}0]`],
])('PR10 a file %s is refused as too large and not parsed', (_name, text) => {
  expect(parseJson(text)).toMatchObject({ ok: false, error: { code: 'too-large' } })
})

it('PR10 words are counted as letters and take no longer than their letters', () => {
  const text = JSON.stringify({ words: `${'\\"['.repeat(300_000)}` })
  expect([isParsable(text, small), parseJson(text).ok]).toEqual([true, true])
})
