/** A channel over a WebSocket. Messages are framed once for all who get them and written beside `ws` where that is safe. */

import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { assert } from '../../lib/base/assert.ts'
import type { Channel, ChannelListener } from './channel.ts'
import { type Frame, frameMessage, PING_FRAME } from './framing.ts'
import { LongMessages } from './long-messages.ts'
import { queuedBytesOf, rawSocketOf, readBytesOf, readThrough } from './raw-socket.ts'

/** RFC 6455, 7.4.1. */
const POLICY_VIOLATION = 1008

export interface WebSocketChannelOptions {
  readonly socket: WebSocket
  /** The stream that was upgraded. */
  readonly transport: Duplex
  /** Longer messages end the connection. */
  readonly maxMessageBytes: number
  /** Shared by all channels, so that a message to many is framed once. */
  readonly frame?: (message: Uint8Array) => Frame
}

export class WebSocketChannel implements Channel {
  readonly #socket: WebSocket
  readonly #transport: Duplex
  readonly #raw: Duplex | null
  readonly #frame: (message: Uint8Array) => Frame
  readonly #maxMessageBytes: number

  constructor({ socket, transport, maxMessageBytes, frame = frameMessage }: WebSocketChannelOptions) {
    this.#maxMessageBytes = maxMessageBytes
    this.#socket = socket
    this.#transport = transport
    this.#raw = rawSocketOf(socket)
    this.#frame = frame
  }

  get protocol(): string {
    return this.#socket.protocol
  }
  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }
  get waitingBytes(): number {
    return this.#raw ? this.#raw.writableLength : this.#socket.bufferedAmount
  }
  get queuedBytes(): number {
    return queuedBytesOf(this.#transport)
  }
  get readBytes(): number {
    return readBytesOf(this.#transport)
  }

  listen(listener: ChannelListener): void {
    const socket = this.#socket
    socket.on('message', (data, isBinary) => {
      assert(data instanceof Uint8Array, 'messages arrive as buffers')
      listener.message(data, isBinary)
    })
    readThrough(socket, (pass) => {
      const take = (message: Uint8Array, isBinary: boolean): void => {
        if (this.isOpen) listener.message(message, isBinary)
      }
      const tooMany = (): void => {
        listener.error(Object.assign(new Error('too many fragments'), { code: 'WS_ERR_TOO_MANY_BUFFERED_PARTS' }))
        socket.close(POLICY_VIOLATION)
      }
      const long = new LongMessages({ maxBytes: this.#maxMessageBytes, pass, take, tooMany })
      return (chunk) => long.write(chunk)
    })
    socket.on('ping', () => listener.ping())
    socket.on('pong', () => listener.pong())
    socket.on('close', () => listener.close())
    // ws closes by itself what breaks its rules (1002, 1007, 1009); the event only has to be heard.
    socket.on('error', (error) => listener.error(error))
    this.#raw?.on('drain', () => listener.drain())
  }

  send(message: Uint8Array): void {
    if (this.#raw) write(this.#raw, this.#frame(message))
    else this.#socket.send(message)
  }

  ping(): void {
    if (this.#raw) write(this.#raw, PING_FRAME)
    else this.#socket.ping()
  }

  pause(): void {
    this.#socket.pause()
  }
  resume(): void {
    this.#socket.resume()
  }
  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }
  terminate(): void {
    this.#socket.terminate()
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
