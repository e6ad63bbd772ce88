/** A channel over a WebSocket. */
import type { Channel, ChannelAddress, ChannelListener } from './channel.ts'

/** Whoever sets one knows what it is given: the browser and `ws` have types of their own for the same events. */
type Handler = ((event: never) => void) | null
/** What is used of a WebSocket: that of the browser and that of `ws` both are one. */
interface WebSocketLike {
  binaryType: string
  readonly protocol: string
  readonly readyState: number
  readonly bufferedAmount: number
  onopen: Handler
  onmessage: Handler
  onerror: Handler
  onclose: Handler
  send(message: Uint8Array<ArrayBuffer>): void
  close(): void
}
export type WebSocketClass = new (url: string, protocols: string[]) => WebSocketLike

const OPEN = 1

export class WebSocketChannel implements Channel {
  readonly #socket: WebSocketLike

  constructor(Implementation: WebSocketClass, { url, protocols }: ChannelAddress) {
    this.#socket = new Implementation(url, [...protocols])
    this.#socket.binaryType = 'arraybuffer'
  }

  get protocol(): string {
    return this.#socket.protocol
  }
  get isOpen(): boolean {
    return this.#socket.readyState === OPEN
  }
  get waitingBytes(): number {
    return this.#socket.bufferedAmount
  }

  listen(listener: ChannelListener): void {
    const socket = this.#socket
    socket.onopen = () => listener.open()
    socket.onmessage = ({ data }: { readonly data: unknown }) => {
      // The protocol has no messages of text.
      if (data instanceof ArrayBuffer) listener.message(data)
    }
    socket.onerror = () => listener.error()
    socket.onclose = ({ code, reason }: { readonly code: number; readonly reason: string }) =>
      listener.close(code, reason)
  }

  send(message: Uint8Array): void {
    // No memory here is shared between threads.
    this.#socket.send(message as Uint8Array<ArrayBuffer>)
  }

  close(): void {
    this.#socket.close()
  }
}
