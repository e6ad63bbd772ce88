/** The sending side of a connection: writes shared frames and watches how much the reader has not yet taken. */
import type { EventEmitter } from 'node:events'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { encodePresenceMessage } from '../../lib/protocol/codec.ts'
import { type Frame, PING_FRAME } from './framing.ts'
import { rawSocketOf } from './raw-socket.ts'
import type { Traffic } from './traffic.ts'

/** Shorter ones reach anybody between two beats. */
const LONG_BYTES = 64 * 1024
/** An awareness update about nobody: every client takes it and nothing comes of it. */
const NOTHING_NEW = encodePresenceMessage([])

/** What all outboxes of a server share. */
export interface OutboxHost {
  readonly frame: (message: Uint8Array) => Frame
  readonly traffic: Traffic
  readonly limits: { readonly presencePauseBytes: number; readonly dataPauseBytes: number }
}

/** Whoever decides what a slow reader gets. */
export interface OutboxOwner {
  /** More waits than the limit for `kind`; called after each message that is queued above it. */
  fallBehind(kind: 'data' | 'presence'): void
  /** All that waited is on its way. */
  catchUp(): void
}

export class Outbox {
  /** Null before somebody has joined and after it has left. */
  owner: OutboxOwner | null = null
  readonly #connection: WebSocket
  readonly #host: OutboxHost
  readonly #raw: Duplex | null
  #isWaiting = false
  #isListening = false
  #longBytesSent = 0
  #isQuiet = false

  constructor(connection: WebSocket, host: OutboxHost) {
    this.#connection = connection
    this.#host = host
    this.#raw = rawSocketOf(connection)
  }

  /** Bytes that the reader has not yet taken from us. */
  get waitingBytes(): number {
    return this.#raw ? this.#raw.writableLength : this.#connection.bufferedAmount
  }

  /** Of boards and other long messages, since the beginning: what a slow line may still be carrying. */
  get longBytesSent(): number {
    return this.#longBytesSent
  }

  send(message: Uint8Array): void {
    const connection = this.#connection
    const { frame, limits, traffic } = this.#host
    if (connection.readyState !== connection.OPEN) return
    traffic.messagesSent++
    traffic.bytesSent += message.length
    this.#isQuiet = false
    if (message.length >= LONG_BYTES) this.#longBytesSent += message.length
    if (this.#raw) write(this.#raw, frame(message))
    else connection.send(message)
    const waiting = this.waitingBytes
    if (waiting < limits.presencePauseBytes) return
    this.owner?.fallBehind(waiting >= limits.dataPauseBytes ? 'data' : 'presence')
    this.#awaitDrain()
  }

  /**
   * A word to whoever has heard nothing since the last call. Pages and stock clients hear no pings: a stock client gives up a
   * line that is mute for 30 s, and a hidden page, whose timers stand still, lives by what it hears.
   */
  keepWarm(): void {
    if (this.#isQuiet && this.waitingBytes === 0) this.send(NOTHING_NEW)
    this.#isQuiet = true
  }

  ping(): void {
    const connection = this.#connection
    if (connection.readyState !== connection.OPEN) return
    if (this.#raw) write(this.#raw, PING_FRAME)
    else connection.ping()
  }

  /** For WebSockets without a raw socket, which tell nothing when they are drained. */
  poll(): void {
    if (this.#isWaiting && !this.#raw && this.waitingBytes === 0) this.#drained()
  }

  #awaitDrain(): void {
    this.#isWaiting = true
    if (this.#isListening) return
    // Once for as long as nothing comes: where `poll` finds it drained, nothing ever does.
    this.#isListening = true
    const sink: EventEmitter = this.#raw ?? this.#connection
    sink.once('drain', () => {
      this.#isListening = false
      this.#drained()
    })
  }

  #drained(): void {
    if (!this.#isWaiting) return
    this.#isWaiting = false
    this.owner?.catchUp()
  }
}

function write(socket: Duplex, frame: Frame): void {
  if (frame.length === 1) {
    socket.write(frame[0])
    return
  }
  socket.cork()
  for (const piece of frame) socket.write(piece)
  socket.uncork()
}
