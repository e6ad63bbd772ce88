/** Joining a large board: alone, fifty at once, and again with everything already there; and who else feels it. */
import { readBoards } from '../board-readers.mjs'
import { watchBystanders } from '../bystanders.mjs'
import { frame, openSocket } from '../raw-socket.mjs'
import { pause } from '../stopwatch.mjs'
import { boardOf, dialects, syncStep1, syncUpdate } from '../wire.mjs'
import { joinCrowd } from './crowd.mjs'

const SHAPES = 10_000
const AT_ONCE = 50
const SINGLES = 5
const DEADLINE_MS = 60_000

const round = (value, digits = 1) => Number(value.toFixed(digits))
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1]

/** Time in ms from the first byte sent until the state vector is answered and `bytes` have arrived. */
async function join(server, room, bytes, stateVector) {
  const began = performance.now()
  const prefix = server.dialect === 'hocuspocus' ? 1 + room.length : 0
  let received = 0
  let isAnswered = false
  let finish
  const done = new Promise((resolve) => (finish = resolve))
  const socket = await openSocket({
    port: server.port,
    path: server.path(room),
    onHead: (head, length) => {
      received += length
      // Sync (0), step 2 (1): the answer to the state vector.
      if (head[prefix] === 0 && head[prefix + 1] === 1) isAnswered = true
      if (isAnswered && received >= bytes) finish()
    },
  })
  for (const hello of dialects[server.dialect].hello(room)) socket.send(frame(hello))
  socket.send(frame(syncStep1(server.dialect, room, stateVector)))
  await Promise.race([done, pause(DEADLINE_MS)])
  const ms = performance.now() - began
  await pause(5)
  socket.close()
  return { ms, received }
}

export async function joining(start) {
  const { update, stateVector } = boardOf(SHAPES)
  const server = await start()
  try {
    const [author] = await joinCrowd(server, { count: 1, roomOf: () => 'big' })
    await pause(300)
    author.send(frame(syncUpdate(server.dialect, 'big', update)))
    await pause(3000)
    const enough = update.length * 0.95
    const singles = []
    for (let n = 0; n < SINGLES; n++) singles.push((await join(server, 'big', enough)).ms)
    const cpuBefore = server.cpuSeconds()
    for (let n = 0; n < SINGLES; n++) await join(server, 'big', enough)
    const cpuMsEach = ((server.cpuSeconds() - cpuBefore) * 1000) / SINGLES
    const others = await watchBystanders(server)
    const hellos = [...dialects[server.dialect].hello('big'), syncStep1(server.dialect, 'big')].map(frame)
    const fiftyMs = await readBoards({
      port: server.port,
      path: server.path('big'),
      count: AT_ONCE,
      bytes: Math.ceil(enough),
      hellos,
    })
    const crowd = { fiftyMs: round(fiftyMs), stallMs: round(await others.longestMs()) }
    const rejoins = []
    let rejoinBytes = 0
    for (let n = 0; n < SINGLES; n++) {
      const { ms, received } = await join(server, 'big', 1, stateVector)
      rejoins.push(ms)
      rejoinBytes = received
    }
    return {
      boardMb: round(update.length / 1e6),
      oneMs: round(median(singles)),
      cpuMsEach: round(cpuMsEach),
      ...crowd,
      rejoinMs: round(median(rejoins)),
      rejoinBytes,
      memoryMb: round(server.memoryMb(), 0),
    }
  } finally {
    await server.stop()
  }
}
