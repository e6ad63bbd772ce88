import fc from 'fast-check'
import { expect, it } from 'vitest'
import { booleanField, choiceField, type Field, numberField, stringField } from '../../../lib/base/fields.ts'
import { placementField } from '../../../lib/shapes/kind.ts'
import { pointsField } from '../../../lib/shapes/points.ts'
import { richTextField } from '../../../lib/shapes/rich-text.ts'
import { colorField } from '../../../lib/shapes/style.ts'

const fields: Readonly<Record<string, Field<unknown>>> = {
  number: numberField({ initial: 5, min: 0, max: 10 }),
  boolean: booleanField(true),
  choice: choiceField(['a', 'b'], 'a'),
  string: stringField('x', 10),
  color: colorField('#1e1e1e'),
  placement: placementField,
  points: pointsField,
  richText: richTextField,
}

it.each(Object.keys(fields))('SH1 the %s field repairs anything, and its own values stay as they are', (name) => {
  const field = fields[name]
  expect(field.repair(field.initial)).toEqual(field.initial)
  fc.assert(
    fc.property(fc.anything(), (junk) => {
      const repaired = field.repair(junk)
      expect(typeof repaired).toBe(typeof field.initial)
      expect(field.repair(repaired)).toEqual(repaired)
    }),
  )
})

it('SH1 numbers are clamped, strings cut, short colours written out', () => {
  expect([fields.number.repair(99), fields.number.repair(Number.NaN)]).toEqual([10, 5])
  expect(fields.string.repair('12345678901234')).toBe('1234567890')
  expect(fields.color.repair('#ABC')).toBe('#aabbcc')
  expect(fields.color.repair('red')).toBe('#1e1e1e')
})
