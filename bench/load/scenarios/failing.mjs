/** What survives: kill -9 after acknowledged edits, a frozen peer, hostile bytes, idle crowds. */
import { randomBytes } from 'node:crypto'
import { frame, openSocket } from '../raw-socket.mjs'
import { createStopwatch, pause } from '../stopwatch.mjs'
import { countTokens, cursor, dialects, edits, storedCount, syncStep1, TOKEN } from '../wire.mjs'
import { joinCrowd } from './crowd.mjs'

const EDITS = 1000
const FREEZE_DEADLINE_MS = 45_000
const IDLE_PEOPLE = 2000
const ATTACKERS = 40
const ATTACK_MS = 3000

const round = (value, digits = 1) => Number(value.toFixed(digits))
/**
 * A thousand edits; once the server says that they are stored (or, where it cannot say so, once another peer
 * has them all) it is killed with -9 and started again on the same data. Which edits are still there?
 */
export async function durability(start) {
  const server = await start()
  const canAcknowledge = server.name === 'inkroom'
  let seen = 0
  let acknowledged = 0
  const [, author] = await joinCrowd(server, {
    count: 2,
    roomOf: () => 'durable',
    protocol: canAcknowledge ? 'inkroom.v1' : undefined,
    listenerOf: (n) => (payload) => {
      if (n === 0) seen += countTokens(payload)
      else acknowledged = storedCount(payload) ?? acknowledged
    },
  })
  await pause(500)
  const began = performance.now()
  for (const payload of edits(server.dialect, 'durable', 5, EDITS)) author.send(frame(payload))
  const enough = () => (canAcknowledge ? acknowledged >= EDITS : seen >= EDITS)
  while (!enough() && performance.now() - began < 10_000) await pause(1)
  const acknowledgedMs = performance.now() - began
  await server.stop({ keepData: true })
  const again = await start({ dataFolder: server.dataFolder })
  let survived = 0
  await joinCrowd(again, {
    count: 1,
    roomOf: () => 'durable',
    listenerOf: () => (payload) => (survived += countTokens(payload)),
  })
  await pause(1500)
  await again.stop()
  return { acknowledged: canAcknowledge ? acknowledged : null, allMs: round(acknowledgedMs), survived }
}

/** A peer that shows a cursor and then falls silent without closing: how long do others see it? */
export async function deadPeer(start) {
  const server = await start()
  let goneAt = 0
  let frozenAt = Number.POSITIVE_INFINITY
  try {
    const watch = (payload) => {
      // An entry whose state is JSON null ends the presence of that client id.
      if (performance.now() > frozenAt && goneAt === 0 && payload.includes('\u0004null')) goneAt = performance.now()
    }
    const [watcher, peer] = await joinCrowd(server, {
      count: 2,
      roomOf: () => 'dead',
      listenerOf: (n) => (n === 0 ? watch : undefined),
    })
    peer.send(frame(cursor(server.dialect, 'dead', 4242, 1, 10, 10)))
    await pause(1000)
    peer.answersPings = false
    peer.tcp.pause()
    frozenAt = performance.now()
    // The watcher stays alive as a real client does: it answers pings and renews its own presence.
    let clock = 1
    const renewal = setInterval(() => watcher.send(frame(cursor(server.dialect, 'dead', 77, clock++, 1, 1))), 1000)
    while (goneAt === 0 && performance.now() - frozenAt < FREEZE_DEADLINE_MS) await pause(50)
    clearInterval(renewal)
    return { goneAfterS: goneAt === 0 ? null : round((goneAt - frozenAt) / 1000) }
  } finally {
    await server.stop()
  }
}

/** Memory of an idle connection, in kB. */
export async function idle(start) {
  const server = await start()
  try {
    await joinCrowd(server, { count: 50, roomOf: (n) => `warm-${n >> 1}` })
    await pause(1500)
    const before = server.memoryMb()
    await joinCrowd(server, { count: IDLE_PEOPLE, roomOf: (n) => `idle-${Math.floor(n / 100)}` })
    await pause(3000)
    return { connections: IDLE_PEOPLE, kbPerConnection: round(((server.memoryMb() - before) * 1024) / IDLE_PEOPLE) }
  } finally {
    await server.stop()
  }
}

/** Forty attackers send random bytes, half messages and floods: does the server live, and what do others feel? */
export async function abuse(start) {
  const server = await start()
  const stopwatch = createStopwatch()
  let isOver = false
  try {
    const [, writer] = await joinCrowd(server, {
      count: 2,
      roomOf: () => 'bystanders',
      listenerOf: (n) => (n === 0 ? stopwatch.read : undefined),
    })
    await pause(500)
    const attack = async () => {
      while (!isOver) {
        const socket = await openSocket({ port: server.port, path: server.path('attacked') }).catch(() => null)
        if (!socket) {
          await pause(50)
          continue
        }
        socket.tcp.on('error', () => {})
        for (const hello of dialects[server.dialect].hello('attacked')) socket.send(frame(hello))
        socket.send(frame(syncStep1(server.dialect, 'attacked')))
        for (let n = 0; n < 20 && !isOver; n++) socket.send(frame(randomBytes(1 + ((n * 37) % 400))))
        socket.send(frame(randomBytes(5000)).subarray(0, 2000))
        await pause(20)
        socket.close()
      }
    }
    const attackers = Array.from({ length: ATTACKERS }, attack)
    const queue = edits(server.dialect, 'bystanders', 99, ATTACK_MS / 20 + 50).map(frame)
    const until = performance.now() + ATTACK_MS
    let sent = 0
    while (performance.now() < until && queue.length > 0) {
      const bytes = queue.shift()
      stopwatch.stamp(bytes, bytes.indexOf(TOKEN))
      writer.send(bytes)
      sent++
      await pause(20)
    }
    isOver = true
    await Promise.all(attackers)
    await pause(500)
    const alive = await fetch(`http://127.0.0.1:${server.port}/healthz`).then(
      () => true,
      () => false,
    )
    return {
      alive,
      othersP99Ms: round(stopwatch.percentile(0.99)),
      othersDeliveredPercent: round((stopwatch.seen / sent) * 100),
    }
  } finally {
    isOver = true
    await server.stop()
  }
}
