/** Edits and many small rooms. */
import { edits } from '../wire.mjs'
import { deliveredShare, measureCrowd } from './crowd.mjs'

const LIVE_ROOMS = 2000

const round = (value, digits = 1) => Number(value.toFixed(digits))

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
