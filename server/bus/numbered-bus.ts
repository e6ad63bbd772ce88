/**
 * The bus over any wire that may lose messages: numbers what each process says in each room, notices gaps, processes that
 * fall silent, and a wire that is down. While it is down nothing is queued; on return everyone rereads.
 */
import type { Clock } from '../../lib/base/clock.ts'
import { type RandomBytes, type RoomId, randomId } from '../../lib/base/ids.ts'
import type { Bus, BusListener } from './bus.ts'
import { decodeEnvelope, encodeEnvelope } from './envelope.ts'
import { Estranged } from './estranged.ts'
import { createRereading } from './rereading.ts'
import { ROOM_CHANNEL, type Wire } from './wire.ts'

export interface NumberedBusOptions {
  /** Calls back from the time it is opened on. */
  readonly openWire: (listener: WireListener) => Promise<Wire>
  readonly clock: Clock
  readonly random: RandomBytes
  /** Silent for two of these means gone, as with peers. */
  readonly heartbeatMs: number
  /** Messages pass from now on, or no longer do. */
  readonly onChange?: (isUp: boolean) => void
  /** A process of another version speaks; once for each version. */
  readonly onOtherVersion?: (versions: { readonly ours: number; readonly theirs: number }) => void
}

export interface WireListener {
  receive(channel: string, message: Uint8Array): void
  /** Everything that was subscribed is heard again. */
  up(): void
  /** Something that was published did not go out after all. */
  dropped(): void
  /** Part of what we say ourselves is heard: it is large, and the wire is at work. */
  echoed(): void
}

const PROCESS_ID_LENGTH = 16
const PROCESSES_CHANNEL = 'processes'
/** Beats in a heartbeat; whoever has missed three of them is noticed at the fourth. */
const BEATS = 2
const SILENT_BEATS = 3
const CHECK_WITHIN_MS = 2_000
/** What else is said of a process that is known: which language its messages are in. */
const BUS_VERSION = 1
/** What processes say to all others. */
const words = { beat: 0, dropped: 1, bye: 2, probe: 3 } as const

interface Joined {
  readonly listener: BusListener
  /** Tells apart the times that this process joined the room. */
  readonly session: number
  lastNumber: number
  /** The last number that was repeated by itself, for whoever missed the message that had it. */
  repeatedNumber: number
  /** By process: where its numbers are. */
  readonly heard: Map<string, { readonly session: number; lastNumber: number }>
}

const placeOf = (process: string, session: number): string => `${process}/${session}`

