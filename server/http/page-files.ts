/** Built files never change under their name: once fetched they are handed out from here, also while the pages are away. */
import type { PageAnswer } from './page-request.ts'

export interface PageFiles {
  get(key: string): PageAnswer | null
  keep(key: string, answer: PageAnswer): void
}

const MIB = 1024 * 1024
const MAX_KEPT_BYTES = 32 * MIB

export function createPageFiles(maxBytes = MAX_KEPT_BYTES): PageFiles {
  const kept = new Map<string, PageAnswer>()
  let bytes = 0
  return {
    get(key) {
      const found = kept.get(key)
      if (!found) return null
      // The longest unused goes first.
      kept.delete(key)
      kept.set(key, found)
      return found
    },
    keep(key, answer) {
      if (answer.body.length > maxBytes || kept.has(key)) return
      kept.set(key, answer)
      bytes += answer.body.length
      for (const [oldest, { body }] of kept) {
        if (bytes <= maxBytes) return
        kept.delete(oldest)
        bytes -= body.length
      }
    },
  }
}
