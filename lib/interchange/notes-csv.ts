/** Sticky notes as CSV, one a row, for a spreadsheet: RFC 4180, with a byte order mark so that every program knows the letters. */
import type { Shape } from '../shapes/registry.ts'
import { plainText } from '../shapes/rich-text.ts'
import { outlineOf } from './outline.ts'
import { quoted, withoutFormula } from './spreadsheet-words.ts'

const BOM = '\ufeff'
const COLUMNS = ['text', 'color', 'frame', 'votes', 'author'] as const
const csvCell = (words: string): string => {
  const harmless = withoutFormula(words)
  return quoted(harmless, /["\n\r,;\t]|^\s|\s$|^'/)
}

interface NotesOptions {
  readonly shapes: readonly Shape[]
  /** By the id of the shape; undefined: there was no vote, or its dots are still hidden. */
  readonly votes: ReadonlyMap<string, number> | undefined
  /** Whose notes are may be told. */
  readonly hasAuthors: boolean
}

/** All notes in the order of reading; only the head of the table when there is none. */
export function exportNotes({ shapes, votes, hasAuthors }: NotesOptions): string {
  const rows: (readonly string[])[] = [COLUMNS]
  for (const { frame, shapes: inside } of outlineOf(shapes)) {
    for (const shape of inside) {
      if (shape.type !== 'note') continue
      const count = votes ? String(votes.get(shape.id) ?? 0) : ''
      rows.push([plainText(shape.text).trimEnd(), shape.fill, frame?.name ?? '', count, hasAuthors ? shape.author : ''])
    }
  }
  return BOM + rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
}
