/**
 * A channel made of a stream of server-sent events and POST requests, for networks that break WebSockets.
 * It carries the same messages (docs/PROTOCOL.md, "The fallback").
 */

import { fromBase64 } from 'lib0/buffer'
import { createEncoder, toUint8Array, writeVarUint8Array } from 'lib0/encoding'
import { closeCodes, WRONG_ORIGIN } from '../protocol/close.ts'
import { SUBPROTOCOLS } from '../protocol/messages.ts'
import { tokenIn } from '../protocol/token-protocol.ts'
import { ABNORMAL_CLOSE, type Channel, type ChannelAddress, type ChannelListener } from './channel.ts'
import { readEvents, type ServerEvent } from './event-stream.ts'
import type { StreamSharing } from './stream-sharing.ts'

const NORMAL_CLOSE = 1000
const FORBIDDEN = 403
/** `message@id`: what another tab's connection is told on this stream. */
const FOR = '@'
/** One POST carries what has gathered, up to this much: on a slow line the next one, with the answer to a ping, is not far. */
const MAX_BATCH_BYTES = 128 * 1024

/** `ws://host/sync/room?token=t` -> `http://host/sync-sse/room?token=t&protocol=p` */
export function streamAddress(
  url: string,
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

export class EventStreamChannel implements Channel {
  readonly protocol: string
  readonly #post: string
  readonly #abort = new AbortController()
  readonly #sharing: StreamSharing | null
  #state: 'connecting' | 'open' | 'closed' = 'connecting'
  #listener: ChannelListener | null = null
  #connection = ''
  #waiting: Uint8Array[] = []
  #waitingBytes = 0
  #isPosting = false
  /** The number of the last ping that no POST has answered yet. */
  #ping: string | null = null

  constructor({ url, protocols }: ChannelAddress, openSharing: OpenSharing = () => null) {
    this.protocol = protocols[0] ?? ''
    const { stream, post } = streamAddress(url, ...protocols.filter((each) => SUBPROTOCOLS.includes(each)))
    this.#post = post
    this.#sharing = openSharing(stream.origin)
    void this.#connect(stream, tokenIn(protocols))
  }

  get isOpen(): boolean {
    return this.#state === 'open'
  }
  get waitingBytes(): number {
    return this.#waitingBytes
  }

  listen(listener: ChannelListener): void {
    this.#listener = listener
  }

  send(message: Uint8Array): void {
    if (this.#state !== 'open') return
    // The caller may reuse its buffer before the POST leaves.
    this.#waiting.push(message.slice())
    this.#waitingBytes += message.byteLength
    void this.#flush()
  }

  close(): void {
    this.#end(NORMAL_CLOSE, '')
  }

  async #connect(stream: URL, token: string | null): Promise<void> {
    const sharing = this.#sharing
    const carrier = await sharing?.findCarrier()
    if (this.#state !== 'connecting') return
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
      if (!response.ok || this.#state !== 'connecting') return this.#state !== 'connecting'
      const { connection } = (await response.json()) as { connection: unknown }
      this.#take({ name: 'open', data: JSON.stringify({ connection }) })
      sharing.onEvent = (to, event) => to === connection && this.#state === 'open' && this.#take(event)
      for (const { to, event } of early) sharing.onEvent(to, event)
      return true
    } catch {
      return this.#state !== 'connecting'
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
        if (this.#state === 'closed') return
        this.#takeOrForward(event)
      }
      this.#fail()
    } catch {
      // Cut, refused or aborted: one and the same to whoever waits for the line.
      this.#fail()
    }
  }

  #take({ name, data }: ServerEvent): void {
    if (name === '') this.#listener?.message(fromBase64(data).slice().buffer)
    else if (name === 'open') {
      this.#connection = String((JSON.parse(data) as { connection: unknown }).connection)
      this.#state = 'open'
      this.#listener?.open()
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
      while (this.#state === 'open' && (this.#waiting.length > 0 || this.#ping !== null)) {
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
    if (this.#state === 'closed') return
    this.#listener?.error()
    this.#end(ABNORMAL_CLOSE, '')
  }

  #end(code: number, reason: string): void {
    if (this.#state === 'closed') return
    this.#state = 'closed'
    this.#waiting = []
    this.#abort.abort()
    this.#sharing?.close()
    // Nobody is called back from within their own `close()`.
    queueMicrotask(() => this.#listener?.close(code, reason))
  }
}
