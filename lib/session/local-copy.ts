/** The copy of a room that the browser keeps: the board, what of it is unsaved, and what was last known of the room. */
import * as idb from 'lib0/indexeddb'
import { IndexeddbPersistence } from 'y-indexeddb'
import type * as Y from 'yjs'
import type { RoomId } from '../base/ids.ts'

export interface LocalContent {
  /** Changes that were made here before and that no server has acknowledged. */
  readonly unsaved: number
  /** The last value of `rememberFacts`. */
  readonly facts: unknown
}
export interface LocalCopy {
  /** Resolves when the board's content is in the document. Rejects when the browser keeps nothing for us. */
  readonly loaded: Promise<LocalContent>
  /** Keeps the count over a reload; 0 forgets it. */
  markUnsaved(count: number): void
  rememberFacts(facts: unknown): void
  /** True for the origin of transactions that only bring stored content back. */
  isOrigin(origin: unknown): boolean
  close(): Promise<void>
}
export interface LocalCopyOptions {
  readonly room: RoomId
  readonly doc: Y.Doc
  /** The browser's store is full or broke: what is drawn now is not kept here. */
  readonly onFailure: () => void
}
export type LocalCopyFactory = (options: LocalCopyOptions) => LocalCopy

const NAME_PREFIX = 'inkroom:'
const CUSTOM_STORE = 'custom'
const UNSAVED_PREFIX = 'unsaved:'
const FACTS_KEY = 'facts'

interface Entry {
  readonly k: unknown
  readonly v: unknown
}

/** y-indexeddb reports a store that cannot be opened to nobody, so it is opened once beforehand. */
async function probeStore(name: string): Promise<void> {
  const stores: Parameters<typeof idb.createStores>[1] = [['updates', { autoIncrement: true }], ['custom']]
  const db = await idb.openDB(name, (opened) => idb.createStores(opened, stores))
  db.close()
}

async function readMarks(db: IDBDatabase): Promise<Map<string, number>> {
  const [store] = idb.transact(db, [CUSTOM_STORE], 'readonly')
  const entries: readonly Entry[] = await idb.getAllKeysValues(store)
  const marks = new Map<string, number>()
  for (const { k, v } of entries) {
    if (typeof k === 'string' && k.startsWith(UNSAVED_PREFIX) && typeof v === 'number' && v > 0) marks.set(k, v)
  }
  return marks
}

/**
 * The local copy in IndexedDB. Each tab keeps its own unsaved mark under its client id, so that one tab that has saved
 * does not speak for another that has not.
 */
export const indexedDbCopy: LocalCopyFactory = ({ room, doc, onFailure }) => {
  const name = NAME_PREFIX + room
  const ownMark = `${UNSAVED_PREFIX}${doc.clientID}`
  let inherited: readonly string[] = []
  let persistence: IndexeddbPersistence | null = null
  let isClosed = false
  let unsaved = 0
  let lastWrite: Promise<unknown> = Promise.resolve()

  const write = (change: (store: IndexeddbPersistence) => Promise<unknown>): void => {
    if (!persistence || isClosed) return
    lastWrite = change(persistence).catch(onFailure)
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

  const load = async (): Promise<LocalContent> => {
    await probeStore(name)
    if (isClosed) throw new Error('closed while loading')
    const opened = new IndexeddbPersistence(name, doc)
    persistence = opened
    if (unsaved > 0) writeMark()
    await opened.whenSynced
    const db = opened.db
    if (!db) throw new Error('the store closed while loading')
    db.addEventListener('abort', onFailure)
    const marks = await readMarks(db)
    marks.delete(ownMark)
    inherited = [...marks.keys()]
    const count = [...marks.values()].reduce((sum, mark) => sum + mark, 0)
    return { unsaved: count, facts: await opened.get(FACTS_KEY) }
  }

  return {
    loaded: load(),
    markUnsaved(count) {
      unsaved = count
      writeMark()
    },
    rememberFacts(facts) {
      write((store) => store.set(FACTS_KEY, facts as string))
    },
    isOrigin: (origin) => origin !== null && origin === persistence,
    async close() {
      await lastWrite
      isClosed = true
      await persistence?.destroy()
    },
  }
}
