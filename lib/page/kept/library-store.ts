/** Things to draw with again, kept in this browser: which there are, and what the page can do with them. */
import type { ReadonlySignal } from '../../base/signal.ts'
import { readStored, writeStored } from './stored.ts'

export const MAX_LIBRARY_ITEMS = 200
/** Longer ones would fill the browser's small store. */
export const MAX_LIBRARY_ITEM_LENGTH = 500_000

export interface LibraryItem {
  readonly id: string
  readonly name: string
  /** A board file of our own: shapes and their images. */
  readonly board: string
  /** A small SVG of it. */
  readonly picture: string
}

export interface Library {
  /** Newest first. */
  readonly items: ReadonlySignal<readonly LibraryItem[]>
  addSelection(): Promise<void>
  /** Adds what a library or board file holds. */
  addFile(file: File): Promise<void>
  /** Puts a copy into the middle of the view, or around a point of the board. */
  insert(item: LibraryItem, at?: { readonly x: number; readonly y: number }): Promise<void>
  remove(id: string): void
}

const KEY = 'library'
const itemKey = (id: string) => `${KEY}.${id}`

function readItem(id: unknown): readonly LibraryItem[] {
  const stored = typeof id === 'string' ? readStored(itemKey(id)) : undefined
  const { name, board, picture } = (stored ?? {}) as Record<string, unknown>
  if (typeof board !== 'string' || typeof picture !== 'string') return []
  return [{ id: String(id), name: typeof name === 'string' ? name : '', board, picture }]
}

export function readLibrary(): readonly LibraryItem[] {
  const ids = readStored(KEY)
  return Array.isArray(ids) ? ids.slice(0, MAX_LIBRARY_ITEMS).flatMap(readItem) : []
}

const writeOrder = (items: readonly LibraryItem[]) =>
  writeStored(
    KEY,
    items.map(({ id }) => id),
  )

/** The items with a new one at the head; null when the browser has no room for it. */
export function withItem(items: readonly LibraryItem[], item: LibraryItem): readonly LibraryItem[] | null {
  if (items.length >= MAX_LIBRARY_ITEMS || item.board.length + item.picture.length > MAX_LIBRARY_ITEM_LENGTH)
    return null
  const { id, ...stored } = item
  if (!writeStored(itemKey(id), stored)) return null
  const next = [item, ...items]
  if (writeOrder(next)) return next
  writeStored(itemKey(id), undefined)
  return null
}

export function withoutItem(items: readonly LibraryItem[], id: string): readonly LibraryItem[] {
  const next = items.filter((item) => item.id !== id)
  writeOrder(next)
  writeStored(itemKey(id), undefined)
  return next
}
