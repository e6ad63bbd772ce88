import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { boardReaders } from '../../../lib/interchange/board-readers.ts'
import { parseTable } from '../../../lib/interchange/csv.ts'
import { markdownText } from '../../../lib/interchange/markdown-text.ts'
import type { Shape } from '../../../lib/shapes/registry.ts'
import { plainText } from '../../../lib/shapes/rich-text.ts'

function readTable(text: string) {
  let nth = 0
  const result = boardReaders.csv(text, { newId: () => `s${nth++}` as ShapeId, newSeed: () => 7 })
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const wordsOf = (shape: Shape) => ('text' in shape ? plainText(shape.text) : '')

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
  it('come as cells that touch, with a head, in one group', () => {
    const { shapes, added } = readTable('Name\tCount\nAnn\t3')
    expect(added).toBe(4)
    const [group, ...cells] = shapes
    expect(cells.map(wordsOf)).toEqual(['Name', 'Count', 'Ann', '3'])
    expect(cells.every(({ parent }) => parent === group.id)).toBe(true)
    expect(cells[1].placement.x).toBe(cells[0].placement.x + cells[0].placement.w)
    expect(shapes.find((shape) => wordsOf(shape) === '3')).toMatchObject({ align: 'end' })
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
