import { expect, it } from 'vitest'
import type { ShapeId } from '../../../../lib/base/ids.ts'
import { finish } from '../../../../lib/base/steps.ts'
import { wordsIn } from '../../../../lib/page/files/embedded-fonts.ts'
import { printSvg } from '../../../../lib/print/print-svg.ts'
import { tableMeasurer } from '../../../../lib/shapes/measure-table.ts'
import { makeShape } from '../../../../lib/shapes/registry.ts'

const text = (nth: number, insert: string, more: object = {}, attributes = {}) =>
  makeShape('text', `t${nth}` as ShapeId, {
    placement: { x: 0, y: nth * 40, w: 400, h: 30, rotation: 0 },
    text: [{ insert, attributes }],
    ...more,
  })
const svgOf = (shapes: ReturnType<typeof text>[], title = '') =>
  printSvg({
    shapes,
    context: { measure: tableMeasurer, shape: () => undefined },
    theme: 'light',
    background: false,
    ...(title === '' ? {} : { title }),
  })
const has = (codes: readonly number[], letters: string) =>
  [...letters].every((letter) => codes.includes(letter.codePointAt(0) ?? -1))

it('DC26 the words of a picture are found with the fonts that they are set in, without reading it as a document', () => {
  const words = finish(
    wordsIn(
      svgOf(
        [
          text(1, 'Größe <&> 画布', { font: 'hand' }),
          text(2, 'слово', { font: 'serif' }, { bold: true }),
          text(3, 'code', { font: 'mono' }),
        ],
        'Заголовок',
      ),
    ),
  )
  expect(has(words.byHand, 'Größe画布')).toBe(true)
  expect(has(words.others, 'словоcode')).toBe(true)
  expect(has(words.byHand, 'с')).toBe(false)
  // A title is not drawn.
  expect(has([...words.byHand, ...words.others], 'З')).toBe(false)
  expect(words).toMatchObject({ hasBold: true, hasItalic: false })
  for (const family of ['Shantell Sans Variable', 'Source Serif 4 Variable', 'JetBrains Mono'])
    expect(words.families).toContain(family)
})

it('DC26 a picture without words asks for no font, one with thousands is looked at in steps', () => {
  expect(finish(wordsIn(svgOf([])))).toMatchObject({ families: '', byHand: [], others: [] })
  const piece = '<text x="1" font-family="Inter Variable">some words</text>'
  let steps = 0
  for (const _ of wordsIn(piece.repeat(10_000))) steps++
  expect(steps).toBeGreaterThan(30)
})
