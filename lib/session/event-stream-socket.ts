/**
 * A WebSocket made of a stream of server-sent events and POST requests, for networks that break WebSockets.
 * It carries the same messages (docs/PROTOCOL.md, "The fallback") and has what y-websocket uses of a WebSocket.
 */

import { fromBase64 } from 'lib0/buffer'
import { createEncoder, toUint8Array, writeVarUint8Array } from 'lib0/encoding'
import { closeCodes, WRONG_ORIGIN } from '../protocol/close.ts'
import { tokenIn } from '../protocol/token-protocol.ts'
import { readEvents, type ServerEvent } from './event-stream.ts'

const CONNECTING = 0
const OPEN = 1
const CLOSING = 2
const CLOSED = 3
const ABNORMAL = 1006
const FORBIDDEN = 403
/** One POST carries what has gathered, up to this much: on a slow line the next one, with the answer to a ping, is not far. */
const MAX_BATCH_BYTES = 128 * 1024

/** `ws://host/sync/room?token=t` -> `http://host/sync-sse/room?token=t&protocol=p` */
export function streamAddress(url: string | URL, protocol: string): { readonly stream: URL; readonly post: string } {
  const stream = new URL(url)
  stream.protocol = stream.protocol === 'wss:' ? 'https:' : 'http:'
  stream.pathname = stream.pathname.replace(/\/sync\//, '/sync-sse/')
  const post = `${stream.origin}${stream.pathname}`
  if (protocol) stream.searchParams.set('protocol', protocol)
  return { stream, post }
}

export class EventStreamSocket extends EventTarget {
  readonly CONNECTING = CONNECTING
  readonly OPEN = OPEN
  readonly CLOSING = CLOSING
  readonly CLOSED = CLOSED
  readonly url: string
  readonly protocol: string
  readonly extensions = ''
  binaryType = 'arraybuffer'
  readyState: number = CONNECTING
  onopen: ((event: Event) => void) | null = null
  onmessage: ((event: MessageEvent) => void) | null = null
  onclose: ((event: Event) => void) | null = null
  onerror: ((event: Event) => void) | null = null
  readonly #post: string
  readonly #abort = new AbortController()
  #connection = ''
  #waiting: Uint8Array[] = []
  #waitingBytes = 0
  #isPosting = false
  /** The number of the last ping that no POST has answered yet. */
  #ping: string | null = null

  constructor(url: string | URL, protocols: string | string[] = '') {
    super()
    this.url = String(url)
    this.protocol = [protocols].flat()[0] ?? ''
    const { stream, post } = streamAddress(url, this.protocol)
    this.#post = post
    void this.#listen(stream, tokenIn([protocols].flat()))
  }

  get bufferedAmount(): number {
    return this.#waitingBytes
  }

  send(message: Uint8Array): void {
    if (this.readyState !== OPEN) return
    // The caller may reuse its buffer before the POST leaves.
    this.#waiting.push(message.slice())
    this.#waitingBytes += message.byteLength
    void this.#flush()
  }

  close(): void {
    this.#end(1000, '')
  }

  async #listen(stream: URL, token: string | null): Promise<void> {
    try {
      const response = await fetch(stream, {
        headers: token === null ? {} : { authorization: `Bearer ${token}` },
        signal: this.#abort.signal,
        cache: 'no-store',
        credentials: 'same-origin',
      })
      if (!response.ok || !response.body) return this.#refused(response)
      for await (const event of readEvents(response.body)) {
        if (this.readyState >= CLOSING) return
        this.#take(event)
      }
      this.#fail()
    } catch {
      // Cut, refused or aborted: one and the same to whoever waits for the socket.
      this.#fail()
    }
  }

  #take({ name, data }: ServerEvent): void {
    if (name === '') this.#emit(new MessageEvent('message', { data: fromBase64(data).slice().buffer }))
    else if (name === 'open') {
      this.#connection = String((JSON.parse(data) as { connection: unknown }).connection)
      this.readyState = OPEN
      this.#emit(new Event('open'))
    } else if (name === 'ping') {
      this.#ping = data
      void this.#flush()
    } else if (name === 'close') {
      const { code, reason } = JSON.parse(data) as { code: number; reason: string }
      this.#end(Number(code), String(reason))
    }
  }

  /** One POST at a time keeps the order; what gathers meanwhile goes with the next. */
  async #flush(): Promise<void> {
    if (this.#isPosting) return
    this.#isPosting = true
    try {
      while (this.readyState === OPEN && (this.#waiting.length > 0 || this.#ping !== null)) {
        const ping = this.#ping
        this.#ping = null
        const query = ping === null ? '' : `?pong=${encodeURIComponent(ping)}`
        const response = await fetch(`${this.#post}/${this.#connection}${query}`, {
          method: 'POST',
          body: this.#takeBatch(),
          headers: { 'content-type': 'application/octet-stream' },
          signal: this.#abort.signal,
          cache: 'no-store',
          credentials: 'same-origin',
        })
        if (!response.ok) return this.#refused(response)
      }
    } catch {
      this.#fail()
    } finally {
      this.#isPosting = false
    }
  }

  #takeBatch(): Uint8Array<ArrayBuffer> {
    const encoder = createEncoder()
    let taken = 0
    let bytes = 0
    for (const message of this.#waiting) {
      if (taken > 0 && bytes + message.byteLength > MAX_BATCH_BYTES) break
      writeVarUint8Array(encoder, message)
      bytes += message.byteLength
      taken += 1
    }
    this.#waiting = this.#waiting.slice(taken)
    this.#waitingBytes -= bytes
    return toUint8Array(encoder).slice()
  }

  /** A server that takes this page for a foreign one will go on doing so: trying again does not help. */
  async #refused(response: Response): Promise<void> {
    const problem = (await response.json().catch(() => null)) as { readonly code?: unknown } | null
    if (response.status === FORBIDDEN && problem?.code === WRONG_ORIGIN) this.#end(closeCodes.notAllowed, WRONG_ORIGIN)
    else this.#fail()
  }

  #fail(): void {
    if (this.readyState >= CLOSING) return
    this.#emit(new Event('error'))
    this.#end(ABNORMAL, '')
  }

  #end(code: number, reason: string): void {
    if (this.readyState >= CLOSING) return
    this.readyState = CLOSED
    this.#waiting = []
    this.#abort.abort()
    // A WebSocket never calls back from within its own `close()`.
    queueMicrotask(() => this.#emit(Object.assign(new Event('close'), { code, reason, wasClean: code !== ABNORMAL })))
  }

  #emit(event: Event): void {
    const handler = this[`on${event.type}` as 'onopen' | 'onclose' | 'onerror' | 'onmessage']
    this.dispatchEvent(event)
    handler?.call(this, event as MessageEvent)
  }
}
