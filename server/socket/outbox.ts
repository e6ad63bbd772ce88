/** The sending side of a connection: says what goes and watches how much the reader has not yet taken. */
import { encodePresenceMessage } from '../../lib/protocol/codec.ts'
import type { Channel } from '../transport/channel.ts'
import type { Traffic } from './traffic.ts'

/** Shorter ones reach anybody between two beats. */
const LONG_BYTES = 64 * 1024
/** An awareness update about nobody: every client takes it and nothing comes of it. */
const NOTHING_NEW = encodePresenceMessage([])

/** What all outboxes of a server share. */
export interface OutboxHost {
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
  readonly #channel: Channel
  readonly #host: OutboxHost
  #isWaiting = false
  #longBytesSent = 0
  #isQuiet = false

  constructor(channel: Channel, host: OutboxHost) {
    this.#channel = channel
    this.#host = host
  }

  /** Of boards and other long messages, since the beginning: what a slow line may still be carrying. */
  get longBytesSent(): number {
    return this.#longBytesSent
  }

  send(message: Uint8Array): void {
    const channel = this.#channel
    if (!channel.isOpen) return
    const { limits, traffic } = this.#host
    traffic.messagesSent++
    traffic.bytesSent += message.length
    this.#isQuiet = false
    if (message.length >= LONG_BYTES) this.#longBytesSent += message.length
    channel.send(message)
    const waiting = channel.waitingBytes
    if (waiting < limits.presencePauseBytes) return
    this.#isWaiting = true
    this.owner?.fallBehind(waiting >= limits.dataPauseBytes ? 'data' : 'presence')
  }

  /**
   * A word to whoever has heard nothing since the last call. Pages and stock clients hear no pings: a stock client gives up a
   * line that is mute for 30 s, and a hidden page, whose timers stand still, lives by what it hears.
   */
  keepWarm(): void {
    if (this.#isQuiet && this.#channel.waitingBytes === 0) this.send(NOTHING_NEW)
    this.#isQuiet = true
  }

  ping(): void {
    if (this.#channel.isOpen) this.#channel.ping()
  }

  /** For channels that tell nothing when they are drained. */
  poll(): void {
    if (this.#channel.waitingBytes === 0) this.drained()
  }

  /** All that waited is on its way. */
  drained(): void {
    if (!this.#isWaiting) return
    this.#isWaiting = false
    this.owner?.catchUp()
  }
}
