/** Where pictures wait in the browser until the server has them: their bytes by room and hash, over reloads and for all tabs. */

import * as idb from 'lib0/indexeddb'
import { at } from '../base/at.ts'
import type { RoomId } from '../base/ids.ts'

export interface PictureStore {
  /** The hashes that wait. */
  names(): Promise<readonly string[]>
  read(name: string): Promise<Blob | null>
  put(name: string, bytes: Blob): Promise<void>
  remove(name: string): Promise<void>
}

/** Not the small pictures of the start page: those are `inkroom-pictures`. */
const DATABASE = 'inkroom-uploads'
const STORE = 'waiting'

interface Kept {
  readonly type: string
  readonly bytes: ArrayBuffer
}

/** The part of a room; each call opens what it needs, as pictures are rare. Rejects when the browser keeps nothing. */
export function indexedDbPictures(room: RoomId): PictureStore {
  const prefix = `${room}/`
  const within = async <T>(mode: 'readonly' | 'readwrite', work: (store: IDBObjectStore) => Promise<T>): Promise<T> => {
    const db = await idb.openDB(DATABASE, (opened) => idb.createStores(opened, [[STORE]]))
    try {
      const store = at(idb.transact(db, [STORE], mode), 0)
      const ended = new Promise<void>((resolve, reject) => {
        store.transaction.oncomplete = () => resolve()
        store.transaction.onabort = () => reject(store.transaction.error ?? new Error('rolled back'))
      })
      const [answer] = await Promise.all([work(store), ended])
      return answer
    } finally {
      db.close()
    }
  }
  return {
    async names() {
      const keys: readonly unknown[] = await within('readonly', (store) => idb.getAllKeys(store))
      return keys.flatMap((key) =>
        typeof key === 'string' && key.startsWith(prefix) ? [key.slice(prefix.length)] : [],
      )
    },
    async read(name) {
      const kept: unknown = await within('readonly', (store) => idb.get(store, prefix + name))
      if (typeof kept !== 'object' || kept === null || !('bytes' in kept)) return null
      const { type, bytes } = kept as Kept
      return new Blob([bytes], { type })
    },
    async put(name, bytes) {
      // Not the Blob itself: some browsers lose those that lie in a store.
      const kept: Kept = { type: bytes.type, bytes: await bytes.arrayBuffer() }
      await within('readwrite', (store) => idb.put(store, kept as unknown as ArrayBuffer, prefix + name))
    },
    async remove(name) {
      await within('readwrite', (store) => idb.del(store, prefix + name))
    },
  }
}

/**
 * Work that one tab of the browser does at a time; where the browser has no locks (plain http), or refuses them (storage is
 * blocked), each does it.
 */
export function onlyTab(
  name: string,
  locks: LockManager | undefined,
): ((work: () => Promise<void>) => Promise<boolean>) | undefined {
  if (!locks) return undefined
  return async (work) => {
    let isAsked = false
    try {
      return await locks.request(name, { ifAvailable: true }, async (lock) => {
        isAsked = true
        if (lock) await work()
        return lock !== null
      })
    } catch (cause) {
      if (isAsked) throw cause
      await work()
      return true
    }
  }
}
