/** Tables as text (CSV, TSV, as spreadsheets write and copy them) -> a table, the first row as its head. */
import { cleanText, cutText } from '../base/clean-text.ts'
import { fail, ok, type Result } from '../base/result.ts'
import { richText } from '../shapes/rich-text.ts'
import {
  type ImportFailure,
  type ImportOptions,
  type ImportResult,
  MAX_IMPORT_CHARACTERS,
  MAX_IMPORT_SHAPES,
} from './import-result.ts'
import { createImportSession } from './import-session.ts'
import { tableShapes } from './table-shapes.ts'

const MAX_CELL = 10_000
/** Further rows could not become cells: they are not read. */
const MAX_ROWS = MAX_IMPORT_SHAPES
const SEPARATORS = ['\t', ',', ';', '|'] as const

/** Rows of cells after RFC 4180: quotes may hold separators, line ends and, doubled, quotes. */
function* rowsOf(text: string, separator: string): Generator<readonly string[]> {
  let row: string[] = []
  let at = text.startsWith('\ufeff') ? 1 : 0
  while (at < text.length) {
    const { cell, end } = cellAt(text, at, separator)
    row.push(cell)
    if (text[end] === separator) {
      at = end + 1
      if (at === text.length) row.push('')
      continue
    }
    yield row
    row = []
    at = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1
  }
  if (row.length > 0) yield row
}

const isBlank = (row: readonly string[]): boolean => row.every((cell) => cell.trim() === '')

interface Table {
  /** The first `MAX_ROWS`, without blank ones at the end. */
  readonly rows: readonly (readonly string[])[]
  /** How many more there are. */
  readonly rest: number
}

export function parseTable(text: string, separator = separatorOf(text)): Table {
  const rows: (readonly string[])[] = []
  let [count, filled] = [0, 0]
  for (const row of rowsOf(text, separator)) {
    count++
    if (!isBlank(row)) filled = count
    if (count <= MAX_ROWS) rows.push(row)
  }
  return { rows: rows.slice(0, filled), rest: Math.max(0, filled - MAX_ROWS) }
}

function cellAt(text: string, at: number, separator: string): { readonly cell: string; readonly end: number } {
  if (text[at] !== '"') {
    let end = at
    while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++
    return { cell: text.slice(at, end), end }
  }
  const parts: string[] = []
  let from = at + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return { cell: parts.join('') + text.slice(from), end: text.length }
    parts.push(text.slice(from, quote))
    if (text[quote + 1] !== '"') {
      let end = quote + 1
      // Words behind the quote belong to the cell, as spreadsheets read them.
      while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++
      return { cell: parts.join('') + text.slice(quote + 1, end), end }
    }
    parts.push('"')
    from = quote + 2
  }
}

/** The sign that cuts the first lines into the most cells, the same number in each. */
function separatorOf(text: string): string {
  const head = text.slice(0, 20_000)
  const score = (separator: string) => {
    const counts = parseTable(head, separator)
      .rows.slice(0, 20)
      .map(({ length }) => length)
    const most = Math.max(0, ...counts)
    return most <= 1 ? 0 : most * counts.filter((count) => count === counts[0]).length
  }
  const scored = SEPARATORS.map((separator) => ({ separator, score: score(separator) }))
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).separator
}

export function importTable(input: unknown, options: ImportOptions): Result<ImportResult, ImportFailure> {
  if (typeof input !== 'string') return fail('wrong-file-type', 'This is not a table.')
  if (input.length > MAX_IMPORT_CHARACTERS) return fail('too-large', 'The file is too large to import.')
  const { rows: all, rest } = parseTable(input)
  if (all.length === 0) return fail('wrong-file-type', 'The table is empty.')
  const session = createImportSession(options)
  const broad = all.reduce((most, { length }) => Math.max(most, length), 0)
  const rows = all.map((row) =>
    row.map((cell) => {
      const words = cleanText(cell).trim()
      if (words.length > MAX_CELL) session.skip('cell', 'text-cut')
      return richText(cutText(words, MAX_CELL))
    }),
  )
  const { shapes, added, left } = tableShapes({ rows, hasHead: true }, options)
  const lost = left + rest * broad
  if (lost > 0) session.skip('cell', 'too-many', lost)
  return ok({ ...session.result(shapes), added })
}
