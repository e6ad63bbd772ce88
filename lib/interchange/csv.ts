/** Tables as text (CSV, TSV, as spreadsheets write and copy them) -> a table, the first row as its head. */
import { cleanText, cutText } from '../base/clean-text.ts'
import { fail, ok, type Result } from '../base/result.ts'
import { richText } from '../shapes/rich-text.ts'
import { MAX_TABLE_COLUMNS } from '../shapes/table/table-fields.ts'
import { type ImportFailure, type ImportOptions, type ImportResult, MAX_IMPORT_SHAPES } from './import-result.ts'
import { createImportSession } from './import-session.ts'
import { tableShapes } from './table-shapes.ts'

const MAX_CELL = 10_000
/** A larger file is refused at once: a tenth of its cells would find a place. */
const MAX_CHARACTERS = 8_000_000
/** Further rows could not become cells: they are counted, not kept. */
const MAX_ROWS = MAX_IMPORT_SHAPES
const MAX_KEPT_CELLS = 500_000
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
  /** The first ones, without blank ones at the end, each as far as a table has columns. */
  readonly rows: readonly (readonly string[])[]
  /** How many more there are. */
  readonly rest: number
  /** Cells of the longest row. */
  readonly broad: number
}

export function parseTable(text: string, separator = separatorOf(text)): Table {
  const rows: (readonly string[])[] = []
  let [count, filled, cells, broad] = [0, 0, 0, 0]
  for (const row of rowsOf(text, separator)) {
    count++
    if (!isBlank(row)) filled = count
    broad = Math.max(broad, row.length)
    if (rows.length < count - 1 || rows.length >= MAX_ROWS || cells >= MAX_KEPT_CELLS) continue
    const kept = row.length > MAX_TABLE_COLUMNS ? row.slice(0, MAX_TABLE_COLUMNS) : row
    cells += kept.length
    rows.push(kept)
  }
  return { rows: rows.slice(0, filled), rest: Math.max(0, filled - rows.length), broad }
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
  if (input.length > MAX_CHARACTERS) return fail('too-large', 'The file is too large to import.')
  const { rows: all, rest, broad } = parseTable(input)
  if (all.length === 0) return fail('wrong-file-type', 'The table is empty.')
  const session = createImportSession(options)
  const rows = all.map((row) =>
    row.map((cell) => {
      const words = cleanText(cell).trim()
      if (words.length > MAX_CELL) session.skip('cell', 'text-cut')
      return richText(cutText(words, MAX_CELL))
    }),
  )
  const { shapes, added } = tableShapes({ rows, hasHead: true }, options)
  const lost = (rows.length + rest) * broad - added
  if (lost > 0) session.skip('cell', 'too-many', lost)
  return ok({ ...session.result(shapes), added })
}
