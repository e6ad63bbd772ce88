import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { listOf, withList } from '../../../lib/shapes/lists.ts'
import { plainText, type RichText } from '../../../lib/shapes/rich-text.ts'

const bullet = { list: 'bullet' } as const

test('I151 every line of the words comes into the list, whatever is marked in it, and out of it again', () => {
  const text: RichText = [{ insert: 'one\ntw' }, { insert: 'o', attributes: { bold: true } }, { insert: '\n\nthree' }]
  const listed = withList(text, 'bullet')
  expect(listed).toEqual([
    { insert: 'one' },
    { insert: '\n', attributes: bullet },
    { insert: 'tw' },
    { insert: 'o', attributes: { bold: true } },
    { insert: '\n', attributes: bullet },
    { insert: '\n', attributes: bullet },
    { insert: 'three' },
    { insert: '\n', attributes: bullet },
  ])
  expect(listOf(listed)).toBe('bullet')
  expect(plainText(withList(listed, null))).toBe(plainText(text))
})

test('I151 a text of which only some lines are in a list is in none in particular', () => {
  expect(listOf([])).toBeNull()
  expect(listOf([{ insert: 'words' }])).toBeNull()
  expect(listOf([{ insert: 'one' }, { insert: '\n', attributes: bullet }, { insert: 'two' }])).toBeUndefined()
})

test('I151 any text keeps its words and marks in a list and out of it', () => {
  const marks = fc.constantFrom({}, { bold: true as const }, bullet, { list: 'ordered' as const })
  const run = fc.record({ insert: fc.stringMatching(/^[ab\n]{1,5}$/), attributes: marks })
  fc.assert(
    fc.property(
      fc.array(run, { maxLength: 6 }),
      fc.constantFrom('bullet' as const, 'ordered' as const),
      (text, list) => {
        const listed = withList(text, list)
        expect(listOf(listed)).toBe(text.length === 0 ? null : list)
        expect(withList(listed, list)).toEqual(listed)
        const none = withList(listed, null)
        expect(listOf(none)).toBeNull()
        const hasEnd = text.at(-1)?.insert.endsWith('\n') && 'list' in (text.at(-1)?.attributes ?? {})
        expect(plainText(none)).toBe(hasEnd ? plainText(text).slice(0, -1) : plainText(text))
      },
    ),
  )
})
