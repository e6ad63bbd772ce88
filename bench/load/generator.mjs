/** A process that plays some of the people of one room, and tells what they saw; started and merged by moving.mjs. */
import { ageOf, EVERY_MS, handOf, placeOf } from './hand.ts'
import { frame, openSocket } from './raw-socket.mjs'
import { servers } from './servers.mjs'
import { pause } from './stopwatch.mjs'
import { joinOf, stamp, stampAt, stampsIn, strokesOf, voiceOf } from './voices.mjs'

const ROOM = 'moving'
const SETTLE_MS = 3000
const JOIN_BATCH = 25
/** Readers that look at what they are told; the others count bytes. */
const PROBES = 4
const SAMPLE_MS = 100
const STROKE_EVERY_MS = 1000
const MAX_AGES = 20_000
/** Half the width and height that a probe sees around its own hand. */
const IN_VIEW = { x: 640, y: 400 }
/** The same in all processes of a machine. */
const now = () => performance.timeOrigin + performance.now()
const framed = (bytes) => frame(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))

/** What the probes of this process see. */
class Seen {
  isMeasuring = false
  delays = []
  ages = []
  strokes = []
  #ears = []
  #byClient

  constructor(movers) {
    this.#byClient = new Map(movers.map((hand) => [hand.clientId, hand]))
  }

  get hasRoom() {
    return this.#ears.length < PROBES
  }

  listener(own, ear) {
    this.#ears.push(ear)
    return (payload) => {
      const heardAt = now()
      if (this.isMeasuring) for (const sentAt of stampsIn(payload)) this.strokes.push(heardAt - sentAt)
      for (const clientId of ear.hear(payload)) {
        const hand = this.#byClient.get(clientId)
        const place = ear.placeOf(clientId)
        if (!this.isMeasuring || !hand || !place) continue
        const here = placeOf(hand, heardAt)
        const isNear = Math.abs(here.x - own.at.x) < IN_VIEW.x && Math.abs(here.y - own.at.y) < IN_VIEW.y
        if (isNear) this.delays.push(ageOf(hand, place, heardAt))
      }
    }
  }

  sample() {
    const time = now()
    for (const ear of this.#ears) {
      for (const [clientId, hand] of this.#byClient) {
        const place = ear.placeOf(clientId)
        if (place) this.ages.push(ageOf(hand, place, time))
      }
    }
  }
}

async function join(order, hands, seen) {
  const { server: name, port, people, movers, first, step } = order
  const server = servers[name]
  const voice = voiceOf(name, server.dialect, ROOM)
  const mine = Array.from({ length: Math.ceil((people - first) / step) }, (_, k) => first + k * step)
  const joined = []
  for (let at = 0; at < mine.length; at += JOIN_BATCH) {
    await Promise.all(
      mine.slice(at, at + JOIN_BATCH).map(async (n) => {
        const hand = hands[n]
        const onMessage = seen.hasRoom ? seen.listener(hand, voice.ear()) : undefined
        const path = server.path(ROOM)
        const socket = await openSocket({ port, path, protocol: voice.protocol, onMessage })
        for (const bytes of dialectHello(server, voice, hand, n < movers)) socket.send(framed(bytes))
        joined.push({ n, socket, hand, nth: 0 })
      }),
    )
  }
  return { voice, joined }
}

const dialectHello = ({ dialect }, voice, hand, isMoving) => [...joinOf(dialect, ROOM), ...voice.hello(hand, isMoving)]

/** Due so far, of things that each of `count` does every `everyMs`, in turns. */
const dueAt = (elapsed, count, everyMs) => Math.floor((elapsed / everyMs) * count)

async function generate(order) {
  const { server: name, people, movers, perScreen, seconds, draws, writes } = order
  const hands = Array.from({ length: people }, (_, n) => handOf(n, movers, perScreen))
  const seen = new Seen(hands.slice(0, movers))
  const { voice, joined } = await join(order, hands, seen)
  const moving = joined.filter(({ n }) => n < movers)
  const total = Math.ceil((SETTLE_MS / 1000 + seconds) * (1000 / STROKE_EVERY_MS)) + 1
  const strokes = moving.map(({ hand }) =>
    writes ? strokesOf(servers[name].dialect, ROOM, hand, total).map((bytes) => frame(bytes)) : [],
  )
  process.send({ name: 'joined' })
  await new Promise((resolve) => process.once('message', resolve))
  const received = () => joined.reduce((sum, { socket }) => sum + socket.received, 0)
  const began = now()
  const endsAt = began + SETTLE_MS + seconds * 1000
  let [from, bytes, cpu] = [0, 0, null]
  let [moved, written, writtenBefore, lateMs, sampledAt] = [0, 0, 0, 0, 0]
  while (now() < endsAt) {
    const time = now()
    if (!seen.isMeasuring && time - began >= SETTLE_MS) {
      seen.isMeasuring = true
      ;[from, bytes, cpu, writtenBefore] = [time, received(), process.cpuUsage(), written]
      process.send({ name: 'measuring' })
    }
    const due = dueAt(time - began, moving.length, EVERY_MS)
    if (seen.isMeasuring && moving.length > 0)
      lateMs = Math.max(lateMs, ((due - moved) / moving.length) * EVERY_MS - EVERY_MS)
    for (; moved < due; moved++) {
      const person = moving[moved % moving.length]
      person.socket.send(framed(voice.move(person.hand, now(), { nth: person.nth++, draws })))
    }
    const dueStrokes = writes ? dueAt(time - began, moving.length, STROKE_EVERY_MS) : 0
    for (; written < dueStrokes; written++) {
      const stroke = strokes[written % moving.length][Math.floor(written / moving.length)]
      if (!stroke) continue
      stamp(stroke, stampAt(stroke), now())
      moving[written % moving.length].socket.send(stroke)
    }
    if (seen.isMeasuring && time - sampledAt > SAMPLE_MS) {
      sampledAt = time
      seen.sample()
    }
    await pause(4)
  }
  const use = process.cpuUsage(cpu ?? undefined)
  const ms = now() - from
  process.send({
    name: 'done',
    ms,
    received: received() - bytes,
    delays: seen.delays,
    ages: seen.ages.filter((_, n) => n % Math.ceil(seen.ages.length / MAX_AGES) === 0),
    strokes: seen.strokes,
    written: written - writtenBefore,
    lateMs,
    busy: (use.user + use.system) / 1000 / ms,
  })
}

process.once('message', (order) => void generate(order))
