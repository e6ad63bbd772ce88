/**
 * What of a step is mine to take away. Yjs deletes all that a step brought, and with a shape goes all that lies in it;
 * but others may have written in a text of mine since, and their words are never mine to undo.
 */
import * as Y from 'yjs'

/** `back`: an undo; otherwise a redo. */
interface Move {
  readonly steps: readonly { readonly insertions: PartSet }[]
  readonly stack: readonly unknown[]
  readonly back: boolean
}
type PartSet = ReturnType<typeof Y.createDeleteSet>

/** Where the pieces of `step` are now: what was deleted and brought back lives on as a copy under another id. */
function presentParts(doc: Y.Doc, step: PartSet): PartSet {
  const parts = Y.createDeleteSet()
  const follow = (client: number, from: number, until: number): void => {
    for (let clock = from; clock < until; ) {
      const struct = Y.getItem(doc.store, Y.createID(client, clock)) as Y.Item | Y.GC
      const end = Math.min(until, struct.id.clock + struct.length)
      const copy = struct instanceof Y.Item ? struct.redone : null
      if (copy === null) {
        const list = parts.clients.get(client) ?? []
        parts.clients.set(client, list)
        list.push({ clock, len: end - clock })
      } else {
        const at = copy.clock + clock - struct.id.clock
        follow(copy.client, at, at + end - clock)
      }
      clock = end
    }
  }
  for (const [client, list] of step.clients) for (const { clock, len } of list) follow(client, clock, clock + len)
  return Y.mergeDeleteSets([parts])
}

/** The item of the shape that `item` is or lies in. */
function shapeItemOf(item: Y.Item, shapes: Y.AbstractType<unknown>): Y.Item | null {
  let at: Y.Item | null = item
  while (at !== null && at.parent !== shapes) at = (at.parent as Y.AbstractType<unknown>)._item
  return at
}

/** Is there anything to read in the shape's text that the step did not bring? By then I have taken back all that came later. */
function holdsMore(shapeItem: Y.Item, parts: PartSet): boolean {
  const shape = shapeItem.content instanceof Y.ContentType ? shapeItem.content.type : null
  const text = shape instanceof Y.Map ? shape.get('text') : null
  if (!(text instanceof Y.Text)) return false
  for (let item = text._start; item !== null; item = item.right) {
    if (!item.deleted && item.countable && !Y.isDeleted(parts, item.id)) return true
  }
  return false
}

/** Decides item by item, during one undo or redo; `stack` is the one that Yjs takes the steps from. */
export function ownPartFilter(shapes: Y.Map<unknown>, { steps, stack, back }: Move): (item: Y.Item) => boolean {
  let depth = -1
  let parts: PartSet = Y.createDeleteSet()
  let isKept = new Map<Y.Item, boolean>()

  /** Yjs goes on to older steps while one has no effect. */
  const followStep = (doc: Y.Doc, transaction: Y.Transaction): void => {
    if (stack.length === depth) return
    depth = stack.length
    isKept = new Map()
    parts = presentParts(doc, steps[depth].insertions)
    // A copy of mine may have grown together with one of theirs: this cuts at both ends, so that only mine is deleted.
    Y.iterateDeletedStructs(transaction, parts, () => {})
  }
  return (item) => {
    const { doc } = shapes
    if (!doc?._transaction) return true
    followStep(doc, doc._transaction)
    const shapeItem = shapeItemOf(item, shapes as Y.AbstractType<unknown>)
    if (shapeItem === null || !Y.isDeleted(parts, shapeItem.id)) return true
    const known = isKept.get(shapeItem) ?? holdsMore(shapeItem, parts)
    isKept.set(shapeItem, known)
    // The shape stays for what others wrote in it. Undo takes my words out of it; redo, a deletion again, takes nothing.
    return !known || (back && item.parent instanceof Y.Text)
  }
}
