/** A timer for a moment of the calendar, however far away. */
import type { WallClock } from '../../lib/base/clock.ts'

/** Node runs a timer of more than 31 bits at once; a later end is looked at again. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** Calls back at `date` (ms since 1970), at once when it has passed; gives what takes the timer back. */
export function atDate(clock: WallClock, date: number, callback: () => void): () => void {
  let cancel = (): void => {}
  const look = (): void => {
    const left = date - clock.date()
    if (left <= 0) callback()
    else cancel = clock.after(Math.min(left, MAX_TIMER_MS), look)
  }
  look()
  return () => cancel()
}
