/** Marked cells as a clipboard: words for spreadsheets, a table for programs with words. */
import { markedCells, selectedTable } from '../../editor/cells/cell-range.ts'
import type { Editor } from '../../editor/editor.ts'
import { tableHtml, tsv } from '../../interchange/table-text.ts'
import { cellText } from '../../shapes/table/table-grid.ts'

/** Null when no cell is marked. */
export function copyCells(editor: Editor): { readonly text: string; readonly html: string } | null {
  const table = selectedTable(editor)
  const marked = markedCells(editor)
  if (!table || marked.length === 0) return null
  const cells = marked.map((row) => row.map((cell) => cellText(table, cell)))
  return { text: tsv(cells), html: tableHtml(cells) }
}
