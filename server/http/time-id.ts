/** Ids that sort by the time of their making, also within one millisecond. */
import type { WallClock } from '../../lib/base/clock.ts'
import { type RandomBytes, randomId } from '../../lib/base/ids.ts'

const TIME_DIGITS = 9
const RANDOM_LENGTH = 8

export function createTimeIds(options: {
  readonly clock: Pick<WallClock, 'date'>
  readonly random: RandomBytes
}): () => string {
  let last = 0
  return () => {
    // A clock that is set back must not reorder what was said.
    last = Math.max(options.clock.date(), last + 1)
    return last.toString(36).padStart(TIME_DIGITS, '0') + randomId(RANDOM_LENGTH, options.random)
  }
}
