/** The copy of a room that the browser keeps: the board, what of it is unsaved, and what was last known of the room. */

import * as idb from 'lib0/indexeddb'
import { fetchUpdates, IndexeddbPersistence } from 'y-indexeddb'
import * as Y from 'yjs'
import { at } from '../base/at.ts'
import type { Clock } from '../base/clock.ts'
import type { RoomId } from '../base/ids.ts'
import { type ReadonlySignal, signal } from '../base/signal.ts'
import type { CopyState } from './session.ts'

export interface LocalContent {
  /** Changes that were made here before and that no server has acknowledged. */
  readonly unsaved: number
  /** The last value of `rememberFacts`. */
  readonly facts: unknown
}
export interface LocalCopy {
  /** `kept` while all that is in the document would be here after a reload. */
  readonly state: ReadonlySignal<CopyState>
  /** Resolves when the board's content is in the document. Rejects when the browser keeps nothing for us. */
  readonly loaded: Promise<LocalContent>
  /** Keeps the count over a reload; 0 forgets it. */
  markUnsaved(count: number): void
  rememberFacts(facts: unknown): void
  /** Of which room, of all that were at this id, the copy is. */
  rememberBirth(birth: string): void
  /** Removes all of it, and keeps nothing more. */
  forget(): Promise<void>
  /**
   * Takes over what a tab left behind that was closed before it had saved: its changes come into the document as if they
   * were made here. Called again and again, as what has stayed unsaved since the last call is taken.
   */
  adopt?(): Promise<void>
  /** True for the origin of transactions that only bring stored content back. */
  isOrigin(origin: unknown): boolean
  close(): Promise<void>
}
export interface LocalCopyOptions {
  readonly room: RoomId
  readonly doc: Y.Doc
  readonly clock: Clock
  /**
   * Asked before anything of the copy is in the document: whether the copy of this birth belongs there. null: the copy has
   * not met its room yet, or is from before births were kept.
   */
  readonly admits: (birth: string | null) => boolean
}
export type LocalCopyFactory = (options: LocalCopyOptions) => LocalCopy

const NAME_PREFIX = 'inkroom:'
const CUSTOM_STORE = 'custom'
const UNSAVED_PREFIX = 'unsaved:'
const FACTS_KEY = 'facts'
const BIRTH_KEY = 'birth'
const UPDATES_STORE = 'updates'
/** After a failed write the whole board is written again: soon, then each time after twice as long. */
const FIRST_REPAIR_MS = 2_000
const LAST_REPAIR_MS = 60_000

interface Entry {
  readonly k: unknown
  readonly v: unknown
}

/**
 * The birth that is kept. y-indexeddb reports a store that cannot be opened to nobody and reads all of it into the
 * document at once, so it is opened once beforehand.
 */
async function probeStore(name: string): Promise<string | null> {
  const stores: Parameters<typeof idb.createStores>[1] = [[UPDATES_STORE, { autoIncrement: true }], [CUSTOM_STORE]]
  const db = await idb.openDB(name, (opened) => idb.createStores(opened, stores))
  try {
    const store = at(idb.transact(db, [CUSTOM_STORE], 'readonly'), 0)
    const birth: unknown = await idb.get(store, BIRTH_KEY)
    return typeof birth === 'string' ? birth : null
  } finally {
    db.close()
  }
}

async function emptyStore(name: string): Promise<void> {
  const db = await idb.openDB(name, () => {})
  try {
    if (!db.objectStoreNames.contains(UPDATES_STORE)) return
    const stores = idb.transact(db, [UPDATES_STORE, CUSTOM_STORE])
    const [updates, custom] = [at(stores, 0), at(stores, 1)]
    const emptied = completion(updates.transaction)
    updates.clear()
    custom.clear()
    await emptied
  } finally {
    db.close()
  }
}

/** Removes what is kept of a room. */
export async function forgetLocalCopy(room: RoomId): Promise<void> {
  await emptyStore(NAME_PREFIX + room)
  // Waits for other tabs that have it open; what matters is gone by now.
  idb.deleteDB(NAME_PREFIX + room).catch(() => {})
}

async function readMarks(db: IDBDatabase): Promise<Map<string, number>> {
  const store = at(idb.transact(db, [CUSTOM_STORE], 'readonly'), 0)
  const entries: readonly Entry[] = await idb.getAllKeysValues(store)
  const marks = new Map<string, number>()
  for (const { k, v } of entries) {
    if (typeof k === 'string' && k.startsWith(UNSAVED_PREFIX) && typeof v === 'number' && v > 0) marks.set(k, v)
  }
  return marks
}

/** A write counts only once its transaction is complete: a full disk is noticed at the very end of it. */
const completion = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('rolled back'))
  })

async function writeAll(db: IDBDatabase, doc: Y.Doc): Promise<void> {
  const updates = at(idb.transact(db, [UPDATES_STORE]), 0)
  const written = completion(updates.transaction)
  // Its outcome is that of the transaction.
  updates.add(Y.encodeStateAsUpdate(doc))
  await written
}

const reasonOf = (cause: unknown): 'full' | 'broken' => (String(cause).includes('QuotaExceeded') ? 'full' : 'broken')

