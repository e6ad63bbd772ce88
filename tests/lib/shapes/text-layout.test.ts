import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { directionOf } from '../../../lib/shapes/bidi.ts'
import type { TextMeasurer } from '../../../lib/shapes/kind.ts'
import { forgetMeasured } from '../../../lib/shapes/measure-cache.ts'
import { tableMeasurer } from '../../../lib/shapes/measure-table.ts'
import { type RichText, richText } from '../../../lib/shapes/rich-text.ts'
import { tokensOf } from '../../../lib/shapes/text-breaks.ts'
import { layoutText, textSize } from '../../../lib/shapes/text-layout.ts'
import type { TextStyle } from '../../../lib/shapes/text-lines.ts'

/** Every UTF-16 unit is ten pixels wide at size 20. */
const even: TextMeasurer = { width: (text, _font, fontSize) => (text.length * fontSize) / 2 }
const style: TextStyle = { font: 'sans', fontSize: 20, color: '#1e1e1e', align: 'start' }
const lay = (text: RichText | string, width: number, more: Partial<TextStyle> = {}) =>
  layoutText(typeof text === 'string' ? richText(text) : text, { ...style, ...more }, width, even)
const lines = (text: RichText | string, width: number) => {
  const byLine = new Map<number, string>()
  for (const p of lay(text, width).pieces) byLine.set(p.baseline, (byLine.get(p.baseline) ?? '') + p.text)
  return [...byLine.values()]
}

describe('wrapping', () => {
  it('breaks after spaces, which hang', () => {
    expect(lines('one two three', 70)).toEqual(['one two', 'three'])
    expect(lines('one   two', 35)).toEqual(['one', 'two'])
  })

  it('breaks after hyphens and never at a no-break space', () => {
    expect(lines('well-known', 60)).toEqual(['well-', 'known'])
    expect(tokensOf('10\u00a0km away').map((t) => t.end - t.start)).toEqual([5, 1, 4])
  })

  it('cuts a word that is too long between graphemes', () => {
    expect(lines('abcdefgh', 30)).toEqual(['abc', 'def', 'gh'])
    const families = '👨‍👩‍👧👨‍👩‍👧'
    expect(lines(families, 80)).toEqual(['👨‍👩‍👧', '👨‍👩‍👧'])
  })

  it('I59 breaks Chinese and Japanese anywhere but before closing and after opening marks', () => {
    expect(lines('你好世界，很好', 40)).toEqual(['你好世', '界，很好'])
    for (const line of lines('他说：「你好，世界。」然后走了。', 50)) {
      expect(line).not.toMatch(/^[，。」]/)
      expect(line).not.toMatch(/「$/)
    }
  })

  it('I59 breaks Thai between its words', () => {
    expect(tokensOf('สวัสดีชาวโลก').length).toBeGreaterThan(1)
  })

  it('keeps empty lines and counts them', () => {
    expect(lay('a\n\nb', 100).lineCount).toBe(3)
    expect(lay('', 100)).toMatchObject({ lineCount: 1, height: 25, pieces: [] })
  })

  it('has lines that fit and together hold every letter', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.lorem({ maxCount: 6 }), fc.string({ unit: 'grapheme', maxLength: 20 })), { maxLength: 4 }),
        fc.integer({ min: 60, max: 400 }),
        (parts, width) => {
          const text = parts.map((insert, i): RichText[number] =>
            i % 2 ? { insert, attributes: { bold: true } } : { insert },
          )
          const layout = layoutText(text, style, width, tableMeasurer)
          const solid = (s: string) => s.replace(/\s/g, '')
          expect(solid(layout.pieces.map((p) => p.text).join(''))).toBe(solid(parts.join('').replaceAll('\r', '')))
          for (const p of layout.pieces) expect(p.x + p.width).toBeLessThanOrEqual(Math.max(width, 60) + 1)
          const { lineCount: _, pieces: __, ...size } = layout
          expect(textSize(text, style, width, tableMeasurer)).toEqual(size)
        },
      ),
    )
  })
})

describe('placing', () => {
  it('aligns at start, centre and end', () => {
    expect(['start', 'center', 'end'].map((align) => lay('ab', 100, { align: align as 'start' }).pieces[0].x)).toEqual([
      0, 40, 80,
    ])
  })

  it('starts right-to-left paragraphs at the right', () => {
    const [piece] = lay('שלום', 100).pieces
    expect(piece).toMatchObject({ direction: 'rtl', x: 60 })
    expect(lay('abc\nשלום', 100).pieces.map((p) => p.direction)).toEqual(['ltr', 'rtl'])
    expect([directionOf('123 שלום abc'), directionOf('abc שלום'), directionOf('123')]).toEqual(['rtl', 'ltr', 'ltr'])
  })

  it('orders the runs of a right-to-left line from right to left', () => {
    const pieces = lay([{ insert: 'אב' }, { insert: 'גד', attributes: { bold: true } }], 100).pieces
    expect(pieces.map((p) => p.x)).toEqual([80, 60])
  })

  it('gives each run its own piece with its marks, links in their own colour', () => {
    const pieces = lay([{ insert: 'a' }, { insert: 'b', attributes: { link: 'https://x.org' } }], 100).pieces
    expect(pieces.map((p) => [p.text, p.x, p.color])).toEqual([
      ['a', 0, '#1e1e1e'],
      ['b', 10, '#1971c2'],
    ])
  })

  it('marks list lines, numbers ordered ones, and starts again after other text', () => {
    const item = (insert: string, list: 'bullet' | 'ordered'): RichText => [
      { insert },
      { insert: '\n', attributes: { list } },
    ]
    const text = [
      ...item('a', 'ordered'),
      ...item('b', 'ordered'),
      { insert: 'text\n' },
      ...item('c', 'ordered'),
      ...item('d', 'bullet'),
    ]
    expect(lay(text, 300).pieces.map((p) => p.text)).toEqual(['1.', 'a', '2.', 'b', 'text', '1.', 'c', '•', 'd'])
  })

  it('stands lines 1.25 sizes apart', () => {
    const [a, b] = lay('a\nb', 100).pieces
    expect(b.baseline - a.baseline).toBe(25)
  })
})

describe('remembering', () => {
  it('lays out one text once, until the fonts change', () => {
    const text = richText('words')
    const first = layoutText(text, style, 100, even)
    expect(layoutText(text, style, 100, even)).toBe(first)
    forgetMeasured(even)
    expect(layoutText(text, style, 100, even)).not.toBe(first)
  })
})

describe('the width table', () => {
  it('knows the shipped fonts: proportional, bold wider, mono even', () => {
    const w = (text: string, font: 'sans' | 'mono', marks = {}) => tableMeasurer.width(text, font, 100, marks)
    expect(w('iii', 'sans')).toBeLessThan(w('MMM', 'sans') / 2)
    expect(w('word', 'sans', { bold: true })).toBeGreaterThan(w('word', 'sans'))
    expect(w('i', 'mono')).toBe(60)
    expect(w('i', 'sans', { code: true })).toBe(60)
    expect(w('字', 'sans')).toBe(100)
    expect(w('e\u0301', 'sans')).toBe(w('e', 'sans'))
  })
})
