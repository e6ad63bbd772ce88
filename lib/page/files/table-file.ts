/** The selected table as a file that spreadsheets open. */
import { selectedTable } from '../../editor/cells/cell-range.ts'
import type { Editor } from '../../editor/editor.ts'
import type { Translate } from '../../i18n/translate.ts'
import { cellsOf, csv } from '../../interchange/table-text.ts'
import { saveBlob } from './save-blob.ts'

export function saveTable(editor: Editor, t: Translate): void {
  const table = selectedTable(editor)
  // The mark at the front tells Excel that it is UTF-8.
  if (table) saveBlob(new Blob(['\ufeff', csv(cellsOf(table))], { type: 'text/csv' }), `${t('shape.table')}.csv`)
}
