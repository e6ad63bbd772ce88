/**
 * How a board lies in a Y.Doc. The layout is a format: old boards must stay readable.
 *
 *   shapes    Y.Map  id -> Y.Map { type, v?, ...fields }   a field that has its initial value may be absent;
 *                                                         a text field is a Y.Text, made with the shape; a map field is a
 *                                                         Y.Map of values or of Y.Texts, its entries merge one by one
 *   meta      Y.Map  { title, background, told }           told: the title of the room's record when it was last adopted
 *   comments  Y.Map  id -> Y.Map { shape, x, y, resolved, messages: Y.Map id -> { author, color, at, text } }
 *
 * Absent means initial: a board of 10,000 shapes is a third of the size, and loads three times as fast.
 * So the initial value of a field may never change; a new one needs a new version of the kind.
 */
import * as Y from 'yjs'

export const TYPE_KEY = 'type'
/** Version of the kind that wrote the shape; absent means 1. */
export const VERSION_KEY = 'v'
export const TITLE_KEY = 'title'
/** The record's title that the board has taken over last; a new one is told from an old one by it. */
export const TOLD_TITLE_KEY = 'told'
export const BACKGROUND_KEY = 'background'
export const MAX_TITLE_LENGTH = 200

/** The shared roots of a board. */
export interface BoardRoots {
  readonly shapes: Y.Map<unknown>
  readonly meta: Y.Map<unknown>
  readonly comments: Y.Map<unknown>
}

export const boardRoots = (doc: Y.Doc): BoardRoots => ({
  shapes: doc.getMap('shapes'),
  meta: doc.getMap('meta'),
  comments: doc.getMap('comments'),
})

/** The stored map under `id`, or undefined when there is none or something else lies there. */
export function storedMap(parent: Y.Map<unknown>, id: string): Y.Map<unknown> | undefined {
  const stored = parent.get(id)
  return stored instanceof Y.Map ? stored : undefined
}
