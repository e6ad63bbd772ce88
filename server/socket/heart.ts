/** The beat of all connections of a transport: who is silent or stuck is ended, the rest is pinged. */
import type { Clock } from '../../lib/base/clock.ts'
import type { Connection } from './connection.ts'

/** A beat that comes later than this many periods after the last one says that this process stood still. */
const STOOD_STILL = 1.5

/** Beats every `periodMs` until the returned function is called. */
export function startBeating(clock: Clock, periodMs: number, connections: () => Iterable<Connection>): () => void {
  let lastAt = clock.now()
  return clock.every(periodMs, () => {
    const now = clock.now()
    // After a sleep of the machine the answers of all peers lie unread: nobody is judged before they could be.
    const stoodStill = now - lastAt > STOOD_STILL * periodMs
    lastAt = now
    for (const connection of connections()) {
      if (stoodStill) connection.ping()
      else connection.beat(now)
    }
  })
}
