import { expect, it } from 'vitest'
import { textLook } from '../../../app/_ui/text-editor/text-look.ts'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { tableMeasurer } from '../../../lib/shapes/measure-table.ts'
import { kindOf, makeShape } from '../../../lib/shapes/registry.ts'
import type { RichText } from '../../../lib/shapes/rich-text.ts'

it('DC91 words that begin with a colour of their own, or a link, leave the others theirs while they are edited', () => {
  const colorOf = (text: RichText) => {
    const shape = makeShape('text', 'a' as ShapeId, { textColor: '#2f9e44', text })
    const painted = kindOf(shape).paint(shape, { measure: tableMeasurer, shape: () => undefined }, 'full')
    return textLook(shape, painted, 'light').area.color
  }
  const plain = { insert: ' a' }
  expect(colorOf([{ insert: 'const', attributes: { color: '#a626a4' } }, plain])).toBe('#2f9e44')
  expect(colorOf([{ insert: 'link', attributes: { link: 'https://a.example' } }, plain])).toBe('#2f9e44')
  expect(colorOf([{ insert: 'const', attributes: { color: '#a626a4' } }])).toBe('#2f9e44')
})
