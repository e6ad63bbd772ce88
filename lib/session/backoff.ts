/** How long to wait before the next attempt: quick at first, spread out so that a restart is no stampede. */
import type { RandomBytes } from '../base/ids.ts'

const FIRST_DELAY_MS = 100
/** Below 2 s, so that a server that restarts has everybody back within that time. */
const SHORT_CAP_MS = 1_600
const LONG_CAP_MS = 10_000
/** Attempts (about half a minute) after which an outage counts as a long one. */
const SHORT_OUTAGE_ATTEMPTS = 20

/** Delay before attempt `attempt` (0 is the first retry), between half of its ceiling and the ceiling. */
export function backoffMs(attempt: number, random: RandomBytes): number {
  const cap = attempt < SHORT_OUTAGE_ATTEMPTS ? SHORT_CAP_MS : LONG_CAP_MS
  const ceiling = Math.min(cap, FIRST_DELAY_MS * 2 ** attempt)
  const [high, low] = random(2)
  return Math.round(ceiling * (0.5 + (high * 256 + low) / 131_072))
}
