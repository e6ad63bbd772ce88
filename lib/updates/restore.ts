/** Turns a document back to an earlier state by ordinary changes, so that history goes on and others may undo it. */
import * as Y from 'yjs'

type SharedType = Y.Map<unknown> | Y.Array<unknown> | Y.Text

/** Roots that are maps even while they are empty. */
const MAP_ROOTS = ['shapes', 'meta', 'comments', 'workshop']

/** What a version of a board does not bring back: comments, votes and the timer are said and done, and go on. */
export const KEPT_ROOTS = ['comments', 'workshop']

/** An update that makes a document in state `current` equal to one in state `target`, but for the roots in `kept`. */
export function restoreUpdate(current: Uint8Array, target: Uint8Array, kept: readonly string[] = []): Uint8Array {
  const live = new Y.Doc({ gc: false })
  const wanted = new Y.Doc({ gc: false })
  try {
    Y.applyUpdate(live, current)
    Y.applyUpdate(wanted, target)
    const changes: Uint8Array[] = []
    live.on('update', (update: Uint8Array) => changes.push(update))
    live.transact(() => {
      const names = new Set([...MAP_ROOTS, ...live.share.keys(), ...wanted.share.keys()])
      for (const name of names) if (!kept.includes(name)) restoreRoot(live, wanted, name)
    })
    return changes.length === 0 ? EMPTY_UPDATE : Y.mergeUpdates(changes)
  } finally {
    live.destroy()
    wanted.destroy()
  }
}

/** No structs, no deletions. */
export const EMPTY_UPDATE = new Uint8Array([0, 0])

function restoreRoot(live: Y.Doc, wanted: Y.Doc, name: string): void {
  const kind = rootKind(name, wanted) ?? rootKind(name, live)
  if (kind === 'map') restoreMap(live.getMap(name), wanted.getMap(name))
  else if (kind === 'text') restoreText(live.getText(name), wanted.getText(name))
  else if (kind === 'array') restoreArray(live.getArray(name), wanted.getArray(name))
}

/** A root has no kind until someone asks for one; its content tells which it was meant to be. */
function rootKind(name: string, doc: Y.Doc): 'map' | 'text' | 'array' | null {
  if (MAP_ROOTS.includes(name)) return 'map'
  const root = doc.share.get(name)
  if (!root) return null
  if (root._map.size > 0) return 'map'
  for (let item = root._start; item; item = item.right) {
    const content = item.content
    if (content instanceof Y.ContentString || content instanceof Y.ContentFormat) return 'text'
    if (!(content instanceof Y.ContentDeleted)) return 'array'
  }
  return null
}

function restoreMap(live: Y.Map<unknown>, wanted: Y.Map<unknown>): void {
  for (const key of [...live.keys()]) if (!wanted.has(key)) live.delete(key)
  for (const [key, value] of wanted.entries()) {
    if (!live.has(key) || !restoreInPlace(live.get(key), value)) live.set(key, copyOf(value))
  }
}

/** True when `live` now equals `wanted` without being replaced. */
function restoreInPlace(live: unknown, wanted: unknown): boolean {
  if (live instanceof Y.Map && wanted instanceof Y.Map) restoreMap(live, wanted)
  else if (live instanceof Y.Text && wanted instanceof Y.Text) restoreText(live, wanted)
  else if (live instanceof Y.Array && wanted instanceof Y.Array) restoreArray(live, wanted)
  else return isEqualValue(live, wanted)
  return true
}

function restoreText(live: Y.Text, wanted: Y.Text): void {
  const delta = wanted.toDelta()
  if (isEqualValue(live.toDelta(), delta)) return
  if (live.length > 0) live.delete(0, live.length)
  live.applyDelta(delta, { sanitize: false })
}

function restoreArray(live: Y.Array<unknown>, wanted: Y.Array<unknown>): void {
  const have = live.toArray()
  const want = wanted.toArray()
  let start = 0
  while (start < have.length && start < want.length && isSame(have[start], want[start])) start++
  let end = 0
  while (end < have.length - start && end < want.length - start && isSame(have.at(-1 - end), want.at(-1 - end))) end++
  if (have.length - start - end > 0) live.delete(start, have.length - start - end)
  const fresh = want.slice(start, want.length - end)
  if (fresh.length > 0) live.insert(start, fresh.map(copyOf))
}

const isShared = (value: unknown): value is SharedType => value instanceof Y.AbstractType

const isSame = (a: unknown, b: unknown): boolean =>
  isShared(a) || isShared(b)
    ? isShared(a) && isShared(b) && a.constructor === b.constructor && isEqualValue(a.toJSON(), b.toJSON())
    : isEqualValue(a, b)

const copyOf = (value: unknown): unknown => (isShared(value) ? value.clone() : value)

function isEqualValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || isShared(a) || isShared(b))
    return false
  if (a instanceof Uint8Array || b instanceof Uint8Array) {
    return a instanceof Uint8Array && b instanceof Uint8Array && a.length === b.length && a.every((x, i) => x === b[i])
  }
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  const right = b as Record<string, unknown>
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => key in right && isEqualValue((a as Record<string, unknown>)[key], right[key]))
  )
}
