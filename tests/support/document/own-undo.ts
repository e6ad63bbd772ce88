/** Watches a document for undo and redo that touch what somebody else wrote. */
import * as Y from 'yjs'

/** True when something around the item went in the same transaction: a shape that I made takes its fields along, no words. */
function goesWithItsOwner(item: Y.Item, deleted: Y.Transaction['deleteSet']): boolean {
  if (item.parent instanceof Y.Text) return false
  for (let owner = (item.parent as Y.AbstractType<unknown>)._item; owner; ) {
    if (Y.isDeleted(deleted, owner.id)) return true
    owner = (owner.parent as Y.AbstractType<unknown>)._item
  }
  return false
}

/** Collects what undo and redo deleted of others; formatting marks without content do not count. */
export function watchOwnUndo(doc: Y.Doc): readonly string[] {
  const touched: string[] = []
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    if (!(transaction.origin instanceof Y.UndoManager)) return
    Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
      if (!(struct instanceof Y.Item) || struct.id.client === doc.clientID) return
      if (struct.content instanceof Y.ContentFormat) return
      if (goesWithItsOwner(struct, transaction.deleteSet)) return
      touched.push(`${struct.parentSub ?? 'text'} of client ${struct.id.client}`)
    })
  })
  return touched
}
