/**
 * What of a step is mine to take away. Yjs deletes all that a step brought, and with a shape goes all that lies in it;
 * but others may have written in a text of mine since, and their words are never mine to undo.
 */

import * as Y from 'yjs'
import { at } from '../base/at.ts'

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

/** The items above `item` and itself, the one in the map of shapes first; none when it lies elsewhere. */
function pathOf(item: Y.Item, shapes: Y.AbstractType<unknown>): readonly Y.Item[] {
  const path: Y.Item[] = []
  for (let at: Y.Item | null = item; at !== null; at = (at.parent as Y.AbstractType<unknown>)._item) {
    path.unshift(at)
    if (at.parent === shapes) return path
  }
  return []
}
const typeOf = (item: Y.Item): unknown => (item.content instanceof Y.ContentType ? item.content.type : null)

/** Is there anything to read in the text that the step did not bring? By then I have taken back all that came later. */
function holdsMore(text: unknown, parts: PartSet): boolean {
  if (!(text instanceof Y.Text)) return false
  for (let item = text._start; item !== null; item = item.right) {
    if (!item.deleted && item.countable && !Y.isDeleted(parts, item.id)) return true
  }
  return false
}

/** What the step brought to one shape and others have words in. */
interface Held {
  readonly shape: boolean
  /** Entries of its maps: the cell with the words, and the row and the column that it is in. */
  readonly entries: ReadonlySet<string>
}

function heldIn(shape: unknown, isBrought: boolean, parts: PartSet): Held {
  const entries = new Set<string>()
  if (!(shape instanceof Y.Map)) return { shape: false, entries }
  for (const map of shape.values()) {
    if (!(map instanceof Y.Map)) continue
    for (const [name, text] of map) {
      const isOwn = text instanceof Y.Text && text._item !== null && Y.isDeleted(parts, text._item.id)
      if (!isOwn || !holdsMore(text, parts)) continue
      for (const each of [name, ...name.split(':')]) entries.add(each)
    }
  }
  return { shape: isBrought && (entries.size > 0 || holdsMore(shape.get('text'), parts)), entries }
}

/** Decides item by item, during one undo or redo; `stack` is the one that Yjs takes the steps from. */
export function ownPartFilter(shapes: Y.Map<unknown>, { steps, stack, back }: Move): (item: Y.Item) => boolean {
  let depth = -1
  let parts: PartSet = Y.createDeleteSet()
  let held = new Map<Y.Item, Held>()

  /** Yjs goes on to older steps while one has no effect. */
  const followStep = (doc: Y.Doc, transaction: Y.Transaction): void => {
    if (stack.length === depth) return
    depth = stack.length
    held = new Map()
    parts = presentParts(doc, at(steps, depth).insertions)
    // A copy of mine may have grown together with one of theirs: this cuts at both ends, so that only mine is deleted.
    Y.iterateDeletedStructs(transaction, parts, () => {})
  }
  const heldOf = (shapeItem: Y.Item): Held => {
    const known = held.get(shapeItem) ?? heldIn(typeOf(shapeItem), Y.isDeleted(parts, shapeItem.id), parts)
    held.set(shapeItem, known)
    return known
  }
  return (item) => {
    const { doc } = shapes
    if (!doc?._transaction) return true
    followStep(doc, doc._transaction)
    const [shapeItem, , entry] = pathOf(item, shapes as Y.AbstractType<unknown>)
    if (!shapeItem) return true
    const { shape, entries } = heldOf(shapeItem)
    const isKept = shape || (typeof entry?.parentSub === 'string' && entries.has(entry.parentSub))
    // It stays for what others wrote in it. Undo takes my words out of it; redo, a deletion again, takes nothing.
    return !isKept || (back && item.parent instanceof Y.Text)
  }
}
