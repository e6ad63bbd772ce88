/** N people in one room: each sends at a fixed rate, a few of them read with a stopwatch. */
import { frame, openSocket } from '../raw-socket.mjs'
import { createStopwatch, pause } from '../stopwatch.mjs'
import { dialects, syncStep1, TOKEN } from '../wire.mjs'

const PROBES = 5
const JOIN_BATCH = 25
const SETTLE_MS = 1500
const SLICES_PER_SECOND = 50

/** Joins `count` sockets to rooms named by `roomOf(n)`; `onMessage(n)` may give a listener. */
export async function joinCrowd(server, { count, roomOf, listenerOf = () => undefined, protocol }) {
  const sockets = []
  for (let first = 0; first < count; first += JOIN_BATCH) {
    const batch = Array.from({ length: Math.min(JOIN_BATCH, count - first) }, (_, n) => first + n)
    sockets.push(
      ...(await Promise.all(
        batch.map(async (n) => {
          const room = roomOf(n)
          const socket = await openSocket({
            port: server.port,
            path: server.path(room),
            protocol,
            onMessage: listenerOf(n),
          })
          for (const hello of dialects[server.dialect].hello(room)) socket.send(frame(hello))
          socket.send(frame(syncStep1(server.dialect, room)))
          return socket
        }),
      )),
    )
  }
  return sockets
}

/**
 * @param {{ people: number, ratePerSecond: number, seconds: number, roomOf?: (n: number) => string, messagesOf: (n: number, count: number) => Buffer[] }} load
 * @returns delays in ms, delivered share 0..1, processor share 0..1 of one core, memory in MB
 */
export async function measureCrowd(
  server,
  { people, ratePerSecond, seconds, roomOf = () => 'crowd', messagesOf, readers = PROBES },
) {
  const stopwatch = createStopwatch()
  const isProbe = (n) => n < readers
  const sockets = await joinCrowd(server, {
    count: people,
    roomOf,
    listenerOf: (n) => (isProbe(n) ? stopwatch.read : undefined),
  })
  const warmUpSeconds = 1
  const perPerson = Math.ceil(ratePerSecond * (seconds + warmUpSeconds))
  const queues = sockets.map((_, n) =>
    messagesOf(n, perPerson).map((payload) => {
      const bytes = frame(payload)
      return { bytes, token: bytes.indexOf(TOKEN) }
    }),
  )
  await pause(SETTLE_MS)
  const total = perPerson * people
  let next = 0
  let sentBefore = 0
  let cpuBefore = server.cpuSeconds()
  const begin = performance.now()
  let measuredFrom = 0
  while (next < total) {
    const elapsed = (performance.now() - begin) / 1000
    if (measuredFrom === 0 && elapsed >= warmUpSeconds) {
      measuredFrom = performance.now()
      sentBefore = stopwatch.restart()
      cpuBefore = server.cpuSeconds()
    }
    // Message k of the whole crowd is due at k / (people * rate): people take turns, evenly spread.
    const due = Math.min(total, Math.floor(elapsed * people * ratePerSecond))
    for (; next < due; next++) {
      const { bytes, token } = queues[next % people][Math.floor(next / people)]
      stopwatch.stamp(bytes, token)
      sockets[next % people].send(bytes)
    }
    await pause(1000 / SLICES_PER_SECOND / 4)
  }
  const wallSeconds = (performance.now() - measuredFrom) / 1000
  const cpu = (server.cpuSeconds() - cpuBefore) / wallSeconds
  await pause(400)
  stopwatch.stop()
  const memoryMb = server.memoryMb()
  for (const socket of sockets) socket.close()
  const sent = stopwatch.sent - sentBefore
  return {
    people,
    sent,
    seen: stopwatch.seen,
    p50: stopwatch.percentile(0.5),
    p99: stopwatch.percentile(0.99),
    cpu,
    memoryMb,
  }
}

/** Share of what `readers` of one room should have seen. */
export const deliveredShare = ({ sent, seen, people }, readers = PROBES) =>
  seen / ((sent * Math.min(readers, people) * (people - 1)) / people)
