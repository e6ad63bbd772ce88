/** Plain words that are one table: of Markdown, or with tabs as spreadsheets copy cells. */
import type { RichText } from '../shapes/rich-text.ts'
import { richText } from '../shapes/rich-text.ts'
import type { Align } from '../shapes/table/table-fields.ts'
import { parseTable } from './csv.ts'
import { markdownLine } from './markdown-text.ts'
import type { ReadTable } from './table-shapes.ts'

/** Longer words are no table that somebody copied. */
const MAX_LENGTH = 4_000_000
const RULE = /^:?-{1,200}:?$/

/** What stands between the lines of a row; a line behind a backslash is a letter. */
function partsOf(line: string): readonly string[] {
  const parts: string[] = []
  let part = ''
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '\\' && line[at + 1] === '|') {
      part += '|'
      at++
    } else if (line[at] === '|') {
      parts.push(part.trim())
      part = ''
    } else part += line[at]
  }
  parts.push(part.trim())
  if (parts[0] === '') parts.shift()
  if (parts.at(-1) === '' && line.trimEnd().endsWith('|')) parts.pop()
  return parts
}

const alignOf = (rule: string): Align | null =>
  rule.endsWith(':') ? (rule.startsWith(':') ? 'center' : 'end') : rule.startsWith(':') ? 'start' : null

/** Line ends inside a cell are written out in Markdown. */
const cellOf = (words: string): RichText =>
  words.split(/<br ?\/?>/i).flatMap((line, i) => [...(i > 0 ? [{ insert: '\n' }] : []), ...markdownLine(line)])

/** Whether a line says that the one above it is the head of a table, and how its columns are aligned. */
export const isTableRule = (line: string): boolean =>
  line.includes('|') && partsOf(line).every((rule) => RULE.test(rule))

/** The table that `text` is, in Markdown; null when anything else stands in it. */
export function markdownTableOf(text: string): ReadTable | null {
  if (text.length > MAX_LENGTH || !text.includes('|') || !text.includes('-')) return null
  const lines = text.trim().split(/\r\n?|\n/)
  if (lines.length < 2 || !lines.every((line) => line.includes('|'))) return null
  const rules = partsOf(lines[1])
  const head = partsOf(lines[0])
  if (!rules.every((rule) => RULE.test(rule)) || rules.length !== head.length) return null
  const rows = [head, ...lines.slice(2).map(partsOf)].map((row) => row.slice(0, head.length).map(cellOf))
  return { rows, hasHead: true, aligns: rules.map(alignOf) }
}

/** The cells that `text` is, with the same number of tabs in each of several lines; null when it is none. */
export function tabbedTable(text: string): ReadTable | null {
  if (text.length > MAX_LENGTH || !text.includes('\t')) return null
  const { rows, rest } = parseTable(text, '\t')
  const width = rows[0]?.length ?? 0
  // Indented lines, such as code, begin with tabs.
  const isIndented = rows.every(([first]) => first === '')
  if (rest > 0 || rows.length < 2 || width < 2 || isIndented || rows.some(({ length }) => length !== width)) return null
  return { rows: rows.map((row) => row.map((cell) => richText(cell))), hasHead: false }
}
