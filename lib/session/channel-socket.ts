/**
 * A WebSocket over any channel: what y-websocket asks of its `WebSocketPolyfill`, so that its provider runs over whatever
 * line there is. The interface is that of https://websockets.spec.whatwg.org, for bytes: the protocol has no text and no blobs.
 */
import { ABNORMAL_CLOSE, type Channel, type OpenChannel } from './channel.ts'

const CONNECTING = 0
const OPEN = 1
const CLOSING = 2
const CLOSED = 3

/** Of the browsers' own kind; Node 20 has none. */
class ClosedEvent extends Event implements CloseEvent {
  readonly code: number
  readonly reason: string
  readonly wasClean: boolean

  constructor(code: number, reason: string) {
    super('close')
    this.code = code
    this.reason = reason
    this.wasClean = code !== ABNORMAL_CLOSE
  }
}

class ChannelSocket extends EventTarget implements WebSocket {
  static readonly CONNECTING = CONNECTING
  static readonly OPEN = OPEN
  static readonly CLOSING = CLOSING
  static readonly CLOSED = CLOSED
  readonly CONNECTING = CONNECTING
  readonly OPEN = OPEN
  readonly CLOSING = CLOSING
  readonly CLOSED = CLOSED
  readonly extensions = ''
  readonly url: string
  /** Messages come as this whatever it is set to. */
  binaryType: BinaryType = 'arraybuffer'
  onopen: WebSocket['onopen'] = null
  onmessage: WebSocket['onmessage'] = null
  onerror: WebSocket['onerror'] = null
  onclose: WebSocket['onclose'] = null
  readonly #channel: Channel
  #state: 0 | 1 | 2 | 3 = CONNECTING

  constructor(open: OpenChannel, url: string, protocols: readonly string[]) {
    super()
    this.url = url
    this.#channel = open({ url, protocols })
    this.#channel.listen({
      open: () => {
        if (this.#state !== CONNECTING) return
        this.#state = OPEN
        const event = new Event('open')
        this.dispatchEvent(event)
        this.onopen?.(event)
      },
      message: (data) => {
        const event = new MessageEvent('message', { data })
        this.dispatchEvent(event)
        this.onmessage?.(event)
      },
      error: () => {
        const event = new Event('error')
        this.dispatchEvent(event)
        this.onerror?.(event)
      },
      close: (code, reason) => {
        this.#state = CLOSED
        const event = new ClosedEvent(code, reason)
        this.dispatchEvent(event)
        this.onclose?.(event)
      },
    })
  }

  get protocol(): string {
    return this.#channel.protocol
  }
  get readyState(): 0 | 1 | 2 | 3 {
    return this.#state === OPEN && !this.#channel.isOpen ? CLOSING : this.#state
  }
  get bufferedAmount(): number {
    return this.#channel.waitingBytes
  }

  send(data: Parameters<WebSocket['send']>[0]): void {
    if (data instanceof Uint8Array) this.#channel.send(data)
    else throw new TypeError('only bytes can be sent')
  }

  /** Ends the line; the protocol has no codes that a client closes with. */
  close(): void {
    if (this.#state >= CLOSING) return
    this.#state = CLOSING
    this.#channel.close()
  }
}

/** Stands for `WebSocket`: constructing it opens a channel. */
export const socketOver = (open: OpenChannel): typeof WebSocket =>
  class extends ChannelSocket {
    constructor(url: string | URL, protocols: string | string[] = []) {
      super(open, String(url), [protocols].flat())
    }
  }