export async function createNumberedBus(options: NumberedBusOptions): Promise<Bus> {
  const { clock, random } = options
  const beatMs = Math.ceil(options.heartbeatMs / BEATS)
  const self = randomId(PROCESS_ID_LENGTH, random)
  const rooms = new Map<RoomId, Joined>()
  const processes = new Map<string, number>()
  const estranged = new Estranged()
  const foreignVersions = new Set<number>()
  const probes = new Set<() => void>()
  let lastSession = 0
  /** Something was said that nobody heard. */
  let hasDropped = false
  /** When our own voice was last heard: a connection may look alive and carry nothing. */
  let echoAt = clock.now()
  let isClosed = false

  const channelOf = (room: RoomId): string => ROOM_CHANNEL + room

  function say(channel: string, session: number, number: number, message: Uint8Array): void {
    const isSaid = !isClosed && wire.publish(channel, encodeEnvelope({ process: self, session, number, message }))
    if (!isSaid) hasDropped = true
  }
  const sayToAll = (word: number): void => say(PROCESSES_CHANNEL, 0, 0, Uint8Array.of(word, BUS_VERSION))

  const rereading = createRereading({
    clock,
    rooms: () => rooms.keys(),
    reread: (room) => rooms.get(room)?.listener.lost(),
  })

  function forgetProcess(process: string): void {
    processes.delete(process)
    for (const { heard, listener } of rooms.values()) {
      const place = heard.get(process)
      if (!place) continue
      heard.delete(process)
      listener.gone(placeOf(process, place.session))
    }
  }

  /** It is not taken back before it speaks again. */
  function leaveSilent(process: string, now: number): void {
    forgetProcess(process)
    estranged.add(process, now)
  }

  function hearFrom(process: string): void {
    processes.set(process, clock.now())
    // It was alive all the time, or stood still: what either side said meanwhile, the other has not heard.
    if (estranged.remove(process)) rereading.all()
  }

  function noteVersion(version: number | undefined): void {
    if (version === undefined || version === BUS_VERSION || foreignVersions.has(version)) return
    foreignVersions.add(version)
    options.onOtherVersion?.({ ours: BUS_VERSION, theirs: version })
  }

  function receiveWord(process: string, word: number | undefined): void {
    if (process === self) {
      if (word === words.probe) for (const heard of [...probes]) heard()
    } else if (word === words.bye) forgetProcess(process)
    else if (word === words.dropped) rereading.all()
  }

  function receiveInRoom(joined: Joined, said: ReturnType<typeof decodeEnvelope> & object): void {
    const { process, session, number, message } = said
    const { heard, listener } = joined
    const from = placeOf(process, session)
    // Told from outside the room: it has no numbers.
    if (number === 0) {
      if (session === 0) listener.receive(message, from)
      else if (heard.get(process)?.session === session) {
        heard.delete(process)
        listener.gone(from)
      }
      return
    }
    const known = heard.get(process)
    if (known && known.session !== session) {
      // What comes late from an earlier time in the room has nothing to say any more.
      if (session < known.session) return
      listener.gone(placeOf(process, known.session))
    }
    const last = known?.session === session ? known.lastNumber : null
    heard.set(process, { session, lastNumber: number })
    if (message.length === 0) {
      // Only the number: this much was said so far.
      if (number !== last) listener.lost()
      return
    }
    if (last !== null && number !== last + 1) listener.lost()
    listener.receive(message, from)
  }

  function receive(channel: string, bytes: Uint8Array): void {
    const said = decodeEnvelope(bytes)
    if (!said) return
    if (said.process === self) echoAt = clock.now()
    else hearFrom(said.process)
    if (channel === PROCESSES_CHANNEL) {
      noteVersion(said.message[1])
      receiveWord(said.process, said.message[0])
    } else if (said.process !== self) {
      const joined = rooms.get(channel.slice(ROOM_CHANNEL.length) as RoomId)
      if (joined) receiveInRoom(joined, said)
    }
  }

  /** Without it, a message that is lost would stay unnoticed for as long as nothing else is said. */
  function repeatNumbers(): void {
    for (const [room, joined] of rooms) {
      if (joined.lastNumber === joined.repeatedNumber) continue
      joined.repeatedNumber = joined.lastNumber
      say(channelOf(room), joined.session, joined.lastNumber, new Uint8Array())
    }
  }

  let wasUp = false
  function look(): void {
    if (wire.isUp === wasUp) return
    wasUp = wire.isUp
    options.onChange?.(wasUp)
  }

  function beat(): void {
    look()
    if (wire.isUp) repeatNumbers()
    if (wire.isUp && hasDropped) {
      hasDropped = false
      sayToAll(words.dropped)
    } else sayToAll(words.beat)
    const now = clock.now()
    const silentSince = now - SILENT_BEATS * beatMs
    if (wire.isUp && echoAt < silentSince) {
      echoAt = now
      wire.reset()
    }
    for (const [process, at] of [...processes]) if (at < silentSince) leaveSilent(process, now)
    // Nobody tells us anything now, or someone does not: what others store is looked up.
    const hasEstranged = estranged.beat(now)
    if (!wire.isUp || hasEstranged) rereading.all()
  }

  const wire = await options.openWire({
    receive,
    up: rereading.all,
    dropped() {
      hasDropped = true
    },
    echoed() {
      echoAt = clock.now()
    },
  })
  wire.subscribe(PROCESSES_CHANNEL, () => sayToAll(words.beat))
  look()
  const stopBeating = clock.every(beatMs, beat)

  return {
    isShared: true,
    join(room, listener) {
      const joined: Joined = { listener, session: ++lastSession, lastNumber: 0, repeatedNumber: 0, heard: new Map() }
      rooms.set(room, joined)
      wire.subscribe(channelOf(room), () => {
        if (rooms.get(room) === joined) listener.lost()
      })
      return {
        publish(message) {
          if (rooms.get(room) === joined) say(channelOf(room), joined.session, ++joined.lastNumber, message)
        },
        leave() {
          if (rooms.get(room) !== joined) return
          rooms.delete(room)
          say(channelOf(room), joined.session, 0, new Uint8Array())
          wire.unsubscribe(channelOf(room))
        },
      }
    },
    tell: (room, message) => say(channelOf(room), 0, 0, message),
    async check() {
      if (isClosed || !wire.isUp) throw new Error('the bus cannot be reached (bus-unreachable)')
      await new Promise<void>((resolve, reject) => {
        const heard = (): void => {
          cancel()
          probes.delete(heard)
          resolve()
        }
        const cancel = clock.after(CHECK_WITHIN_MS, () => {
          probes.delete(heard)
          reject(new Error('the bus does not answer (bus-silent)'))
        })
        probes.add(heard)
        sayToAll(words.probe)
      })
    },
    async close() {
      if (isClosed) return
      sayToAll(words.bye)
      isClosed = true
      stopBeating()
      rereading.close()
      rooms.clear()
      await wire.close()
    },
  }
}
