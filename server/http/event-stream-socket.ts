/**
 * A socket made of a stream of server-sent events and POST requests, for networks that break WebSockets.
 * It has the members of a `ws` WebSocket that connections use, so that both share limits, grants and durability.
 */
import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'

const OPEN = 1
const CLOSING = 2
const CLOSED = 3

/** Where events go: a response of this connection's own, or the stream of another tab of the same browser. */
interface Sink {
  readonly waitingBytes: number
  write(event: string | null, text: string): void
  end(): void
  destroy(): void
}

export interface EventStreamSocketOptions {
  readonly id: string
  readonly to: ServerResponse | EventStreamSocket
  /** The subprotocol that was asked for, or ''. */
  readonly protocol: string
}

export class EventStreamSocket extends EventEmitter {
  readonly OPEN = OPEN
  readonly extensions = ''
  readonly protocol: string
  readyState: number = OPEN
  readonly #sink: Sink
  readonly #riders = new Set<EventStreamSocket>()
  #pings = 0
  #isPaused = false
  #waiting: (() => void)[] = []

  constructor({ id, to, protocol }: EventStreamSocketOptions) {
    super()
    this.protocol = protocol
    this.#sink = to instanceof EventStreamSocket ? to.#carry(this, id) : this.#open(to)
    if (!(to instanceof EventStreamSocket)) this.#sink.write('open', JSON.stringify({ connection: id }))
  }

  get bufferedAmount(): number {
    return this.#sink.waitingBytes
  }

  send(message: Uint8Array): void {
    const { buffer, byteOffset, byteLength } = message
    if (this.readyState === OPEN) this.#sink.write(null, Buffer.from(buffer, byteOffset, byteLength).toString('base64'))
  }

  ping(): void {
    this.#pings += 1
    if (this.readyState === OPEN) this.#sink.write('ping', String(this.#pings))
  }

  /** An answer to an old ping proves nothing; one to the last but newest was on a slow way. */
  answerPing(nth: number): void {
    if (nth > 0 && (nth === this.#pings || nth === this.#pings - 1)) this.emit('pong')
  }

  close(code: number, reason: string): void {
    if (this.readyState !== OPEN) return
    this.readyState = CLOSING
    this.#sink.write('close', JSON.stringify({ code, reason }))
    this.#sink.end()
    this.#wake()
  }

  terminate(): void {
    this.#sink.destroy()
  }

  pause(): void {
    this.#isPaused = true
  }

  resume(): void {
    this.#isPaused = false
    this.#wake()
  }

  /** Hands over what a POST brought, once somebody reads. False when the connection has ended. */
  async receive(messages: readonly Uint8Array[]): Promise<boolean> {
    for (const message of messages) {
      while (this.#isPaused && this.readyState === OPEN) await new Promise<void>((wake) => this.#waiting.push(wake))
      if (this.readyState === OPEN) this.emit('message', message, true)
    }
    return this.readyState === OPEN
  }

  #open(response: ServerResponse): Sink {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    })
    response.on('close', () => this.#ended())
    response.on('error', (error) => this.emit('error', error))
    response.on('drain', () => {
      for (const socket of [this, ...this.#riders]) socket.emit('drain')
    })
    return {
      get waitingBytes() {
        return response.writableLength
      },
      write: (event, text) => response.write(`${event === null ? '' : `event: ${event}\n`}data: ${text}\n\n`),
      end: () => response.end(),
      destroy: () => response.destroy(),
    }
  }

  /** Brings a rider its events, each under the rider's name, and ends with it: who is carried has no line of its own. */
  #carry(rider: EventStreamSocket, id: string): Sink {
    const sink = this.#sink
    this.#riders.add(rider)
    const letGo = (): void => {
      this.#riders.delete(rider)
      queueMicrotask(() => rider.#ended())
    }
    return {
      get waitingBytes() {
        return sink.waitingBytes
      },
      write: (event, text) => {
        if (this.readyState === OPEN) sink.write(`${event ?? 'message'}@${id}`, text)
      },
      end: letGo,
      destroy: letGo,
    }
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const wake of waiting) wake()
  }

  #ended(): void {
    if (this.readyState === CLOSED) return
    this.readyState = CLOSED
    for (const rider of [...this.#riders]) rider.#sink.destroy()
    this.#wake()
    this.emit('close')
  }
}
