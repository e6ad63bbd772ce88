/** How long to wait before the next attempt: quick at first, spread out so that a restart is no stampede. */
import { byteAt } from '../base/at.ts'
import type { RandomBytes } from '../base/ids.ts'

const FIRST_DELAY_MS = 100
/** With the time to connect and catch up below 2 s: a server that restarts has everybody back within that. */
const SHORT_CAP_MS = 1_200
/** Somebody looks at the page and waits: a server that is back after hours has them within this. */
const WATCHED_CAP_MS = 4_000
/** Nobody looks: coming into sight tries at once anyway. */
const HIDDEN_CAP_MS = 10_000
/** Attempts (about half a minute) after which an outage counts as a long one. */
const SHORT_OUTAGE_ATTEMPTS = 20
/** Full jitter would also allow no pause at all. */
const LEAST_DELAY_MS = 20

export interface BackoffOptions {
  /** 0 is the first retry. */
  readonly attempt: number
  readonly isWatched: boolean
  readonly random: RandomBytes
}

/**
 * Delay before an attempt: anywhere below its ceiling ("full jitter"), because all who lost a server lost it at the same
 * moment, and only chance keeps them apart.
 */
export function backoffMs({ attempt, isWatched, random }: BackoffOptions): number {
  const longCap = isWatched ? WATCHED_CAP_MS : HIDDEN_CAP_MS
  const cap = attempt < SHORT_OUTAGE_ATTEMPTS ? SHORT_CAP_MS : longCap
  const ceiling = Math.min(cap, FIRST_DELAY_MS * 2 ** attempt)
  const bytes = random(2)
  return Math.max(LEAST_DELAY_MS, Math.round((ceiling * (byteAt(bytes, 0) * 256 + byteAt(bytes, 1))) / 65_535))
}
