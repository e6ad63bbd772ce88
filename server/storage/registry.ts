/** Which storage a URL means. To add one: a file beside this one, and a line in the table. */
import { type Clock, systemClock } from '../../lib/base/clock.ts'
import { withCodedFailures } from './coded-failures.ts'
import { createMemoryStorage } from './memory.ts'
import type { Storage } from './storage.ts'

/** What follows the scheme, and what the rest of the program can lend. */
type Open = (rest: string, url: string, lent: Lent) => Promise<Storage>

interface Lent {
  readonly clock: Clock
  /** Connections to a database; what the engine thinks right when not said. */
  readonly connections?: number
}

const storages: Readonly<Record<string, Open>> = {
  'memory:': async () => createMemoryStorage(),
  // Drivers are loaded only when they are asked for: the native one costs start-up time and memory.
  'lmdb:': async (rest, _, { clock }) =>
    (await import('./lmdb.ts')).createLmdbStorage(rest.replace(/^\/\/(?=\/)/, ''), clock),
  'postgres:': async (_, url, lent) => (await import('./postgres.ts')).createPostgresStorage(url, lent),
  'postgresql:': async (_, url, lent) => (await import('./postgres.ts')).createPostgresStorage(url, lent),
}

export const storageSchemes = Object.keys(storages)

/** Opens the storage that `url` names (`memory:`, `lmdb:./data`, `postgres://...`). Rejects with a sentence that says what to do. */
export async function createStorage(url: string, clock: Clock = systemClock, connections?: number): Promise<Storage> {
  const scheme = url.slice(0, url.indexOf(':') + 1)
  const open = storages[scheme]
  if (!open) throw new Error(`STORAGE_URL must begin with one of ${storageSchemes.join(' ')}`)
  return withCodedFailures(
    await open(url.slice(scheme.length), url, { clock, ...(connections === undefined ? {} : { connections }) }),
  )
}

/** The folder on this machine where `url` keeps everything; null when it is elsewhere or nowhere. */
export function dataFolder(url: string): string | null {
  const [, rest] = /^lmdb:(.+)$/.exec(url) ?? []
  return rest?.replace(/^\/\/(?=\/)/, '') ?? null
}
