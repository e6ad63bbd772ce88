/**
 * The bus over any wire that may lose messages: numbers what each process says in each room, notices gaps, processes that
 * fall silent, and a wire that is down. While it is down nothing is queued; on return everyone rereads.
 */
import type { Clock } from '../../lib/base/clock.ts'
import { type RandomBytes, type RoomId, randomId } from '../../lib/base/ids.ts'
import type { Bus, BusListener } from './bus.ts'
import { decodeEnvelope, encodeEnvelope } from './envelope.ts'
import type { Wire } from './wire.ts'

export interface NumberedBusOptions {
  /** Calls back from the time it is opened on. */
  readonly openWire: (listener: WireListener) => Promise<Wire>
  readonly clock: Clock
  readonly random: RandomBytes
  /** Silent for two of these means gone, as with peers. */
  readonly heartbeatMs: number
  /** Messages pass from now on, or no longer do. */
  readonly onChange?: (isUp: boolean) => void
}

export interface WireListener {
  receive(channel: string, message: Uint8Array): void
  /** Everything that was subscribed is heard again. */
  up(): void
  /** Something that was published did not go out after all. */
  dropped(): void
}

const PROCESS_ID_LENGTH = 16
const ROOM_CHANNEL = 'room:'
const PROCESSES_CHANNEL = 'processes'
/** Beats in a heartbeat; whoever has missed three of them is noticed at the fourth. */
const BEATS = 2
const SILENT_BEATS = 3
const CHECK_WITHIN_MS = 2_000
/** All rooms reread at once would be a storm: so many, and then others have their turn. */
const REREAD_AT_ONCE = 32
const REREAD_EVERY_MS = 20

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
  const probes = new Set<() => void>()
  let lastSession = 0
  /** Something was said that nobody heard. */
  let hasDropped = false
  let rereading: RoomId[] = []
  let cancelReread: (() => void) | null = null
  /** When our own voice was last heard: a connection may look alive and carry nothing. */
  let echoAt = clock.now()
  let isClosed = false

  const channelOf = (room: RoomId): string => ROOM_CHANNEL + room

  function say(channel: string, session: number, number: number, message: Uint8Array): void {
    const isSaid = !isClosed && wire.publish(channel, encodeEnvelope({ process: self, session, number, message }))
    if (!isSaid) hasDropped = true
  }
  const sayToAll = (word: number): void => say(PROCESSES_CHANNEL, 0, 0, Uint8Array.of(word))

  /** Everyone here rereads, a few rooms at a time. */
  function rereadAll(): void {
    rereading = [...rooms.keys()]
    if (!cancelReread) rereadSome()
  }

  function rereadSome(): void {
    cancelReread = null
    const now = rereading.slice(0, REREAD_AT_ONCE)
    rereading = rereading.slice(now.length)
    for (const room of now) rooms.get(room)?.listener.lost()
    if (rereading.length > 0 && !isClosed) cancelReread = clock.after(REREAD_EVERY_MS, rereadSome)
  }

  function forgetProcess(process: string): void {
    processes.delete(process)
    for (const { heard, listener } of rooms.values()) {
      const place = heard.get(process)
      if (!place) continue
      heard.delete(process)
      listener.gone(placeOf(process, place.session))
    }
  }

  function receiveWord(process: string, word: number | undefined): void {
    if (process === self) {
      if (word === words.probe) for (const heard of [...probes]) heard()
    } else if (word === words.bye) forgetProcess(process)
    else if (word === words.dropped) rereadAll()
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
    else processes.set(said.process, clock.now())
    if (channel === PROCESSES_CHANNEL) receiveWord(said.process, said.message[0])
    else if (said.process !== self) {
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
    const silentSince = clock.now() - SILENT_BEATS * beatMs
    if (wire.isUp && echoAt < silentSince) {
      echoAt = clock.now()
      wire.reset()
    }
    for (const [process, at] of [...processes]) if (at < silentSince) forgetProcess(process)
    // Nobody tells us anything now: what others store is looked up.
    if (!wire.isUp) rereadAll()
  }

  const wire = await options.openWire({
    receive,
    up: rereadAll,
    dropped() {
      hasDropped = true
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
      cancelReread?.()
      rooms.clear()
      await wire.close()
    },
  }
}
