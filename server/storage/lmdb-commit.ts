/** Transactions of lmdb, whose failures are heard. */
import type { RootDatabase } from 'lmdb'

/**
 * Runs `change`, which may read, in a transaction of its own; resolves after the sync. What it puts is copied within the
 * callback, on this thread: for a few small values only.
 */
export const commit = (root: RootDatabase<unknown, string>, change: () => void): Promise<unknown> =>
  heard(root.transaction(change))

/**
 * lmdb (3.5) tells why a commit failed by a second promise that hangs on the error. Unheard, its rejection would count
 * as a bug of the process: a full disk is none.
 */
export async function heard<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { commitError } = error as { readonly commitError?: Promise<unknown> }
    commitError?.catch(() => {})
    throw error
  }
}
