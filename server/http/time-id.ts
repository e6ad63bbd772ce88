/** Ids that sort by the time of their making, also within one millisecond, after a restart, and when the clock is set back. */
import type { WallClock } from '../../lib/base/clock.ts'
import { type RandomBytes, randomId } from '../../lib/base/ids.ts'

const TIME_DIGITS = 9
const RANDOM_LENGTH = 8
const BASE = 36
/** No date that a clock of a machine shows: what claims to be later is no id of ours. */
const MAX_TIME = BASE ** TIME_DIGITS - 1

const timeOf = (id: string): number => {
  const time = Number.parseInt(id.slice(0, TIME_DIGITS), BASE)
  return time < MAX_TIME ? time : 0
}

/** `after`: the last id that was stored, perhaps by another process or before the clock was set back. */
export type TimeIds = (after?: string) => string

export function createTimeIds(options: {
  readonly clock: Pick<WallClock, 'date'>
  readonly random: RandomBytes
}): TimeIds {
  let last = 0
  return (after = '') => {
    last = Math.max(options.clock.date(), last + 1, after === '' ? 0 : timeOf(after) + 1)
    return last.toString(BASE).padStart(TIME_DIGITS, '0') + randomId(RANDOM_LENGTH, options.random)
  }
}
