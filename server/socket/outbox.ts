/** The sending side of a connection: writes shared frames and watches how much the reader has not yet taken. */
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { type Frame, PING_FRAME } from './framing.ts'
import { rawSocketOf } from './raw-socket.ts'

export interface OutboxParts {
  readonly connection: WebSocket
  readonly frame: (message: Uint8Array) => Frame
  readonly limits: { readonly presencePauseBytes: number; readonly dataPauseBytes: number }
  /** More waits than the limit for `kind`; called after each message that is queued above it. */
  readonly onFull: (kind: 'data' | 'presence') => void
  /** All that waited is on its way. */
  readonly onDrained: () => void
}

export class Outbox {
  readonly #parts: OutboxParts
  readonly #raw: Duplex | null
  #isWaiting = false

  constructor(parts: OutboxParts) {
    this.#parts = parts
    this.#raw = rawSocketOf(parts.connection)
  }

  /** Bytes that the reader has not yet taken from us. */
  get waitingBytes(): number {
    return this.#raw ? this.#raw.writableLength : this.#parts.connection.bufferedAmount
  }

  send(message: Uint8Array): void {
    const { connection, frame, limits, onFull } = this.#parts
    if (connection.readyState !== connection.OPEN) return
    if (this.#raw) write(this.#raw, frame(message))
    else connection.send(message)
    const waiting = this.waitingBytes
    if (waiting < limits.presencePauseBytes) return
    onFull(waiting >= limits.dataPauseBytes ? 'data' : 'presence')
    this.#awaitDrain()
  }

  ping(): void {
    const { connection } = this.#parts
    if (connection.readyState !== connection.OPEN) return
    if (this.#raw) write(this.#raw, PING_FRAME)
    else connection.ping()
  }

  /** For connections without a raw socket, which tell nothing when they are drained. */
  poll(): void {
    if (this.#isWaiting && !this.#raw && this.waitingBytes === 0) this.#drained()
  }

  #awaitDrain(): void {
    if (this.#isWaiting) return
    this.#isWaiting = true
    this.#raw?.once('drain', () => this.#drained())
  }

  #drained(): void {
    this.#isWaiting = false
    this.#parts.onDrained()
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
