/** Things to draw with again, kept in this browser: which there are, and what the page can do with them. */

import { cleanText, cutText } from '../../base/clean-text.ts'
import type { ReadonlySignal } from '../../base/signal.ts'
import { done, type KeptStore, within } from './database.ts'
import { readStored, writeStored } from './stored.ts'

export const MAX_LIBRARY_ITEMS = 2_000
/** Longer ones are boards, and no things to draw with. */
export const MAX_LIBRARY_ITEM_LENGTH = 2_000_000

export interface LibraryItem {
  readonly id: string
  readonly name: string
  /** A board file of our own: shapes and their images. */
  readonly board: string
  /** A small picture as a data URL; in items of earlier versions the code of an SVG. */
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
  /** Adds the whole board. */
  addBoard(): Promise<void>
  rename(id: string, name: string): Promise<void>
  remove(id: string): void
}

export interface LibraryStore {
  /** Newest first. */
  items(): Promise<readonly LibraryItem[]>
  /** Keeps them before all others, in this order; false when the browser keeps nothing of it. */
  put(items: readonly LibraryItem[]): Promise<boolean>
  remove(id: string): Promise<void>
}

/** Of these items, those that there is room for beside so many others. */
export const fitting = (items: readonly LibraryItem[], others: number): readonly LibraryItem[] =>
  items
    .filter(({ board, picture }) => board.length + picture.length <= MAX_LIBRARY_ITEM_LENGTH)
    .slice(0, Math.max(0, MAX_LIBRARY_ITEMS - others))

const ITEMS = { database: 'inkroom-library', store: 'items', keyPath: 'id' }
const TEMPLATES = { database: 'inkroom-templates', store: 'items', keyPath: 'id' }
const MAX_NAME_LENGTH = 60
/** On one line, and short enough for a card. */
export const itemName = (name: string): string => cutText(cleanText(name).split('\n')[0].trim(), MAX_NAME_LENGTH)
interface Kept extends LibraryItem {
  /** The higher, the newer. */
  readonly order: number
}

const isKept = ({ id, board, picture }: Partial<Kept>): boolean =>
  typeof id === 'string' && typeof board === 'string' && typeof picture === 'string'

async function readAll(kept: KeptStore): Promise<readonly Kept[]> {
  const stored = (await within(kept, 'readonly', (store) => done(store.getAll()))) as readonly Kept[]
  return stored.filter(isKept).sort((a, b) => b.order - a.order)
}

async function putAll(kept: KeptStore, items: readonly LibraryItem[]): Promise<boolean> {
  try {
    const [newest] = await readAll(kept)
    const first = (newest?.order ?? 0) + items.length
    await within(kept, 'readwrite', (store) =>
      Promise.all(items.map((item, i) => done(store.put({ ...item, order: first - i } satisfies Kept)))),
    )
    return true
  } catch {
    // Full, blocked or private: whoever keeps something is told.
    return false
  }
}

const OLD_KEY = 'library'

/** What earlier versions kept in the small store moves over. */
async function moveOld(): Promise<void> {
  const ids = readStored(OLD_KEY)
  if (!Array.isArray(ids)) return
  const old = ids.flatMap((id): readonly LibraryItem[] => {
    const { name, board, picture } = (readStored(`${OLD_KEY}.${id}`) ?? {}) as Record<string, unknown>
    if (typeof board !== 'string' || typeof picture !== 'string') return []
    return [{ id: String(id), name: typeof name === 'string' ? name : '', board, picture }]
  })
  if (old.length > 0 && !(await putAll(ITEMS, old))) return
  for (const id of ids) writeStored(`${OLD_KEY}.${id}`, undefined)
  writeStored(OLD_KEY, undefined)
}

/** The library in this browser's database. A database that cannot be opened is empty. */
export const browserLibrary = (): LibraryStore => storeIn(ITEMS, moveOld)

/** Own templates, kept beside the library in the same way. */
export const browserTemplates = (): LibraryStore => storeIn(TEMPLATES, async () => {})

const storeIn = (kept: KeptStore, before: () => Promise<void>): LibraryStore => ({
  async items() {
    try {
      await before()
      return await readAll(kept)
    } catch {
      return []
    }
  },
  put: (items) => putAll(kept, items),
  async remove(id) {
    await within(kept, 'readwrite', (store) => done(store.delete(id))).catch(() => {})
  },
})
