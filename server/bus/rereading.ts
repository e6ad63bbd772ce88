/** Lets all rooms reread, a few at a time: each has its turn before any has a second one, however often it is asked for. */
import type { Clock } from '../../lib/base/clock.ts'
import type { RoomId } from '../../lib/base/ids.ts'

/** All rooms reread at once would be a storm: so many, and then others have their turn. */
const AT_ONCE = 32
const EVERY_MS = 20

export interface Rereading {
  all(): void
  close(): void
}

export function createRereading(options: {
  readonly clock: Pick<Clock, 'after'>
  readonly rooms: () => Iterable<RoomId>
  readonly reread: (room: RoomId) => void
}): Rereading {
  const { clock, rooms, reread } = options
  let waiting: readonly RoomId[] = []
  /** Asked for while it was under way: what was early has its turn again. */
  let mustGoOn = false
  let cancel: (() => void) | null = null
  let isClosed = false

  function readSome(): void {
    cancel = null
    const now = waiting.slice(0, AT_ONCE)
    waiting = waiting.slice(now.length)
    for (const room of now) reread(room)
    if (waiting.length === 0 && mustGoOn) {
      mustGoOn = false
      waiting = [...rooms()]
    }
    if (waiting.length > 0 && !isClosed) cancel = clock.after(EVERY_MS, readSome)
  }

  return {
    all() {
      if (cancel) mustGoOn = true
      else {
        waiting = [...rooms()]
        readSome()
      }
    },
    close() {
      isClosed = true
      cancel?.()
    },
  }
}
