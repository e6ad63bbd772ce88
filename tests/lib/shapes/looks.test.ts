import { describe, expect, it } from 'vitest'
import { boxAround } from '../../../lib/geometry/box.ts'
import { distanceToLine } from '../../../lib/geometry/hit.ts'
import { flatten } from '../../../lib/geometry/path.ts'
import { lerp } from '../../../lib/geometry/point.ts'
import {
  boardBackground,
  contrast,
  fillPalette,
  notePalette,
  readableOn,
  strokePalette,
  themeColor,
  tint,
} from '../../../lib/shapes/color.ts'
import { geoForms } from '../../../lib/shapes/geo.ts'
import { formOf } from '../../../lib/shapes/geo-forms.ts'
import { noteFontSize } from '../../../lib/shapes/note.ts'
import { kindOf, makeShape } from '../../../lib/shapes/registry.ts'
import { richText } from '../../../lib/shapes/rich-text.ts'
import { INK } from '../../../lib/shapes/style.ts'
import { contextOf, id } from './arbitraries.ts'

describe('colours', () => {
  it('I60 every stroke of the palette is seen on both boards', () => {
    for (const color of strokePalette) {
      expect(contrast(themeColor(color, 'dark'), boardBackground.dark), color).toBeGreaterThan(4)
      expect(contrast(color, boardBackground.light), color).toBeGreaterThan(2)
    }
  })

  it('I60 ink reads on every fill and note, in both themes', () => {
    for (const color of [...fillPalette.slice(1), ...notePalette]) {
      expect(contrast(color, INK), color).toBeGreaterThan(4.5)
      expect(contrast(themeColor(color, 'dark'), themeColor(INK, 'dark')), color).toBeGreaterThan(4)
    }
  })

  it('I60 keeps what is no colour, transparency, and the light theme as they are', () => {
    expect(themeColor('transparent', 'dark')).toBe('transparent')
    expect(themeColor('#ff0000', 'light')).toBe('#ff0000')
    expect(themeColor('#ff000080', 'dark')).toMatch(/^#[0-9a-f]{6}80$/)
    expect(themeColor('url(x)', 'dark')).toBe('url(x)')
    expect(tint('#ff0000')).toBe('#ff000061')
  })

  it('changes a text colour that would vanish', () => {
    expect(readableOn('#1e1e1e', '#000000')).toBe('#ffffff')
    expect(readableOn('#ffec99', '#ffffff')).toBe(INK)
    expect(readableOn('transparent', '#ffffff')).toBe('#ffffff')
  })
})

describe('labels', () => {
  it('a label that needs more room makes its shape taller, not wider', () => {
    for (const form of geoForms) {
      const shape = makeShape('geo', id('a'), {
        form,
        text: richText('many words '.repeat(20)),
        placement: { x: 0, y: 0, w: 200, h: 40, rotation: 0 },
      })
      const { w, h } = kindOf(shape).placement(shape, contextOf(shape))
      expect(w).toBe(200)
      expect(h).toBeGreaterThan(200)
    }
  })

  it('a word that nearly fits comes nearer to the sides instead of being cut; a longer one is cut', () => {
    const linesIn = (form: (typeof geoForms)[number], w: number, words: string) => {
      const shape = makeShape('geo', id('a'), {
        form,
        text: richText(words),
        placement: { x: 0, y: 0, w, h: 110, rotation: 0 },
      })
      const context = contextOf(shape)
      const pieces = kindOf(shape)
        .paint(shape, context, 'full')
        .flatMap((part) => (part.name === 'text' ? part.pieces : []))
      return pieces.map(({ text }) => text)
    }
    for (const [form, words] of [
      ['diamond', 'diamond'],
      ['triangle', 'triangle'],
      ['pentagon', 'pentagon'],
      ['trapezoid', 'trapezoid'],
    ] as const)
      expect([form, linesIn(form, 160, words)]).toEqual([form, [words]])
    expect(linesIn('rectangle', 90, 'two words').map((line) => line.trim())).toEqual(['two', 'words'])
    expect(linesIn('rectangle', 60, 'Donaudampfschiff').length).toBeGreaterThan(2)
  })

  it('a round diamond fills its box, and its sides lie within 6 px of those that Excalidraw draws', () => {
    for (const [w, h] of [
      [220, 140],
      [160, 160],
      [60, 180],
    ]) {
      const line = flatten(formOf('diamond').path(w, h, 'round'), 0.01).flat()
      expect(boxAround(line)).toMatchObject({
        x: expect.closeTo(0, 0),
        w: expect.closeTo(w, 0),
        h: expect.closeTo(h, 0),
      })
      // Theirs are straight from a quarter to three quarters of a side of the sharp diamond.
      for (const share of [0.25, 0.5, 0.75])
        expect(distanceToLine(line, lerp({ x: w / 2, y: 0 }, { x: w, y: h / 2 }, share), 'closed')).toBeLessThan(6)
    }
  })

  it('I9 a note shrinks its words to fit, then grows', () => {
    const note = (text: string) =>
      makeShape('note', id('a'), { text: richText(text), placement: { x: 0, y: 0, w: 200, h: 200, rotation: 0 } })
    const [short, longer, longest] = [note('hi'), note('words and '.repeat(14)), note('words and '.repeat(90))]
    const context = contextOf()
    expect(noteFontSize(short, context)).toBe(20)
    expect(noteFontSize(longer, context)).toBeLessThan(20)
    expect(kindOf(longer).placement(longer, context).h).toBe(200)
    expect(noteFontSize(longest, context)).toBe(10)
    expect(kindOf(longest).placement(longest, context).h).toBeGreaterThan(200)
  })

  it('free text is as large as its words, or wraps at its width', () => {
    const auto = makeShape('text', id('a'), {
      text: richText('a few words here'),
      align: 'end',
      placement: { x: 0, y: 0, w: 10, h: 10, rotation: 0 },
    })
    const wrapped = makeShape('text', id('b'), {
      ...auto,
      autoWidth: false,
      placement: { x: 0, y: 0, w: 60, h: 10, rotation: 0 },
    })
    const context = contextOf()
    const place = kindOf(auto).placement(auto, context)
    expect(place.h).toBe(25)
    expect(place.x + place.w).toBeCloseTo(10)
    expect(kindOf(wrapped).placement(wrapped, context)).toMatchObject({ x: 0, w: 60 })
    expect(kindOf(wrapped).placement(wrapped, context).h).toBeGreaterThan(50)
  })
})

describe('hits', () => {
  const hollow = makeShape('geo', id('a'), {
    text: richText('Hi'),
    placement: { x: 0, y: 0, w: 200, h: 200, rotation: 0 },
  })
  const hit = (shape: typeof hollow, x: number, y: number) => kindOf(shape).hit(shape, { x, y }, 4, contextOf(shape))
  it('I10 a hollow shape is hit on its stroke and its words only', () => {
    expect([hit(hollow, 1, 100), hit(hollow, 30, 100), hit(hollow, 100, 100)]).toEqual([true, false, true])
  })
  it('I10 a filled shape is hit inside too', () => {
    expect(hit({ ...hollow, fill: '#ffc9c9' }, 30, 100)).toBe(true)
  })
})
