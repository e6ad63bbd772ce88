/**
 * Many who move in one room, with the messages of the page (hand.ts), from several generator processes:
 * `node --import tsx bench/load/moving.mjs [--people 30,100,300,500,1000] [--seconds 6] [--per-screen 20] [--processes 2] [--lecture]`
 * Prints a table: bytes for each recipient, processor of the server, delay of those in view, age of all that is seen.
 */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { encodeStep1 } from '../../lib/protocol/codec.ts'
import { MotionReader } from '../../lib/protocol/motion-reader.ts'
import { ageOf, EVERY_MS, handOf, helloOf, movement, placeOf } from './hand.ts'
import { frame, openSocket } from './raw-socket.mjs'
import { startServer } from './servers.mjs'
import { pause } from './stopwatch.mjs'

const self = fileURLToPath(import.meta.url)
const ROOM = 'moving'
const SETTLE_MS = 3000
const JOIN_BATCH = 25
/** Readers that look at what they are told; the others count bytes. */
const PROBES = 4
const SAMPLE_MS = 100
const MOTION = 103
const MOVERS = 105
/** Half the width and height that a probe sees around its own hand. */
const IN_VIEW = { x: 640, y: 400 }
const now = () => performance.timeOrigin + performance.now()
const framed = (bytes) => frame(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))

function percentile(values, share) {
  const sorted = Float64Array.from(values).sort()
  return sorted.length === 0 ? Number.NaN : sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
}

/** A generator: people first, first + step, ... of all. */
async function generate({ port, people, movers, first, step, perScreen, seconds, draws }) {
  const hands = Array.from({ length: people }, (_, n) => handOf(n, movers, perScreen))
  const byClient = new Map(hands.slice(0, movers).map((hand) => [hand.clientId, hand]))
  const mine = Array.from({ length: Math.ceil((people - first) / step) }, (_, k) => first + k * step)
  const delays = []
  const ages = []
  let isMeasuring = false
  const sockets = []
  const probes = []
  for (let at = 0; at < mine.length; at += JOIN_BATCH) {
    await Promise.all(
      mine.slice(at, at + JOIN_BATCH).map(async (n) => {
        const own = hands[n]
        let onMessage
        if (probes.length < PROBES) {
          const reader = new MotionReader()
          probes.push(reader)
          onMessage = (payload) => {
            if (payload[0] === MOVERS) reader.hearMovers(payload.subarray(1))
            if (payload[0] !== MOTION) return
            const heardAt = now()
            for (const { clientId } of reader.hearMotion(payload.subarray(1))) {
              const hand = byClient.get(clientId)
              const place = reader.placeOf(clientId)
              if (!isMeasuring || !hand || !place) continue
              const here = placeOf(hand, heardAt)
              const isNear = Math.abs(here.x - own.at.x) < IN_VIEW.x && Math.abs(here.y - own.at.y) < IN_VIEW.y
              if (isNear) delays.push(ageOf(hand, place, heardAt))
            }
          }
        }
        const socket = await openSocket({ port, path: `/sync/${ROOM}`, protocol: 'inkroom.v2', onMessage })
        for (const bytes of [encodeStep1(Uint8Array.of(0)), ...helloOf(own, n < movers)]) socket.send(framed(bytes))
        sockets.push({ n, socket, hand: own })
      }),
    )
  }
  const moving = sockets.filter(({ n }) => n < movers)
  process.send({ name: 'joined' })
  await new Promise((resolve) => process.once('message', resolve))
  const began = now()
  let received = 0
  let measuredFrom = 0
  let sent = 0
  let lateMs = 0
  let sampledAt = 0
  const endsAt = began + SETTLE_MS + seconds * 1000
  while (now() < endsAt) {
    const time = now()
    if (measuredFrom === 0 && time - began >= SETTLE_MS) {
      measuredFrom = time
      isMeasuring = true
      received = -sockets.reduce((sum, { socket }) => sum + socket.received, 0)
      process.send({ name: 'measuring' })
    }
    // Hands take turns, evenly spread over the time between two movements of each.
    const due = Math.floor(((time - began) / EVERY_MS) * moving.length)
    if (due - sent > moving.length) lateMs = Math.max(lateMs, ((due - sent) / moving.length) * EVERY_MS)
    for (; sent < due; sent++) {
      const { socket, hand } = moving[sent % moving.length]
      socket.send(framed(movement(hand, now(), draws)))
    }
    if (isMeasuring && time - sampledAt > SAMPLE_MS) {
      sampledAt = time
      for (const reader of probes) {
        for (const [clientId, hand] of byClient) {
          const place = reader.placeOf(clientId)
          if (place) ages.push(ageOf(hand, place, time))
        }
      }
    }
    await pause(4)
  }
  received += sockets.reduce((sum, { socket }) => sum + socket.received, 0)
  const use = process.cpuUsage()
  process.send({
    name: 'done',
    received,
    ms: now() - measuredFrom,
    delays,
    ages: ages.filter((_, n) => n % Math.ceil(ages.length / 20_000) === 0),
    lateMs,
    cpuMs: (use.user + use.system) / 1000,
  })
}

