/** Reads that take several turns: each sees the store as it was when it began, and closing waits for all of them. */
import type { RootDatabase, Transaction } from 'lmdb'

export class LmdbReads {
  readonly #root: RootDatabase<unknown, string>
  readonly #running = new Set<Promise<unknown>>()
  #isClosed = false

  constructor(root: RootDatabase<unknown, string>) {
    this.#root = root
  }

  /** Runs `read` over what is committed now. Rejects once the store is closed. */
  async run<T>(read: (transaction: Transaction) => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new Error('the storage is closed')
    // biome-ignore lint/correctness/useHookAtTopLevel: lmdb's word, which has nothing to do with React's hooks.
    const transaction = this.#root.useReadTransaction()
    const running = read(transaction)
    this.#running.add(running)
    try {
      return await running
    } finally {
      this.#running.delete(running)
      transaction.done()
    }
  }

  /** Takes no more, and resolves when nothing is read any longer: the file may be unmapped then. */
  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.allSettled(this.#running)
  }
}
