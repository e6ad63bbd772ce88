/** What rooms cost that are loaded, and what rooms cost that only lie on the disk. */
import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { frame, openSocket } from '../raw-socket.mjs'
import { newDataFolder } from '../servers.mjs'
import { pause } from '../stopwatch.mjs'
import { boardOf, dialects, syncStep1, syncUpdate } from '../wire.mjs'
import { joinCrowd } from './crowd.mjs'

const LARGE_ROOMS = 60
const SHAPES = 10_000
const WARM_UP_MS = 1500
const BETWEEN_BOARDS_MS = 150
// Long enough for the compaction worker to have rested.
const SETTLE_MS = 13_000
const FEW_ROOMS = 10
const MANY_ROOMS = 100_000
const OPENED = 200

const seedScript = join(dirname(fileURLToPath(import.meta.url)), '..', 'seed-rooms.ts')
const round = (value, digits = 1) => Number(value.toFixed(digits))

/** What `work` adds to a warm server, in MB for each of the rooms, beyond the bytes of the board. */
async function memoryOf(server, boardBytes, work) {
  await joinCrowd(server, { count: 50, roomOf: (n) => `warm-${n}` })
  await pause(WARM_UP_MS)
  const before = server.ownMemoryMb()
  await work(await joinCrowd(server, { count: LARGE_ROOMS, roomOf: (n) => `large-${n}` }))
  await pause(SETTLE_MS)
  return round((server.ownMemoryMb() - before) / LARGE_ROOMS - boardBytes / 2 ** 20)
}

/**
 * Memory of a live room of 10,000 shapes: after all of it was just drawn, and, where rooms are kept, after a restart.
 * Mapped files are not counted.
 */
export async function roomMemory(start) {
  const { update } = boardOf(SHAPES)
  const server = await start()
  const row = { rooms: LARGE_ROOMS, boardMb: round(update.length / 1e6) }
  try {
    row.beyondBytesMb = await memoryOf(server, update.length, async (people) => {
      for (const [n, person] of people.entries()) {
        person.send(frame(syncUpdate(server.dialect, `large-${n}`, update)))
        await pause(BETWEEN_BOARDS_MS)
      }
    })
  } finally {
    await server.stop({ signal: 'SIGTERM', keepData: true })
  }
  if (server.name !== 'inkroom') return row
  const again = await start({ dataFolder: server.dataFolder })
  try {
    row.reopenedMb = await memoryOf(again, update.length, async () => {})
  } finally {
    await again.stop()
  }
  return row
}

/** Milliseconds from the first byte until the board is there. */
function open(server, room) {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const onMessage = (payload) => {
      if (payload[0] === 0 && payload[1] === 1) resolve({ ms: performance.now() - began, socket })
    }
    let socket = null
    openSocket({ port: server.port, path: server.path(room), onMessage }).then((opened) => {
      socket = opened
      for (const hello of dialects[server.dialect].hello(room)) socket.send(frame(hello))
      socket.send(frame(syncStep1(server.dialect, room)))
    }, reject)
  })
}

/** Opening rooms out of ten and out of a hundred thousand stored ones, and starting with them. */
export async function storedRooms(start) {
  const row = {}
  for (const [key, stored] of [
    ['ten', FEW_ROOMS],
    ['many', MANY_ROOMS],
  ]) {
    const dataFolder = newDataFolder()
    execFileSync(process.execPath, ['--import', 'tsx', seedScript, dataFolder, String(stored)], { stdio: 'inherit' })
    const began = performance.now()
    const server = await start({ dataFolder })
    row[`${key}StartMs`] = round(performance.now() - began, 0)
    try {
      for (let n = 0; n < 20; n++) (await open(server, `warm-${n}`)).socket.close()
      const times = []
      for (let n = 0; n < OPENED; n++) {
        const { ms, socket } = await open(server, `stored-${Math.floor((n * stored) / OPENED)}`)
        times.push(ms)
        socket.close()
      }
      times.sort((a, b) => a - b)
      row[`${key}P50Ms`] = round(times[times.length >> 1], 2)
      row[`${key}P99Ms`] = round(times[Math.floor(times.length * 0.99)], 2)
      row[`${key}MemoryMb`] = round(server.memoryMb(), 0)
    } finally {
      await server.stop()
    }
  }
  return row
}
