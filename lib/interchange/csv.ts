/** Tables as text (CSV, TSV, as spreadsheets write and copy them) -> a grid of boxes in one group, the first row as its head. */
import { fail, ok, type Result } from '../base/result.ts'
import { tableMeasurer } from '../shapes/measure-table.ts'
import { makeShape } from '../shapes/registry.ts'
import { richText } from '../shapes/rich-text.ts'
import {
  type ImportFailure,
  type ImportOptions,
  type ImportResult,
  MAX_IMPORT_CHARACTERS,
  MAX_IMPORT_SHAPES,
} from './import-result.ts'
import { createImportSession } from './import-session.ts'

const FONT_SIZE = 16
const ROW_HEIGHT = 36
const LINE = 20
const AIR = 24
const MIN_WIDTH = 60
const MAX_WIDTH = 320
const MAX_COLUMNS = 500
const MAX_CELL = 10_000
/** Further rows could not become shapes: they are not read. */
const MAX_ROWS = MAX_IMPORT_SHAPES
const HEAD_FILL = '#e9ecef'
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
  const rows = all.map((row) => row.slice(0, MAX_COLUMNS))
  const lost = all.reduce((sum, row) => sum + Math.max(0, row.length - MAX_COLUMNS), 0)
  if (lost > 0) session.skip('cell', 'too-many', lost)
  const columns = rows.reduce((most, { length }) => Math.max(most, length), 0)
  const widths = Array.from({ length: columns }, (_none, column) => widthOf(rows, column))
  const height = rows.map((row) => heightOf(row, widths))
  const group = options.newId()
  if (rest > 0) session.skip('cell', 'too-many', rest * columns)
  let y = 0
  for (const [index, row] of rows.entries()) {
    if (session.isFull()) {
      session.skip('cell', 'too-many', (rows.length - index) * columns)
      break
    }
    let x = 0
    for (const [column, w] of widths.entries()) {
      const text = (row[column] ?? '').trim()
      if (text.length > MAX_CELL) session.skip('cell', 'text-cut')
      if (session.isFull()) session.skip('cell', 'too-many')
      else {
        const shape = makeShape('geo', options.newId(), {
          placement: { x, y, w, h: height[index], rotation: 0 },
          parent: group,
          look: 'clean',
          roughness: 0,
          corners: 'sharp',
          strokeWidth: 1,
          font: 'sans',
          fontSize: FONT_SIZE,
          align: index > 0 && isNumber(text) ? 'end' : 'start',
          fill: index === 0 ? HEAD_FILL : 'transparent',
          text:
            index === 0 && text !== ''
              ? [{ insert: text, attributes: { bold: true } }]
              : richText(text.slice(0, MAX_CELL)),
          seed: options.newSeed(),
        })
        session.add(shape)
      }
      x += w
    }
    y += height[index]
  }
  const w = widths.reduce((sum, width) => sum + width, 0)
  const whole = makeShape('group', group, { placement: { x: 0, y: 0, w, h: y, rotation: 0 } })
  const result = session.result([whole, ...session.shapes])
  return ok({ ...result, added: session.shapes.length })
}

const isNumber = (text: string): boolean => /^[-+]?[\d.,'\u00a0 ]{0,30}\d ?[%€$£]?$/.test(text)
/** So many rows are measured; what is further down wraps. */
const MEASURED_ROWS = 500
const textWidth = (text: string): number => tableMeasurer.width(text.slice(0, 200), 'sans', FONT_SIZE, { bold: true })

function widthOf(rows: readonly (readonly string[])[], column: number): number {
  const widest = rows
    .slice(0, MEASURED_ROWS)
    .flatMap((row) => (row[column] ?? '').split('\n').map(textWidth))
    .reduce((most, width) => Math.max(most, width), 0)
  return Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, widest + AIR)))
}

function heightOf(row: readonly string[], widths: readonly number[]): number {
  const lines = row.map((cell, column) =>
    cell
      .slice(0, MAX_CELL)
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil((textWidth(line) * 1.05) / (widths[column] - AIR + 8))), 0),
  )
  return ROW_HEIGHT + (Math.max(1, ...lines) - 1) * LINE
}
