/** How long an author waits until the server says that an edit is on its disk, at a thousand edits a second. */
import { frame } from '../raw-socket.mjs'
import { pause } from '../stopwatch.mjs'
import { edits, storedCount } from '../wire.mjs'
import { joinCrowd } from './crowd.mjs'

const PEOPLE = 200
const PER_SECOND = 1000
const WARM_UP_EDITS = 1000
const EDITS = 5000
const LAST_ONES_MS = 1000

const round = (value, digits = 1) => Number(value.toFixed(digits))

/** Only Inkroom says when an edit is durable, so it stands alone. */
export async function acknowledging(start) {
  const server = await start()
  const delays = []
  /** When each edit that is not acknowledged yet was sent, for each person; and how many are acknowledged. */
  const people = Array.from({ length: PEOPLE }, () => ({ sentAt: [], acknowledged: 0 }))
  try {
    const sockets = await joinCrowd(server, {
      count: PEOPLE,
      roomOf: () => 'crowd',
      protocol: 'inkroom.v1',
      listenerOf: (n) => (payload) => {
        const count = storedCount(payload)
        if (count === null) return
        const person = people[n]
        const now = performance.now()
        for (; person.acknowledged < count; person.acknowledged++) {
          const sentAt = person.sentAt[person.acknowledged]
          if (sentAt !== undefined) delays.push(now - sentAt)
        }
      },
    })
    await pause(1000)
    const queues = sockets.map((_, n) =>
      edits(server.dialect, 'crowd', 1000 + n, (WARM_UP_EDITS + EDITS) / PEOPLE).map(frame),
    )
    const began = performance.now()
    for (let next = 0; next < WARM_UP_EDITS + EDITS; ) {
      const due = Math.min(WARM_UP_EDITS + EDITS, ((performance.now() - began) * PER_SECOND) / 1000)
      for (; next < due; next++) {
        if (next === WARM_UP_EDITS) delays.length = 0
        const n = next % PEOPLE
        people[n].sentAt.push(performance.now())
        sockets[n].send(queues[n][Math.floor(next / PEOPLE)])
      }
      await pause(2)
    }
    await pause(LAST_ONES_MS)
    delays.sort((a, b) => a - b)
    const at = (share) => round(delays[Math.floor(share * (delays.length - 1))] ?? Number.NaN)
    const acknowledged = people.reduce((sum, person) => sum + person.acknowledged, 0)
    return { edits: WARM_UP_EDITS + EDITS, acknowledged, ackP50Ms: at(0.5), ackP99Ms: at(0.99) }
  } finally {
    await server.stop()
  }
}
