/** A channel made of a stream of server-sent events and POST requests, for networks that break WebSockets. */
import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Channel, ChannelListener } from './channel.ts'
import { queuedBytesOf, readBytesOf } from './raw-socket.ts'

/** Where events go: a response of this connection's own, or the stream of another tab of the same browser. */
interface Sink {
  readonly waitingBytes: number
  write(event: string | null, text: string): void
  end(): void
  destroy(): void
}

export interface EventStreamChannelOptions {
  readonly id: string
  readonly to: ServerResponse | EventStreamChannel
  /** The subprotocol that was asked for, or ''. */
  readonly protocol: string
  /** What the request for the stream came over. */
  readonly transport: Duplex
  /** Nothing comes or goes any more. */
  readonly onEnd: () => void
}

export class EventStreamChannel implements Channel {
  readonly protocol: string
  readonly #transport: Duplex
  readonly #onEnd: () => void
  readonly #sink: Sink
  readonly #riders = new Set<EventStreamChannel>()
  #phase: 'open' | 'closing' | 'closed' = 'open'
  #listener: ChannelListener | null = null
  #pings = 0
  #isPaused = false
  #waiting: (() => void)[] = []

  constructor({ id, to, protocol, transport, onEnd }: EventStreamChannelOptions) {
    this.protocol = protocol
    this.#transport = transport
    this.#onEnd = onEnd
    this.#sink = to instanceof EventStreamChannel ? to.#carry(this, id) : this.#open(to)
    if (!(to instanceof EventStreamChannel)) this.#sink.write('open', JSON.stringify({ connection: id }))
  }

  get isOpen(): boolean {
    return this.#phase === 'open'
  }
  get waitingBytes(): number {
    return this.#sink.waitingBytes
  }
  get queuedBytes(): number {
    return queuedBytesOf(this.#transport)
  }
  get readBytes(): number {
    return readBytesOf(this.#transport)
  }

  listen(listener: ChannelListener): void {
    this.#listener = listener
  }

  send(message: Uint8Array): void {
    const { buffer, byteOffset, byteLength } = message
    if (this.isOpen) this.#sink.write(null, Buffer.from(buffer, byteOffset, byteLength).toString('base64'))
  }

  ping(): void {
    this.#pings += 1
    if (this.isOpen) this.#sink.write('ping', String(this.#pings))
  }

  /** An answer to an old ping proves nothing; one to the last but newest was on a slow way. */
  answerPing(nth: number): void {
    if (nth > 0 && (nth === this.#pings || nth === this.#pings - 1)) this.#listener?.pong()
  }

  close(code: number, reason: string): void {
    if (!this.isOpen) return
    this.#phase = 'closing'
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
      while (this.#isPaused && this.isOpen) await new Promise<void>((wake) => this.#waiting.push(wake))
      if (this.isOpen) this.#listener?.message(message, true)
    }
    return this.isOpen
  }

  #open(response: ServerResponse): Sink {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    })
    response.on('close', () => this.#ended())
    response.on('error', (error) => this.#listener?.error(error))
    response.on('drain', () => {
      for (const channel of [this, ...this.#riders]) channel.#listener?.drain()
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
  #carry(rider: EventStreamChannel, id: string): Sink {
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
        if (this.isOpen) sink.write(`${event ?? 'message'}@${id}`, text)
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
    if (this.#phase === 'closed') return
    this.#phase = 'closed'
    for (const rider of [...this.#riders]) rider.#sink.destroy()
    this.#wake()
    this.#onEnd()
    this.#listener?.close()
  }
}
