/** Tables as text, out and in. */
import { describe, expect, it } from 'vitest'
import { tableOf } from '../../../lib/document/tables.ts'
import { parseTable } from '../../../lib/interchange/csv.ts'
import { htmlTable } from '../../../lib/interchange/html-table.ts'
import { cellsOf, csv, markdownTable, tableHtml, tsv } from '../../../lib/interchange/table-text.ts'
import { markdownTableOf, tabbedTable } from '../../../lib/interchange/text-table.ts'
import { plainText, type RichText, richText } from '../../../lib/shapes/rich-text.ts'
import { id } from '../../support/document/board-peers.ts'

const bold: RichText = [{ insert: 'x ' }, { insert: 'y', attributes: { bold: true } }]
const table = tableOf(id('t'), [[richText('a|b'), richText('n')], [bold, richText('1,5')], [richText('two\nlines'), []]], {
  aligns: { c1: 'end' },
}) // biome-ignore format: rows
const plain = (cells: readonly (readonly RichText[])[] | undefined) => cells?.map((row) => row.map(plainText))

describe('DC46 a table as text', () => {
  it('DC46 comes back from CSV, tabs, HTML and Markdown with the same cells', () => {
    const cells = cellsOf(table)
    const words = plain(cells)
    expect(parseTable(csv(cells), ',').rows).toEqual(words)
    expect(plain(tabbedTable(tsv(cells))?.rows)).toEqual(words)
    expect(htmlTable(tableHtml(cells))).toEqual(cells)
    const read = markdownTableOf(markdownTable(table))
    expect(read).toMatchObject({ hasHead: true, aligns: [null, 'end'] })
    expect(read?.rows.map((row) => row.map((cell) => plainText(cell)))).toEqual(words)
    expect(read?.rows[1][0]).toEqual(bold)
  })

  it('DC46 a cell that a spreadsheet would calculate goes out as words, a number as a number', () => {
    const cells = [['=1+1', '-5', '@x', '-x', '+49 1'].map(richText)]
    expect(tsv(cells)).toBe("'=1+1\t-5\t'@x\t'-x\t'+49 1")
  })

  it('DC46 cells that reach over others leave these empty, and a table in a cell is words', () => {
    const html =
      '<style>td{x:y}</style><table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td><table><tr><td>d</table></table>'
    expect(plain(htmlTable(html) ?? [])).toEqual([
      ['a', 'b', ''],
      ['', 'c', 'd'],
    ])
  })

  it.each([
    ['words beside it', '<p>see</p><table><tr><td>a<td>b</table>'],
    ['two tables', '<table><tr><td>a<td>b</table><table><tr><td>a<td>b</table>'],
    ['one cell', '<table><tr><td>a</table>'],
    ['none', '<p>a</p>'],
  ])('DC46 HTML with %s is no table', (_what, html) => {
    expect(htmlTable(html)).toBeNull()
  })

  it.each(['a\tb', '\tif (x)\n\t\treturn', '\ta\n\tb', 'a\tb\nc', 'a | b\nc | d', 'a\n---\nb'])(
    'DC46 the words %j stay words',
    (text) => {
      expect(tabbedTable(text) ?? markdownTableOf(text)).toBeNull()
    },
  )

  it('DC46 what claims to reach over everything is read in time that grows with its length', () => {
    const html = `<table>${'<tr>'.repeat(2000)}${'<td rowspan=99999 colspan=99999>x'.repeat(2000)}`
    expect((htmlTable(html) ?? []).flat().length).toBeLessThan(200_000)
  })
})
