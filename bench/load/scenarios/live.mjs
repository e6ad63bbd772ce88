/** Cursors, edits and many small rooms. */
import { cursor, edits } from '../wire.mjs'
import { deliveredShare, measureCrowd } from './crowd.mjs'

const CURSOR_HZ = 20
const CROWDS = [50, 100, 200, 300, 500]
const P99_LIMIT_MS = 100
const DELIVERED_LIMIT = 0.9
const LIVE_ROOMS = 2000

const round = (value, digits = 1) => Number(value.toFixed(digits))

/** Raises the crowd until p99 passes 100 ms or a tenth is lost. */
export async function cursors(start) {
  const steps = []
  for (const people of CROWDS) {
    const server = await start()
    const figures = await measureCrowd(server, {
      people,
      ratePerSecond: CURSOR_HZ,
      seconds: 4,
      messagesOf: (n, count) =>
        Array.from({ length: count }, (_, k) => cursor(server.dialect, 'crowd', 1000 + n, k + 1, 100 + k, 200 + n)),
    }).finally(() => server.stop())
    const delivered = deliveredShare(figures)
    steps.push({
      people,
      p50Ms: round(figures.p50),
      p99Ms: round(figures.p99),
      cpuPercent: round(figures.cpu * 100),
      deliveredPercent: round(delivered * 100),
    })
    if (!(figures.p99 < P99_LIMIT_MS) || delivered < DELIVERED_LIMIT) break
  }
  const good = steps.filter((s) => s.p99Ms < P99_LIMIT_MS && s.deliveredPercent >= DELIVERED_LIMIT * 100)
  return { largestCrowd: good.at(-1)?.people ?? 0, steps }
}

/** 200 people, 5 real updates a second each, in one room. */
export async function editing(start) {
  const server = await start()
  const figures = await measureCrowd(server, {
    people: 200,
    ratePerSecond: 5,
    seconds: 5,
    messagesOf: (n, count) => edits(server.dialect, 'crowd', 1000 + n, count),
  }).finally(() => server.stop())
  return {
    p50Ms: round(figures.p50),
    p99Ms: round(figures.p99),
    cpuPercent: round(figures.cpu * 100),
    deliveredPercent: round(deliveredShare(figures) * 100),
  }
}

/** Many rooms of two, 2 updates a second each person. */
export async function manyRooms(start, { rooms = 500 } = {}) {
  const server = await start()
  const roomOf = (n) => `room-${n >> 1}`
  const figures = await measureCrowd(server, {
    people: rooms * 2,
    ratePerSecond: 2,
    seconds: 5,
    roomOf,
    readers: rooms * 2,
    messagesOf: (n, count) => edits(server.dialect, roomOf(n), 1000 + n, count),
  }).finally(() => server.stop())
  return {
    rooms,
    p99Ms: round(figures.p99),
    cpuPercent: round(figures.cpu * 100),
    memoryMb: round(figures.memoryMb, 0),
    deliveredPercent: round((figures.seen / figures.sent) * 100),
  }
}

/** Two thousand live rooms of two on one core, an update a second each person. */
export async function liveRooms(start) {
  const server = await start()
  const people = 2 * LIVE_ROOMS
  const roomOf = (n) => `room-${n >> 1}`
  const figures = await measureCrowd(server, {
    people,
    ratePerSecond: 1,
    seconds: 4,
    roomOf,
    readers: people,
    messagesOf: (n, count) => edits(server.dialect, roomOf(n), 1000 + n, count),
  }).finally(() => server.stop())
  return {
    rooms: LIVE_ROOMS,
    p99Ms: round(figures.p99),
    cpuPercent: round(figures.cpu * 100),
    memoryMb: round(figures.memoryMb, 0),
    deliveredPercent: round((figures.seen / figures.sent) * 100),
  }
}
