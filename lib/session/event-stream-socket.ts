/**
 * A WebSocket made of a stream of server-sent events and POST requests, for networks that break WebSockets.
 * It carries the same messages (docs/PROTOCOL.md, "The fallback") and has what y-websocket uses of a WebSocket.
 */

import { fromBase64 } from 'lib0/buffer'
import { createEncoder, toUint8Array, writeVarUint8Array } from 'lib0/encoding'
import { closeCodes, WRONG_ORIGIN } from '../protocol/close.ts'
import { SUBPROTOCOLS } from '../protocol/messages.ts'
import { tokenIn } from '../protocol/token-protocol.ts'
import { readEvents, type ServerEvent } from './event-stream.ts'
import type { StreamSharing } from './stream-sharing.ts'

const CONNECTING = 0
const OPEN = 1
const CLOSING = 2
const CLOSED = 3
const ABNORMAL = 1006
const FORBIDDEN = 403
/** `message@id`: what another tab's connection is told on this stream. */
const FOR = '@'
/** One POST carries what has gathered, up to this much: on a slow line the next one, with the answer to a ping, is not far. */
const MAX_BATCH_BYTES = 128 * 1024

/** `ws://host/sync/room?token=t` -> `http://host/sync-sse/room?token=t&protocol=p` */
export function streamAddress(
  url: string | URL,
  ...protocols: readonly string[]
): { readonly stream: URL; readonly post: string } {
  const stream = new URL(url)
  stream.protocol = stream.protocol === 'wss:' ? 'https:' : 'http:'
  stream.pathname = stream.pathname.replace(/\/sync\//, '/sync-sse/')
  const post = `${stream.origin}${stream.pathname}`
  // The oldest first: a server that knows one only looks at that.
  for (const protocol of [...protocols].reverse()) if (protocol) stream.searchParams.append('protocol', protocol)
  return { stream, post }
}

/** Opens the channel to the other tabs that use this server; null where there are none. */
export type OpenSharing = (origin: string) => StreamSharing | null

/** The sockets of one transport; all of them share with the same other tabs. */
export const eventStreamSockets = (openSharing: OpenSharing) =>
  class extends EventStreamSocket {
    constructor(url: string | URL, protocols: string | string[] = '') {
      super(url, protocols, openSharing)
    }
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

  #sharing: StreamSharing | null = null

  constructor(url: string | URL, protocols: string | string[] = '', openSharing: OpenSharing = () => null) {
    super()
    this.url = String(url)
    this.protocol = [protocols].flat()[0] ?? ''
    const { stream, post } = streamAddress(url, ...[protocols].flat().filter((each) => SUBPROTOCOLS.includes(each)))
    this.#post = post
    this.#sharing = openSharing(stream.origin)
    void this.#connect(stream, tokenIn([protocols].flat()))
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

  async #connect(stream: URL, token: string | null): Promise<void> {
    const sharing = this.#sharing
    const carrier = await sharing?.findCarrier()
    if (this.readyState !== CONNECTING) return
    // Whoever was named may be gone, or at another server.
    if (carrier && (await this.#ride(stream, carrier, token))) return
    await this.#listen(stream, token)
  }

  /** Has the stream of another tab bring what is for this one. False when that cannot be. */
  async #ride(stream: URL, carrier: string, token: string | null): Promise<boolean> {
    const sharing = this.#sharing
    if (!sharing) return false
    const early: { readonly to: string; readonly event: ServerEvent }[] = []
    sharing.onEvent = (to, event) => early.push({ to, event })
    sharing.onGone = (connection) => connection === carrier && this.#fail()
    try {
      const url = new URL(stream)
      url.searchParams.set('via', carrier)
      const response = await fetch(url, {
        headers: token === null ? {} : { authorization: `Bearer ${token}` },
        signal: this.#abort.signal,
        cache: 'no-store',
        credentials: 'same-origin',
      })
      if (!response.ok || this.readyState !== CONNECTING) return this.readyState !== CONNECTING
      const { connection } = (await response.json()) as { connection: unknown }
      this.#take({ name: 'open', data: JSON.stringify({ connection }) })
      sharing.onEvent = (to, event) => to === connection && this.readyState === OPEN && this.#take(event)
      for (const { to, event } of early) sharing.onEvent(to, event)
      return true
    } catch {
      return this.readyState !== CONNECTING
    }
  }

  /** This tab's stream may bring what is for others. */
  #takeOrForward(event: ServerEvent): void {
    const at = event.name.indexOf(FOR)
    if (at < 0) {
      this.#take(event)
      if (event.name === 'open') this.#sharing?.carry(this.#connection)
      return
    }
    const name = event.name.slice(0, at)
    this.#sharing?.forward(event.name.slice(at + 1), { name: name === 'message' ? '' : name, data: event.data })
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
        this.#takeOrForward(event)
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
    this.#sharing?.close()
    // A WebSocket never calls back from within its own `close()`.
    queueMicrotask(() => this.#emit(Object.assign(new Event('close'), { code, reason, wasClean: code !== ABNORMAL })))
  }

  #emit(event: Event): void {
    const handler = this[`on${event.type}` as 'onopen' | 'onclose' | 'onerror' | 'onmessage']
    this.dispatchEvent(event)
    handler?.call(this, event as MessageEvent)
  }
}
