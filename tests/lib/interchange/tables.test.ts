import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { boardReaders } from '../../../lib/interchange/board-readers.ts'
import { parseTable } from '../../../lib/interchange/csv.ts'
import { markdownText } from '../../../lib/interchange/markdown-text.ts'
import { kindOf, type Shape } from '../../../lib/shapes/registry.ts'
import { plainText } from '../../../lib/shapes/rich-text.ts'

function readTable(text: string) {
  let nth = 0
  const result = boardReaders.csv(text, { newId: () => `s${nth++}` as ShapeId, newSeed: () => 7 })
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const wordsOf = (shape: Shape) => plainText(kindOf(shape).text(shape))

describe('DC41 tables', () => {
  it.each([
    [
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a;b\n"x;y";"say ""hi"""',
      [
        ['a', 'b'],
        ['x;y', 'say "hi"'],
      ],
    ],
    [
      'a\tb\n"two\nlines"\t',
      [
        ['a', 'b'],
        ['two\nlines', ''],
      ],
    ],
    ['\ufeffone\n\n', [['one']]],
    ['"open,', [['open,']]],
  ] as const)('%j are the cells that a spreadsheet shows', (text, rows) => {
    expect(parseTable(text).rows).toEqual(rows)
  })
  it('come as one table, with a head, and numbers at the end of their column', () => {
    const { shapes, added } = readTable('Name\tCount\nAnn\t3')
    expect(added).toBe(4)
    expect(shapes).toHaveLength(1)
    expect(shapes[0]).toMatchObject({ type: 'table', header: true, aligns: { c1: 'end' } })
    expect(wordsOf(shapes[0])).toBe('Name\tCount\nAnn\t3')
  })
  it('that are larger than a table may be come as several below one another, and nothing is lost unsaid', () => {
    const { shapes, added, skipped } = readTable(Array.from({ length: 1200 }, (_, i) => `${i},x`).join('\n'))
    expect([shapes.length, added, skipped]).toEqual([3, 2400, []])
    expect(shapes[1].placement.y).toBe(shapes[0].placement.h)
    expect(shapes[1]).toMatchObject({ header: false })
    const broad = readTable(`${'a,'.repeat(149)}b\n${'c,'.repeat(149)}d`)
    expect([broad.added, broad.skipped]).toEqual([200, [{ type: 'cell', reason: 'too-many', count: 100 }]])
  })
})

it('DC41 Markdown keeps bold, italics, strikes, code, links and lists', () => {
  expect(markdownText('- **a** *b* ~~c~~ `d`\n1. [e](https://x.org)\n`*`\\*')).toEqual([
    { insert: 'a', attributes: { bold: true } },
    { insert: ' ' },
    { insert: 'b', attributes: { italic: true } },
    { insert: ' ' },
    { insert: 'c', attributes: { strike: true } },
    { insert: ' ' },
    { insert: 'd', attributes: { code: true } },
    { insert: '\n', attributes: { list: 'bullet' } },
    { insert: 'e', attributes: { link: 'https://x.org' } },
    { insert: '\n', attributes: { list: 'ordered' } },
    { insert: '*', attributes: { code: true } },
    { insert: '*' },
  ])
})