async function scenario({ people, movers, perScreen, seconds, processes, draws }) {
  const server = await startServer('inkroom')
  const children = Array.from({ length: processes }, () =>
    fork(self, ['--generate'], { execArgv: ['--import', 'tsx'] }),
  )
  const heard = (child, name) =>
    new Promise((resolve, reject) => {
      const listen = (words) => {
        if (words.name !== name) return
        child.off('message', listen)
        resolve(words)
      }
      child.on('message', listen)
      child.once('exit', (code) => code && reject(new Error(`a generator ended with ${code}`)))
    })
  try {
    await Promise.all(
      children.map((child, first) => {
        child.send({ port: server.port, people, movers, first, step: processes, perScreen, seconds, draws })
        return heard(child, 'joined')
      }),
    )
    const measuring = Promise.all(children.map((child) => heard(child, 'measuring')))
    const done = Promise.all(children.map((child) => heard(child, 'done')))
    for (const child of children) child.send('go')
    await measuring
    const cpuBefore = server.cpuSeconds()
    const began = now()
    const parts = await done
    const wall = (now() - began) / 1000
    const cpu = (server.cpuSeconds() - cpuBefore) / wall
    const delays = parts.flatMap((part) => part.delays)
    const ages = parts.flatMap((part) => part.ages)
    const bytes = parts.reduce((sum, part) => sum + part.received, 0)
    return {
      people,
      moving: movers,
      'Mbit/s each': ((bytes * 8) / people / (parts[0].ms / 1000) / 1e6).toFixed(3),
      'server CPU %': (cpu * 100).toFixed(1),
      'in view p50 ms': percentile(delays, 0.5).toFixed(0),
      'p99 ms': percentile(delays, 0.99).toFixed(0),
      'age of all p50 ms': percentile(ages, 0.5).toFixed(0),
      'age p99 ms': percentile(ages, 0.99).toFixed(0),
      'generator behind ms': Math.max(...parts.map((part) => part.lateMs)).toFixed(0),
    }
  } finally {
    for (const child of children) child.kill('SIGKILL')
    await server.stop()
  }
}

if (process.argv.includes('--generate')) process.once('message', (order) => void generate(order))
else {
  const { values } = parseArgs({
    options: {
      people: { type: 'string', default: '30,100,300,500,1000' },
      seconds: { type: 'string', default: '6' },
      'per-screen': { type: 'string', default: '20' },
      processes: { type: 'string', default: '2' },
      lecture: { type: 'boolean' },
    },
  })
  const rows = []
  for (const people of values.lecture ? [1000] : values.people.split(',').map(Number)) {
    const row = await scenario({
      people,
      movers: values.lecture ? 5 : people,
      perScreen: Number(values['per-screen']),
      seconds: Number(values.seconds),
      processes: Number(values.processes),
      draws: values.lecture === true,
    })
    rows.push(row)
    process.stderr.write(`${JSON.stringify(row)}\n`)
  }
  console.log(
    `| ${Object.keys(rows[0]).join(' | ')} |\n|${Object.keys(rows[0])
      .map(() => ' --- |')
      .join('')}`,
  )
  for (const row of rows) console.log(`| ${Object.values(row).join(' | ')} |`)
  process.exit(0)
}