/**
 * The local copy in IndexedDB. Each tab keeps its own unsaved mark under its client id, so that one tab that has saved
 * does not speak for another that has not.
 */
export const indexedDbCopy: LocalCopyFactory = ({ room, doc, clock, admits }) => {
  const name = NAME_PREFIX + room
  const ownMark = `${UNSAVED_PREFIX}${doc.clientID}`
  const state = signal<CopyState>('kept')
  let inherited: readonly string[] = []
  /** Marks of other tabs at the last look: one that is still there belongs to nobody who is about to save. */
  let seen: ReadonlySet<string> = new Set()
  let isAdopting = false
  let persistence: IndexeddbPersistence | null = null
  let isClosed = false
  let unsaved = 0
  let facts: unknown = null
  let birth: string | null = null
  /** The store holds another room's board: it is left as it is. */
  let isForeign = false
  let lastWrite: Promise<unknown> = Promise.resolve()
  let repairMs = FIRST_REPAIR_MS
  let cancelRepair: (() => void) | null = null

  /** One change that was not written makes all later ones useless after a reload, so the whole board is due. */
  const failed = (cause: unknown): void => {
    if (isClosed || isForeign) return
    const reason = reasonOf(cause)
    if (state.value === 'kept' || reason === 'full') state.value = reason
    if (cancelRepair) return
    cancelRepair = clock.after(repairMs, () => {
      cancelRepair = null
      repairMs = Math.min(LAST_REPAIR_MS, repairMs * 2)
      repair().catch(failed)
    })
  }
  const write = (change: (store: IndexeddbPersistence) => Promise<unknown>): void => {
    if (!persistence || isClosed) return
    lastWrite = change(persistence).catch(failed)
  }
  const writeMark = (): void => {
    if (unsaved > 0) {
      write((store) => store.set(ownMark, unsaved))
      return
    }
    const marks = [ownMark, ...inherited]
    inherited = []
    write((store) => Promise.all(marks.map((mark) => store.del(mark))))
  }

  const open = async (): Promise<IDBDatabase> => {
    const kept = await probeStore(name)
    if (isClosed) throw new Error('closed while loading')
    isForeign = !admits(kept)
    if (isForeign) {
      state.value = 'broken'
      throw new Error('the copy is of another room')
    }
    const opened = new IndexeddbPersistence(name, doc)
    persistence = opened
    if (unsaved > 0) writeMark()
    if (birth) write((store) => store.set(BIRTH_KEY, birth as string))
    await opened.whenSynced
    const { db } = opened
    if (!db) throw new Error('the store closed while loading')
    db.addEventListener('abort', ({ target }) => failed((target as IDBTransaction).error))
    // The browser took it away, with all that was in it: who cleared the site's data did not close the tab.
    db.addEventListener('close', () => {
      persistence = null
      void opened.destroy()
      failed('closed by the browser')
    })
    return db
  }
  const repair = async (): Promise<void> => {
    await writeAll(persistence?.db ?? (await open()), doc)
    repairMs = FIRST_REPAIR_MS
    state.value = 'kept'
    writeMark()
    if (facts) write((store) => store.set(FACTS_KEY, facts as string))
    if (birth) write((store) => store.set(BIRTH_KEY, birth as string))
  }
  const load = async (): Promise<LocalContent> => {
    const db = await open()
    const marks = await readMarks(db)
    marks.delete(ownMark)
    inherited = [...marks.keys()]
    const count = [...marks.values()].reduce((sum, mark) => sum + mark, 0)
    return { unsaved: count, facts: await persistence?.get(FACTS_KEY) }
  }
  const loaded = load()
  loaded.catch(failed)

  return {
    state,
    loaded,
    markUnsaved(count) {
      unsaved = count
      writeMark()
    },
    rememberFacts(told) {
      facts = told
      write((store) => store.set(FACTS_KEY, told as string))
    },
    rememberBirth(told) {
      birth = told
      write((store) => store.set(BIRTH_KEY, told))
    },
    async forget() {
      await lastWrite
      isClosed = true
      cancelRepair?.()
      const opened = persistence
      persistence = null
      await opened?.destroy()
      await forgetLocalCopy(room)
    },
    async adopt() {
      const db = persistence?.db
      if (!persistence || !db || isClosed || isAdopting) return
      const marks = await readMarks(db)
      for (const known of [ownMark, ...inherited]) marks.delete(known)
      const stayed = [...marks.keys()].filter((mark) => seen.has(mark))
      seen = new Set(marks.keys())
      if (stayed.length === 0 || !persistence) return
      const born = await persistence.get(BIRTH_KEY)
      if (birth && born && born !== birth) return
      // A living tab that is offline loses nothing by it: what is offered twice is stored once.
      isAdopting = true
      let isNew = false
      const note = (_update: Uint8Array, origin: unknown): void => {
        if (origin === persistence) isNew = true
      }
      doc.on('update', note)
      try {
        await fetchUpdates(persistence)
      } finally {
        isAdopting = false
        doc.off('update', note)
      }
      if (isNew) inherited = [...inherited, ...stayed]
    },
    isOrigin: (origin) => origin !== null && origin === persistence && !isAdopting,
    async close() {
      await lastWrite
      isClosed = true
      cancelRepair?.()
      await persistence?.destroy()
    },
  }
}
