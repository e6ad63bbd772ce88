/** Keeps the board's records in step with the Y.Doc: one `BoardChange` per transaction, after the records are new. */
import * as Y from 'yjs'
import type { ShapeId } from '../base/ids.ts'
import type { Shape } from '../shapes/registry.ts'
import type { Board, BoardChange, CommentThread } from './board.ts'
import { readComments } from './comments.ts'
import { BACKGROUND_KEY, type BoardRoots, storedMap, TITLE_KEY } from './layout.ts'
import { readBackground, readTitle } from './meta.ts'
import { readShape, rereadFields } from './read.ts'
import { createShapeIndex, type ShapeIndex } from './shape-index.ts'

export interface ObservedBoard {
  readonly board: Board
  observe(listener: (change: BoardChange) => void): () => void
  /** Reads `ids` anew before the transaction ends, for the next command of a batch; nobody is told yet. */
  refresh(ids: Iterable<ShapeId>): void
  close(): void
}
interface ObserveOptions {
  readonly doc: Y.Doc
  readonly roots: BoardRoots
  originOf(transaction: Y.Transaction): BoardChange['origin']
}
/** What one transaction touched, before anything is read anew. */
interface Touched {
  /** Shapes that came, went or were replaced as a whole. */
  readonly whole: Set<ShapeId>
  /** Shapes with the names of the fields that changed. */
  readonly fields: Map<ShapeId, Set<string>>
  /** Title or background. */
  meta: boolean
  comments: boolean
}

/** Reads the whole board once, then follows the document. */
export function observeBoard({ doc, roots, originOf }: ObserveOptions): ObservedBoard {
  const index = createShapeIndex()
  const listeners = new Set<(change: BoardChange) => void>()
  let title = readTitle(roots.meta)
  let background = readBackground(roots.meta)
  let comments: readonly CommentThread[] | null = null
  let touched: Touched | null = null
  /** What `refresh` replaced in the transaction under way. */
  const earlier = new Map<ShapeId, Shape | undefined>()

  for (const [id, stored] of roots.shapes) {
    if (stored instanceof Y.Map) index.set(readShape(id as ShapeId, stored))
  }

  const board: Board = {
    get title() {
      return title
    },
    get background() {
      return background
    },
    get size() {
      return index.size
    },
    get shapes() {
      return index.sorted()
    },
    get: index.get,
    childrenOf: index.childrenOf,
    arrowsTo: index.arrowsTo,
    parentOf: index.parentOf,
    comments() {
      comments ??= readComments(roots.comments)
      return comments
    },
  }

  const touch = (): Touched => {
    touched ??= { whole: new Set(), fields: new Map(), meta: false, comments: false }
    return touched
  }
  const onShapes = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    for (const event of events) noteShapeEvent(touch(), event)
  }
  const onMeta = (event: Y.YMapEvent<unknown>): void => {
    if (event.keysChanged.has(TITLE_KEY) || event.keysChanged.has(BACKGROUND_KEY)) touch().meta = true
  }
  const onComments = (): void => {
    touch().comments = true
  }
  const onTransaction = (transaction: Y.Transaction): void => {
    // What was read anew and has not changed gets its record back: a new one without a change would fool caches.
    for (const [id, was] of earlier) {
      if (was && !touched?.whole.has(id) && !touched?.fields.has(id)) index.set(was)
    }
    if (!touched) {
      earlier.clear()
      return
    }
    const { whole, fields, meta: isMeta, comments: isComments } = touched
    touched = null
    const shapes = updateIndex({ index, stored: roots.shapes, earlier }, whole, fields)
    earlier.clear()
    const before = { title, background }
    if (isMeta) {
      title = readTitle(roots.meta)
      background = readBackground(roots.meta)
    }
    if (isComments) comments = null
    const change: BoardChange = {
      ...shapes,
      titleChanged: title !== before.title,
      backgroundChanged: background !== before.background,
      commentsChanged: isComments,
      origin: originOf(transaction),
    }
    const isMetaChanged = change.titleChanged || change.backgroundChanged
    const isEmpty = change.added.size + change.updated.size + change.removed.size === 0
    if (isEmpty && !isMetaChanged && !change.commentsChanged) return
    for (const listener of [...listeners]) listener(change)
  }

  roots.shapes.observeDeep(onShapes)
  roots.meta.observe(onMeta)
  roots.comments.observeDeep(onComments)
  doc.on('afterTransaction', onTransaction)
  return {
    board,
    observe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    refresh(ids) {
      for (const id of ids) {
        if (!earlier.has(id)) earlier.set(id, index.get(id))
        const map = storedMap(roots.shapes, id)
        if (map) index.set(readShape(id, map))
        else index.remove(id)
      }
    },
    close() {
      roots.shapes.unobserveDeep(onShapes)
      roots.meta.unobserve(onMeta)
      roots.comments.unobserveDeep(onComments)
      doc.off('afterTransaction', onTransaction)
      listeners.clear()
    },
  }
}

/** Notes what an event below `shapes` touches: the root's keys, a shape's keys, or something inside a field. */
function noteShapeEvent(touched: Touched, event: Y.YEvent<Y.AbstractType<unknown>>): void {
  const [id, name] = event.path as readonly (string | number)[]
  if (id === undefined) {
    for (const key of (event as Y.YMapEvent<unknown>).keysChanged) touched.whole.add(key as ShapeId)
    return
  }
  const names = touched.fields.get(id as ShapeId) ?? new Set<string>()
  touched.fields.set(id as ShapeId, names)
  if (typeof name === 'string') names.add(name)
  else if (event instanceof Y.YMapEvent) for (const key of event.keysChanged) names.add(key)
}

interface IndexUpdate {
  readonly index: ShapeIndex
  readonly stored: Y.Map<unknown>
  readonly earlier: ReadonlyMap<ShapeId, Shape | undefined>
}

function updateIndex(
  { index, stored, earlier }: IndexUpdate,
  whole: ReadonlySet<ShapeId>,
  fields: ReadonlyMap<ShapeId, ReadonlySet<string>>,
): Pick<BoardChange, 'added' | 'updated' | 'removed' | 'before' | 'reordered'> {
  const added = new Set<ShapeId>()
  const updated = new Set<ShapeId>()
  const removed = new Set<ShapeId>()
  const before = new Map<ShapeId, Shape>()
  let reordered = false
  const replace = (id: ShapeId, was: Shape | undefined, is: Shape | undefined): void => {
    if (was) before.set(id, was)
    if (is) index.set(is)
    else index.remove(id)
    if (was && is && was.index !== is.index) reordered = true
    if (was && is) updated.add(id)
    else if (is) added.add(id)
    else if (was) removed.add(id)
  }
  const recordBefore = (id: ShapeId) => (earlier.has(id) ? earlier.get(id) : index.get(id))
  for (const id of whole) {
    const map = storedMap(stored, id)
    replace(id, recordBefore(id), map && readShape(id, map))
  }
  for (const [id, names] of fields) {
    const was = recordBefore(id)
    const map = storedMap(stored, id)
    if (whole.has(id) || !was || !map) continue
    replace(id, was, rereadFields(was, map, names))
  }
  return { added, updated, removed, before, reordered }
}
