/** Who was here, from when to when, as long as this page was open: for whoever teaches. */
import type { PeerPresence } from '../../document/presence.ts'

/** More than a room holds, over a day. */
const MAX_PEOPLE = 10_000

interface Stay {
  name: string
  readonly firstAt: number
  lastAt: number
}

export interface Attendance {
  /** Who is here at `now` (ms since the epoch). */
  note(peers: readonly Pick<PeerPresence, 'userId' | 'name'>[], now: number): void
  /** A table with a head, for a spreadsheet. */
  toCsv(words: { readonly name: string; readonly from: string; readonly until: string }): string
}

export function createAttendance(): Attendance {
  const stays = new Map<string, Stay>()
  let here = new Set<string>()
  return {
    note(peers, now) {
      for (const userId of here) {
        const stay = stays.get(userId)
        if (stay) stay.lastAt = now
      }
      here = new Set(peers.map(({ userId }) => userId))
      for (const { userId, name } of peers) {
        const known = stays.get(userId)
        if (known) {
          known.name = name
          known.lastAt = now
        } else if (stays.size < MAX_PEOPLE) stays.set(userId, { name, firstAt: now, lastAt: now })
      }
    },
    toCsv({ name, from, until }) {
      const rows = [...stays.values()].map((stay) => [
        stay.name,
        new Date(stay.firstAt).toISOString(),
        new Date(stay.lastAt).toISOString(),
      ])
      return [[name, from, until], ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
    },
  }
}

/** A name is text, also one that a spreadsheet would take for a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
