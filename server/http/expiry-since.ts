/** Since when visits are noted without a gap: a room counts as visited then, so that turning expiry on deletes nothing. */
import type { WallClock } from '../../lib/base/clock.ts'
import type { RecordKey, Records } from '../storage/storage.ts'

const KEY: RecordKey = ['expiry']
/** So long without any server that noted visits, and nobody knows who was where. */
const GAP_MS = 24 * 3_600_000
const SIGN_EVERY_MS = 3_600_000

interface Noted {
  readonly since: number
  readonly lastAt: number
}

export interface Expiry {
  since(): Promise<number>
}

export function startExpiry(records: Records, clock: Pick<WallClock, 'date'>): Expiry {
  return {
    async since() {
      const now = clock.date()
      const known = parse(await records.get(KEY))
      const isGap = !known || now - known.lastAt > GAP_MS
      if (!isGap && now - known.lastAt < SIGN_EVERY_MS) return known.since
      const since = isGap ? now : known.since
      await records.write([{ key: KEY, value: new TextEncoder().encode(JSON.stringify({ since, lastAt: now })) }])
      return since
    },
  }
}

function parse(bytes: Uint8Array | null): Noted | null {
  if (!bytes) return null
  try {
    const { since, lastAt } = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Noted>
    return typeof since === 'number' && typeof lastAt === 'number' ? { since, lastAt } : null
  } catch {
    return null // Unreadable is unknown: it begins anew.
  }
}
