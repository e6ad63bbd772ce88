/** What rooms cost that are loaded, and what rooms cost that only lie on the disk. */
import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { frame, openSocket } from '../raw-socket.mjs'
import { newDataFolder } from '../servers.mjs'
import { pause } from '../stopwatch.mjs'
import { boardOf, dialects, syncStep1, syncUpdate } from '../wire.mjs'
import { joinCrowd } from './crowd.mjs'

const LARGE_ROOMS = 20
const SHAPES = 10_000
const SETTLE_MS = 5000
const FEW_ROOMS = 10
const MANY_ROOMS = 100_000
const OPENED = 200

const seedScript = join(dirname(fileURLToPath(import.meta.url)), '..', 'seed-rooms.ts')
const round = (value, digits = 1) => Number(value.toFixed(digits))

/** Memory of a live room of 10,000 shapes beyond the bytes of its board; mapped files are not counted. */
export async function roomMemory(start) {
  const { update } = boardOf(SHAPES)
  const server = await start()
  try {
    await joinCrowd(server, { count: 50, roomOf: (n) => `warm-${n}` })
    await pause(1500)
    const before = server.ownMemoryMb()
    const people = await joinCrowd(server, { count: LARGE_ROOMS, roomOf: (n) => `large-${n}` })
    for (const [n, person] of people.entries()) {
      person.send(frame(syncUpdate(server.dialect, `large-${n}`, update)))
      await pause(200)
    }
    await pause(SETTLE_MS)
    const each = (server.ownMemoryMb() - before) / LARGE_ROOMS
    return {
      rooms: LARGE_ROOMS,
      boardMb: round(update.length / 1e6),
      beyondBytesMb: round(each - update.length / 2 ** 20),
    }
  } finally {
    await server.stop()
  }
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
