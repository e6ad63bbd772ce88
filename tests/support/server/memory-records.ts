/** Records in a map: the smallest thing that keeps the port's promises. */
import type { Records } from '../../../server/storage/storage.ts'

const SEPARATOR = '\u0000'
const join = (key: readonly string[]): string => key.join(SEPARATOR)

export function createMemoryRecords(): Records {
  const stored = new Map<string, Uint8Array>()
  return {
    get: async (key) => stored.get(join(key)) ?? null,
    async write(changes) {
      for (const { key, value } of changes) {
        if (value === null) stored.delete(join(key))
        else stored.set(join(key), value.slice())
      }
    },
    async list(prefix, { limit = Number.POSITIVE_INFINITY, reverse, after } = {}) {
      const start = join(prefix) + SEPARATOR
      const keys = [...stored.keys()].filter((key) => key.startsWith(start)).sort()
      if (reverse) keys.reverse()
      const isPast = (key: string): boolean => !after || (reverse ? key < join(after) : key > join(after))
      const page = keys.filter(isPast).slice(0, limit)
      return page.map((key) => ({ key: key.split(SEPARATOR), value: stored.get(key)! }))
    },
  }
}
