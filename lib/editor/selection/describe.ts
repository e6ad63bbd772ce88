/** What assistive technology hears of the selection, as a message key with its values. */
import { type NamedForm, namedForm } from '../../shapes/geo-forms.ts'
import type { Shape, ShapeType } from '../../shapes/registry.ts'
import { plainText } from '../../shapes/rich-text.ts'
import { cellNames } from '../../shapes/table/table-fields.ts'
import { cellText, gridOf } from '../../shapes/table/table-grid.ts'
import { wordsOf } from '../../shapes/words.ts'
import { tabOrder } from '../board/tab-order.ts'
import { selectedTable } from '../cells/cell-range.ts'
import type { Editor } from '../editor.ts'

export type KindName = `form.${NamedForm}` | `shape.${Exclude<ShapeType, 'geo'>}`

/** `announce.one` takes `name`, `place` and `total`; its name is `t(kind)`, with the words when there are any. */
export type Announcement =
  | {
      readonly key: 'announce.one'
      readonly kind: KindName
      readonly words: string
      readonly place: number
      readonly total: number
    }
  | { readonly key: 'announce.cell'; readonly row: number; readonly column: number; readonly words: string }
  | { readonly key: 'announce.many'; readonly count: number }
const MAX_WORDS = 60

/** What the shape says, on one line, cut between letters. */
export const spokenWords = (shape: Shape): string => shortened(wordsOf(shape))

function shortened(words: string): string {
  const letters = [...words.replace(/\s+/g, ' ').trim()]
  return letters.length > MAX_WORDS ? `${letters.slice(0, MAX_WORDS - 1).join('')}…` : letters.join('')
}

/** Message key of a shape's name: `shape.arrow`, or `form.ellipse` for the closed forms. */
export const kindName = (shape: Shape): KindName =>
  shape.type === 'geo' ? `form.${namedForm(shape.form)}` : `shape.${shape.type}`

/** The words of the one thing that is selected; of several or none, none. */
export function wordsOfSelection(editor: Editor): string {
  const roots = editor.selectedRoots()
  return roots.length === 1 ? spokenWords(roots[0]) : ''
}

/** The cell that keys go to. */
function describeCell(editor: Editor): Announcement | null {
  const table = selectedTable(editor)
  const cell = editor.cells.value?.from
  if (!table || cell === undefined) return null
  const { rows, columns } = gridOf(table)
  const { row, column } = cellNames(cell)
  const words = shortened(plainText(cellText(table, cell)))
  return { key: 'announce.cell', row: rows.indexOf(row) + 1, column: columns.indexOf(column) + 1, words }
}

/** "Rectangle, 'API', 3 of 7": kind, words, place in the reading order; null when nothing is selected. */
export function describeSelection(editor: Editor): Announcement | null {
  const roots = editor.selectedRoots()
  if (roots.length === 0) return null
  if (roots.length > 1) return { key: 'announce.many', count: roots.length }
  const [shape] = roots
  const cell = describeCell(editor)
  if (cell) return cell
  const order = tabOrder(editor)
  const words = spokenWords(shape)
  const place = order.indexOf(shape.id) + 1
  return { key: 'announce.one', kind: kindName(shape), words, place, total: order.length }
}
