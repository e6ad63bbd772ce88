/** The browser's database, opened for one piece of work and closed again: what is kept here is seldom looked at. */

export const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

export interface KeptStore {
  readonly database: string
  readonly store: string
  /** The field of what is kept by which it is found. */
  readonly keyPath: string
}

/** Runs `use` on the store; resolves once it is written. Rejects where the browser keeps nothing: blocked, full or private. */
export async function within<T>(
  { database: name, store, keyPath }: KeptStore,
  mode: IDBTransactionMode,
  use: (store: IDBObjectStore) => Promise<T>,
): Promise<T> {
  const opening = indexedDB.open(name, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(store, { keyPath })
  const database = await done(opening)
  try {
    const transaction = database.transaction(store, mode)
    const ended = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error ?? new Error('rolled back'))
    })
    const [answer] = await Promise.all([use(transaction.objectStore(store)), ended])
    return answer
  } finally {
    database.close()
  }
}
