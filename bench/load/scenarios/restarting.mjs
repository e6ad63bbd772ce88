/** A restart under load: SIGTERM while two hundred people draw, a new process, and what became of everyone and all. */
import { frame, openSocket } from '../raw-socket.mjs'
import { pause } from '../stopwatch.mjs'
import { edits, storedCount, syncStep1, TOKEN } from '../wire.mjs'
import { joinCrowd } from './crowd.mjs'

const ROOM = 'restarted'
const PEOPLE = 200
const EVERY_MS = 200
const EDITS_EACH = 30
const BEFORE_MS = 2000
/** As y-websocket does: a doubling wait that starts here, each client at a random point of it. */
const FIRST_WAIT_MS = 100
const LAST_WAIT_MS = 2500
const DEADLINE_MS = 30_000

const round = (value, digits = 1) => Number(value.toFixed(digits))

/** A person who comes back after every close and offers again what was not acknowledged, as the product does. */
function createPerson(server, queue) {
  const person = { made: 0, acknowledged: 0, backAt: 0 }
  let socket = null
  /** Edits made before this connection are not counted by its acknowledgements one by one. */
  let base = 0
  let failures = 0
  async function connect() {
    let mine = null
    try {
      mine = await openSocket({
        port: server.port,
        path: server.path(ROOM),
        protocol: 'inkroom.v1',
        onMessage(payload) {
          const count = storedCount(payload)
          if (count !== null) person.acknowledged = Math.max(person.acknowledged, base + count)
        },
        onClose: () => {
          if (mine === null || socket !== mine) return
          socket = null
          mine.close()
          setTimeout(connect, FIRST_WAIT_MS * Math.random())
        },
      })
      socket = mine
      failures = 0
      base = person.acknowledged
      socket.send(frame(syncStep1('yjs', ROOM)))
      for (const bytes of queue.slice(base, person.made)) socket.send(bytes)
      person.backAt = performance.now()
    } catch {
      failures++
      setTimeout(connect, Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures) * (0.5 + Math.random() / 2))
    }
  }
  return {
    state: person,
    connect,
    draw() {
      if (person.made >= queue.length) return
      socket?.send(queue[person.made])
      person.made++
    },
    get isDone() {
      return person.acknowledged >= queue.length
    },
  }
}

/** Every edit has a number of its own, so that a lost one can be named. */
function numberedEdits(n) {
  return edits('yjs', ROOM, 1000 + n, EDITS_EACH).map((payload, k) => {
    const bytes = frame(payload)
    bytes.write(String(n * EDITS_EACH + k).padStart(TOKEN.length - 2, '0'), bytes.indexOf(TOKEN) + 2, 'latin1')
    return bytes
  })
}

export async function restarting(start) {
  const first = await start()
  const people = Array.from({ length: PEOPLE }, (_, n) => createPerson(first, numberedEdits(n)))
  for (let n = 0; n < PEOPLE; n += 25) await Promise.all(people.slice(n, n + 25).map((person) => person.connect()))
  const timer = setInterval(() => {
    for (const person of people) person.draw()
  }, EVERY_MS)
  await pause(BEFORE_MS)
  const began = performance.now()
  await first.stop({ signal: 'SIGTERM', keepData: true })
  const goneMs = performance.now() - began
  const second = await start({ dataFolder: first.dataFolder, port: first.port })
  const upAt = performance.now()
  try {
    const isBack = ({ state }) => state.backAt > upAt - 1000 && state.backAt > began + goneMs
    while (!people.every(isBack) && performance.now() - upAt < DEADLINE_MS) await pause(10)
    const backMs = Math.max(...people.map(({ state }) => state.backAt)) - upAt
    while (!people.every(({ isDone }) => isDone) && performance.now() - upAt < DEADLINE_MS) await pause(50)
    clearInterval(timer)
    const seen = new Set()
    await joinCrowd(second, {
      count: 1,
      roomOf: () => ROOM,
      listenerOf: () => (payload) => {
        for (let at = payload.indexOf('@@'); at >= 0; at = payload.indexOf('@@', at + TOKEN.length))
          seen.add(payload.toString('latin1', at + 2, at + TOKEN.length))
      },
    })
    await pause(1500)
    const made = PEOPLE * EDITS_EACH
    return {
      people: PEOPLE,
      drainMs: round(goneMs, 0),
      startMs: round(upAt - began - goneMs, 0),
      allBackMs: round(backMs, 0),
      edits: made,
      acknowledged: people.reduce((sum, { state }) => sum + state.acknowledged, 0),
      lost: made - seen.size,
    }
  } finally {
    clearInterval(timer)
    await second.stop()
  }
}
