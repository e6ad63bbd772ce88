/** The server's time, so that a timer runs alike on machines whose clocks differ. */

import type { Clock } from '../../base/clock.ts'
import { basePath } from './base-path.ts'

/** A `Date` header tells whole seconds, and a request takes its time: a smaller difference is none. */
const TRUSTED_MS = 1_500
const HEADER_STEP_MS = 1_000
/** An answer that took longer tells too little. */
const MAX_TRIP_MS = 4_000
/** Machines are set right, wake up and travel: on a new connection the time is asked for again after this. */
const STALE_MS = 10 * 60_000

export interface ServerTime {
  now(): number
  /** Asks, unless it did lately; keeps what it knew when there is no answer. */
  refresh(): Promise<void>
}
export interface ServerTimeOptions {
  readonly clock: Pick<Clock, 'now'>
  /** The `Date` header of a fresh answer of the server; null without one. */
  readonly readDate: () => Promise<string | null>
}

export function createServerTime({ clock, readDate }: ServerTimeOptions): ServerTime {
  let offsetMs = 0
  let askedAt = Number.NEGATIVE_INFINITY
  return {
    now: () => clock.now() + offsetMs,
    async refresh() {
      const before = clock.now()
      if (Math.abs(before - askedAt) < STALE_MS) return
      askedAt = before
      const date = await readDate()
      const after = clock.now()
      const seconds = date === null ? Number.NaN : Date.parse(date)
      // Not asked well: the next connection asks again.
      if (Number.isNaN(seconds) || after - before > MAX_TRIP_MS || after < before) {
        askedAt = Number.NEGATIVE_INFINITY
        return
      }
      const difference = seconds + HEADER_STEP_MS / 2 - (before + after) / 2
      offsetMs = Math.abs(difference) < TRUSTED_MS ? 0 : difference
    },
  }
}

/** Asks the server that this page came from. */
export async function readServerDate(): Promise<string | null> {
  try {
    const answer = await fetch(`${basePath}/healthz`, { method: 'HEAD', cache: 'no-store', credentials: 'same-origin' })
    return answer.headers.get('date')
  } catch {
    // No answer, no time: the machine's own clock goes on.
    return null
  }
}
