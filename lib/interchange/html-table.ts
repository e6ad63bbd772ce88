/** HTML that is one table, as spreadsheets copy it, as rows of formatted cells. Total; linear in its length. */

import type { RichText } from '../shapes/rich-text.ts'
import { MAX_TABLE_COLUMNS } from '../shapes/table/table-fields.ts'
import { copiedPart, MAX_HTML_LENGTH, tokensText } from './html-text.ts'
import { type MarkupToken, markupTokens, unescapeMarkup } from './markup.ts'
import type { Cells } from './table-text.ts'

/** Cells that are read; further ones are left to nobody, as no table holds them. */
const MAX_READ_CELLS = 60_000
const UNSEEN = /^(?:head|style|script|title|template)$/
const countOf = (value: string | undefined): number =>
  Math.max(1, Math.min(MAX_TABLE_COLUMNS, Number.parseInt(value ?? '1', 10) || 1))

class TableReader {
  readonly rows: RichText[][] = []
  /** Columns that a cell further up reaches down into, and how many rows more. */
  readonly #reaching = new Map<number, number>()
  #cell: { readonly tokens: MarkupToken[]; readonly across: number; readonly down: number } | null = null
  #row: RichText[] | null = null
  #depth = 0
  #unseen = 0
  #count = 0
  tables = 0
  /** Words that stand beside the table. */
  hasOthers = false

  read(token: MarkupToken): void {
    if (token.name === 'aside') return
    if (token.name === 'words') {
      if (this.#cell) this.#cell.tokens.push(token)
      else if (this.#unseen === 0 && unescapeMarkup(token.text).trim() !== '') this.hasOthers = true
      return
    }
    const tag = token.tag.toLowerCase()
    if (UNSEEN.test(tag)) this.#unseen = Math.max(0, this.#unseen + (token.name === 'open' ? 1 : -1))
    if (tag === 'table') this.#table(token)
    else if (this.#depth === 1 && (tag === 'tr' || tag === 'td' || tag === 'th')) this.#part(tag, token)
    else this.#cell?.tokens.push(token)
  }
  end(): void {
    this.#endRow()
  }
  #table(token: MarkupToken): void {
    if (token.name === 'open') {
      this.#depth++
      if (this.#depth === 1) this.tables++
      else this.#cell?.tokens.push(token)
      return
    }
    if (this.#depth > 1) this.#cell?.tokens.push(token)
    else this.#endRow()
    this.#depth = Math.max(0, this.#depth - 1)
  }
  #part(tag: string, token: Exclude<MarkupToken, { name: 'words' | 'aside' }>): void {
    if (tag === 'tr') {
      this.#endRow()
      if (token.name === 'open') this.#row = []
      return
    }
    this.#endCell()
    if (token.name === 'close') return
    this.#row ??= []
    const { attributes } = token
    this.#cell = { tokens: [], across: countOf(attributes.get('colspan')), down: countOf(attributes.get('rowspan')) }
  }
  #put(text: RichText): void {
    this.#row?.push(text)
    this.#count++
  }
  #skipReached(): void {
    for (let left = this.#reaching.get(this.#row?.length ?? 0); this.#row && left; ) {
      const column = this.#row.length
      if (left > 1) this.#reaching.set(column, left - 1)
      else this.#reaching.delete(column)
      this.#put([])
      left = this.#reaching.get(this.#row.length)
    }
  }
  #endCell(): void {
    const cell = this.#cell
    this.#cell = null
    if (!cell || !this.#row || this.#count > MAX_READ_CELLS) return
    this.#skipReached()
    for (let i = 0; i < cell.across; i++) {
      if (cell.down > 1) this.#reaching.set(this.#row.length, cell.down - 1)
      this.#put(i === 0 ? tokensText(cell.tokens) : [])
    }
  }
  #endRow(): void {
    this.#endCell()
    if (!this.#row) return
    this.#skipReached()
    if (this.#row.length > 0) this.rows.push(this.#row)
    this.#row = null
  }
}

/** The cells of the table that `html` is; null when it is none, or more than one table of more than one cell. */
export function htmlTable(html: string): Cells | null {
  if (html.length > MAX_HTML_LENGTH || !/<table\b/i.test(html)) return null
  const reader = new TableReader()
  for (const token of markupTokens(copiedPart(html))) reader.read(token)
  reader.end()
  const isGrid = reader.rows.length > 1 || (reader.rows[0]?.length ?? 0) > 1
  return reader.tables === 1 && !reader.hasOthers && isGrid ? reader.rows : null
}
