/** Cells as text: for spreadsheets (tabs, HTML), as CSV after RFC 4180, and as a table of Markdown. */
import { escapeXml } from '../base/escape-xml.ts'
import { plainText, type RichText, type TextMarks } from '../shapes/rich-text.ts'
import { type Align, cellId, type TableShape } from '../shapes/table/table-fields.ts'
import { alignOf, cellText, gridOf } from '../shapes/table/table-grid.ts'
import { markdownLines } from './markdown-words.ts'
import { quoted, withoutFormula } from './spreadsheet-words.ts'

export type Cells = readonly (readonly RichText[])[]

/** All cells of a table, row by row. */
export function cellsOf(table: TableShape): Cells {
  const { rows, columns } = gridOf(table)
  return rows.map((row) => columns.map((column) => cellText(table, cellId(row, column))))
}

/** Numbers stay numbers, also below zero. */
const NUMBER = /^[-+][\d.,]*$/
const harmless = (text: string): string => (NUMBER.test(text) ? text : withoutFormula(text))

const lines = (cells: Cells, separator: string, special: RegExp, end: string): string =>
  cells.map((row) => row.map((cell) => quoted(harmless(plainText(cell)), special)).join(separator)).join(end)

/** As spreadsheets copy cells. */
export const tsv = (cells: Cells): string => lines(cells, '\t', /["\t\n\r]/, '\n')
/** A file of comma-separated values. */
export const csv = (cells: Cells): string => `${lines(cells, ',', /[",\n\r]/, '\r\n')}\r\n`

function htmlRun(insert: string, marks: TextMarks = {}): string {
  let html = escapeXml(insert).replaceAll('\n', '<br>')
  if (marks.code) html = `<code>${html}</code>`
  if (marks.strike) html = `<s>${html}</s>`
  if (marks.italic) html = `<i>${html}</i>`
  if (marks.bold) html = `<b>${html}</b>`
  return marks.link ? `<a href="${escapeXml(marks.link)}">${html}</a>` : html
}
const htmlCell = (cell: RichText): string => cell.map(({ insert, attributes }) => htmlRun(insert, attributes)).join('')

/** A table of HTML, as programs with words take it. */
export const tableHtml = (cells: Cells): string =>
  `<table>${cells.map((row) => `<tr>${row.map((cell) => `<td>${htmlCell(cell)}</td>`).join('')}</tr>`).join('')}</table>`

const rules: Readonly<Record<Align, string>> = { start: '---', center: ':---:', end: '---:' }

/** A table of Markdown; its first row is the head, as there is none without. What has several lines stands on one. */
export function markdownTable(table: TableShape): string {
  const { columns } = gridOf(table)
  const [head = [], ...body] = cellsOf(table)
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const said = (row: readonly RichText[]) =>
    line(
      row.map((cell) =>
        markdownLines(cell)
          .map((words) => words.trim().replaceAll('|', '\\|'))
          .join('<br>'),
      ),
    )
  const rule = line(columns.map((column) => rules[alignOf(table, column)]))
  return `${[said(head), rule, ...body.map(said)].join('\n')}\n`
}
