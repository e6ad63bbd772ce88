import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aloneAsThere, directionOf, levelsOf, visualOrder } from '../../../lib/shapes/bidi.ts'
import type { TextMeasurer } from '../../../lib/shapes/kind.ts'
import { type RichText, richText } from '../../../lib/shapes/rich-text.ts'
import { layoutText } from '../../../lib/shapes/text-layout.ts'
import type { TextStyle } from '../../../lib/shapes/text-lines.ts'

/** Every UTF-16 unit is ten pixels wide at size 20. */
const even: TextMeasurer = { width: (text, _font, fontSize) => (text.length * fontSize) / 2 }
const style: TextStyle = { font: 'sans', fontSize: 20, color: '#1e1e1e', align: 'start' }
const places = (text: RichText, width: number) =>
  layoutText(text, style, width, even).pieces.map((p) => [p.text, p.x, p.direction])
const bold = { bold: true } as const

describe('the order of a line', () => {
  it('SH7 puts a bold word inside Hebrew left of the Hebrew before it, in a line that begins in English', () => {
    expect(places([{ insert: 'ab אב ' }, { insert: 'גד', attributes: bold }, { insert: ' ef' }], 300)).toEqual([
      ['ab ', 0, 'ltr'],
      ['אב ', 50, 'rtl'],
      ['גד', 30, 'rtl'],
      [' ef', 80, 'ltr'],
    ])
  })

  it('SH7 puts an English link inside a Hebrew line where it is read, whole and from left to right', () => {
    expect(
      places([{ insert: 'אב ' }, { insert: 'x y', attributes: { link: 'https://x.org' } }, { insert: ' גד.' }], 200),
    ).toEqual([
      ['אב ', 170, 'rtl'],
      ['x y', 140, 'ltr'],
      [' גד.', 100, 'rtl'],
    ])
  })

  it('SH7 gives an emoji inside right-to-left words a place of its own there', () => {
    expect(places(richText('אב😀גד'), 200)).toEqual([
      ['אב', 180, 'rtl'],
      ['😀', 160, 'rtl'],
      ['גד', 140, 'rtl'],
    ])
  })

  it('SH7 leaves numbers inside Arabic readable', () => {
    expect(places(richText('مر 12 حب'), 200)).toEqual([
      ['مر ', 170, 'rtl'],
      ['12', 150, 'ltr'],
      [' حب', 120, 'rtl'],
    ])
  })

  it('SH7 lays each line of a wrapped paragraph out by itself, in the direction of the paragraph', () => {
    expect(places(richText('אב cd גד'), 50)).toEqual([
      ['אב ', 20, 'rtl'],
      ['cd', 0, 'ltr'],
      ['גד', 30, 'rtl'],
    ])
  })

  it('SH7 puts the mark of a right-to-left list at its right', () => {
    const list: RichText = [{ insert: 'אב' }, { insert: '\n', attributes: { list: 'bullet' } }]
    expect(places(list, 200)).toEqual([
      ['•', 180, 'rtl'],
      ['אב', 152, 'rtl'],
    ])
  })
})

describe('directions', () => {
  it('SH7 takes the base direction from the first strong letter outside of isolates', () => {
    const given = ['123 שלום abc', 'abc שלום', '123', '\u2067שלום\u2069 abc', '😀 שלום', '\u{10900}', '!']
    expect(given.map(directionOf)).toEqual(['rtl', 'ltr', 'ltr', 'ltr', 'rtl', 'rtl', 'ltr'])
  })

  it('SH7 tells a printer of letters that a mark in their paragraph turned', () => {
    expect(levelsOf('\u202eabc\u202c')?.of[1]).toBe(1)
    expect(aloneAsThere('abc', 'rtl')).toBe('\u202eabc\u202c')
    expect(aloneAsThere('שלום', 'rtl')).toBe('שלום')
    expect(aloneAsThere('abc', 'ltr')).toBe('abc')
  })

  it('SH7 never loses or doubles a place', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 5 }), { maxLength: 30 }), (levels) => {
        expect([...visualOrder(levels)].sort((a, b) => a - b)).toEqual(levels.map((_, i) => i))
      }),
    )
    expect(visualOrder([0, 1, 1, 2, 1, 0])).toEqual([0, 4, 3, 2, 1, 5])
  })
})

describe('tabs', () => {
  it('SH8 a tab goes to the next column, behind the indent of a list too', () => {
    const xs = (text: RichText) => places(text, 800).map(([words, x]) => [words, x])
    expect(xs(richText('a\tb\tc'))).toEqual([
      ['a', 0],
      [' ', 10],
      ['b', 96],
      [' ', 106],
      ['c', 192],
    ])
    expect(xs(richText('nine+nine\te')).at(-1)).toEqual(['e', 96])
    // Too near to be seen as a gap: the column after.
    expect(xs([{ insert: 'x'.repeat(9) }, { insert: 'i\te' }]).at(-1)).toEqual(['e', 192])
    const item: RichText = [{ insert: 'a\tb' }, { insert: '\n', attributes: { list: 'bullet' } }]
    expect(xs(item).at(-1)).toEqual(['b', 28 + 96])
  })

  it('SH8 columns of a right-to-left line go from right to left', () => {
    expect(places(richText('א\tב'), 400)).toEqual([
      ['א', 390, 'rtl'],
      [' ', 304, 'rtl'],
      ['ב', 294, 'rtl'],
    ])
  })
})
