import { expect, test } from 'vitest'
import { at, byteAt, numberAt } from '../../../lib/base/at.ts'

test('AR22 a place outside of a list is told at once, also in lists of numbers', () => {
  expect([at(['a', 'b'], 1), byteAt(Uint8Array.of(7, 0), 1)]).toEqual(['b', 0])
  expect(() => at(['a'], 1)).toThrow('nothing lies at 1 of 1')
  expect(() => numberAt([0, 0], -1)).toThrow('nothing lies at -1 of 2')
})
