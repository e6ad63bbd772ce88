/** The beat of all connections of a transport: who is silent or stuck is ended, the rest is pinged and hears a word now and then. */
import type { Clock } from '../../lib/base/clock.ts'
import type { Connection } from './connection.ts'

/** A beat that comes later than this many periods after the last one says that this process stood still. */
const STOOD_STILL = 1.5

/** Twice this is the longest silence that a peer hears; all clients give up a line, or a person, after 30 s. */
const WARM_MS = 7_000

/** Beats every `periodMs` until the returned function is called. */
export function startBeating(clock: Clock, periodMs: number, connections: () => Iterable<Connection>): () => void {
  let lastAt = clock.now()
  const stopWarming = clock.every(WARM_MS, () => {
    for (const connection of connections()) connection.keepWarm()
  })
  const stopBeating = clock.every(periodMs, () => {
    const now = clock.now()
    // After a sleep of the machine the answers of all peers lie unread: nobody is judged before they could be.
    const stoodStill = now - lastAt > STOOD_STILL * periodMs
    lastAt = now
    for (const connection of connections()) {
      if (stoodStill) connection.ping()
      else connection.beat(now)
    }
  })
  return () => {
    stopBeating()
    stopWarming()
  }
}
