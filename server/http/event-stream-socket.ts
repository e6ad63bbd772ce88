/**
 * A socket made of a stream of server-sent events and POST requests, for networks that break WebSockets.
 * It has the members of a `ws` WebSocket that connections use, so that both share limits, grants and durability.
 */
import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'

const OPEN = 1
const CLOSING = 2
const CLOSED = 3

export interface EventStreamSocketOptions {
  readonly id: string
  readonly response: ServerResponse
  /** The subprotocol that was asked for, or ''. */
  readonly protocol: string
}

export class EventStreamSocket extends EventEmitter {
  readonly OPEN = OPEN
  readonly extensions = ''
  readonly protocol: string
  readyState: number = OPEN
  readonly #response: ServerResponse
  #pings = 0
  #isPaused = false
  #waiting: (() => void)[] = []

  constructor({ id, response, protocol }: EventStreamSocketOptions) {
    super()
    this.#response = response
    this.protocol = protocol
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    })
    response.on('close', () => this.#ended())
    response.on('error', (error) => this.emit('error', error))
    this.#write('open', JSON.stringify({ connection: id }))
  }

  get bufferedAmount(): number {
    return this.#response.writableLength
  }

  send(message: Uint8Array): void {
    const { buffer, byteOffset, byteLength } = message
    if (this.readyState === OPEN) this.#write(null, Buffer.from(buffer, byteOffset, byteLength).toString('base64'))
  }

  ping(): void {
    this.#pings += 1
    if (this.readyState === OPEN) this.#write('ping', String(this.#pings))
  }

  /** An answer to an old ping proves nothing; one to the last but newest was on a slow way. */
  answerPing(nth: number): void {
    if (nth > 0 && (nth === this.#pings || nth === this.#pings - 1)) this.emit('pong')
  }

  close(code: number, reason: string): void {
    if (this.readyState !== OPEN) return
    this.readyState = CLOSING
    this.#write('close', JSON.stringify({ code, reason }))
    this.#response.end()
    this.#wake()
  }

  terminate(): void {
    this.#response.destroy()
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

  #write(event: string | null, text: string): void {
    this.#response.write(`${event === null ? '' : `event: ${event}\n`}data: ${text}\n\n`)
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const wake of waiting) wake()
  }

  #ended(): void {
    if (this.readyState === CLOSED) return
    this.readyState = CLOSED
    this.#wake()
    this.emit('close')
  }
}
