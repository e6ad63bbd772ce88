/**
 * Yjs remembers between which two neighbours a piece of text was put, and every peer finds its place by them. What undo
 * brings back can get a right neighbour that lies left of it (a deleted piece is looked up by its newest copy, wherever
 * that is), and then each peer finds another place. Before such a change leaves, its pieces get the neighbours that they
 * have. Seen with yjs 13.6.33; it can go when `redoItem` compares the order of the two.
 */
import * as Y from 'yjs'

/** Corrects the pieces of text that `transaction` has added; nobody has seen them yet. */
export function soundOrigins({ doc, beforeState }: Y.Transaction): void {
  const { clientID } = doc
  const structs = doc.store.clients.get(clientID) ?? []
  const first = beforeState.get(clientID) ?? 0
  if (Y.getState(doc.store, clientID) <= first) return
  for (const item of structs.slice(Y.findIndexSS(structs, first))) {
    if (!(item instanceof Y.Item) || !(item.parent instanceof Y.Text)) continue
    const isLater = ({ id }: Y.Item): boolean => id.client === clientID && id.clock > item.id.clock
    let { left, right } = item
    while (left !== null && isLater(left)) left = left.left
    while (right !== null && isLater(right)) right = right.right
    item.origin = left?.lastId ?? null
    item.rightOrigin = right?.id ?? null
  }
}
