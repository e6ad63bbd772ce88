/** The shared text that an editor is opened on; a cell that has none yet is given one. */
import type { ShapeId } from '../../base/ids.ts'
import type { BoardDocument } from '../../document/board-document.ts'

export function openText(document: BoardDocument, id: ShapeId, part: string | undefined) {
  const text = document.sharedText(id, part)
  if (text || part === undefined || document.board.get(id)?.type !== 'table') return text
  document.dispatch({ name: 'update', patches: [{ id, patch: { cells: { [part]: [] } } }] })
  return document.sharedText(id, part)
}
