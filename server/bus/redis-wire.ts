/** A wire over one Redis: one connection that says, one that hears. Redis keeps nothing of it. */
import type { Redis, RedisOptions } from 'ioredis'
import type { Clock } from '../../lib/base/clock.ts'
import type { WireListener } from './numbered-bus.ts'
import { MAX_WAITING_BYTES, READY_WITHIN_MS, ROOM_CHANNEL, retryAfter, type Wire } from './wire.ts'

const CONNECT_TIMEOUT_MS = 5_000
const SUBSCRIBE_AT_ONCE = 1_000

export const connectionOptions: RedisOptions = {
  connectTimeout: CONNECT_TIMEOUT_MS,
  sentinelCommandTimeout: CONNECT_TIMEOUT_MS,
  retryStrategy: retryAfter,
  sentinelRetryStrategy: retryAfter,
  // What cannot be said now is not said later: by then it is old.
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
  maxRetriesPerRequest: 0,
  keepAlive: CONNECT_TIMEOUT_MS,
}

export interface RedisWireOptions {
  readonly connect: () => Redis
  readonly prefix: string
  readonly clock: Clock
  readonly listener: Omit<WireListener, 'echoed'>
  /** In a cluster: a room's channel lives on one node, which `onMoved` says that this is not any more. */
  readonly cluster?: { readonly onMoved: () => void }
  /** Whenever it may have come up. */
  readonly onReady?: () => void
}

export class RedisWire implements Wire {
  reason = 'no answer'
  readonly #options: RedisWireOptions
  readonly #speaker: Redis
  readonly #hearer: Redis
  /** By channel: whom to tell that it is heard, once. */
  readonly #channels = new Map<string, (() => void) | null>()
  /** In a cluster: what this node did not take, to be tried again. */
  readonly #refused = new Set<string>()
  #isHearing = false
  #letHearerStay = (): void => {}

  constructor(options: RedisWireOptions) {
    this.#options = options
    this.#speaker = options.connect()
    this.#hearer = options.connect()
    for (const connection of [this.#speaker, this.#hearer]) this.#watch(connection)
    this.#speaker.on('ready', () => options.onReady?.())
    const receive = (channel: Buffer, message: Buffer): void =>
      options.listener.receive(channel.toString('utf8').slice(options.prefix.length), message)
    this.#hearer.on('messageBuffer', receive)
    this.#hearer.on('smessageBuffer', receive)
    this.#hearer.on('moved', () => options.cluster?.onMoved())
    this.#hearer.on('close', () => {
      this.#isHearing = false
    })
    this.#hearer.on('ready', () => void this.#hearAll())
  }

  get isUp(): boolean {
    return this.#isHearing && this.#speaker.status === 'ready'
  }

  publish(channel: string, message: Uint8Array): boolean {
    const speaker = this.#speaker
    if (speaker.status !== 'ready' || speaker.stream.writableLength > MAX_WAITING_BYTES) return false
    const name = this.#options.prefix + channel
    const bytes = asBuffer(message)
    const said = this.#isSharded(channel) ? speaker.spublish(name, bytes) : speaker.publish(name, bytes)
    said.catch((error: Error) => {
      this.#options.listener.dropped()
      if (error.message.startsWith('MOVED')) this.#options.cluster?.onMoved()
    })
    return true
  }

  subscribe(channel: string, heard: () => void): void {
    this.#channels.set(channel, heard)
    if (this.#hearer.status === 'ready') void this.#hear([channel])
  }

  unsubscribe(channel: string): void {
    this.#channels.delete(channel)
    this.#refused.delete(channel)
    if (this.#hearer.status !== 'ready') return
    const name = this.#options.prefix + channel
    const gone = this.#isSharded(channel) ? this.#hearer.sunsubscribe(name) : this.#hearer.unsubscribe(name)
    gone.catch(() => {})
  }

  reset(): void {
    for (const connection of [this.#speaker, this.#hearer]) connection.disconnect(true)
  }

  /** In a cluster, where nobody hears itself at each node: connects anew what is silent, tries again what was refused. */
  probe(): void {
    if (this.#refused.size > 0 && this.#isHearing) {
      const again = [...this.#refused]
      this.#refused.clear()
      void this.#hear(again).then((isDone) => isDone && this.#options.listener.up())
    }
    for (const connection of [this.#speaker, this.#hearer]) {
      if (connection.status !== 'ready') continue
      const cancel = this.#options.clock.after(READY_WITHIN_MS, () => connection.disconnect(true))
      connection.ping().then(cancel, cancel)
    }
  }

  async close(): Promise<void> {
    this.#hearer.disconnect()
    // What was said last, the goodbye, still goes out.
    if (this.#speaker.status === 'ready') await this.#speaker.quit().catch(() => {})
    this.#speaker.disconnect()
  }

  #isSharded(channel: string): boolean {
    return this.#options.cluster !== undefined && channel.startsWith(ROOM_CHANNEL)
  }

  #watch(connection: Redis): void {
    let cancel: (() => void) | null = null
    const forget = (): void => {
      cancel?.()
      cancel = null
    }
    connection.on('error', (error: Error) => {
      this.reason = error.message
    })
    connection.on('connecting', () => {
      forget()
      cancel = this.#options.clock.after(READY_WITHIN_MS, () => {
        cancel = null
        this.reason = 'connected, and no answer'
        connection.disconnect(true)
      })
    })
    // Whoever hears is of use once it is subscribed.
    if (connection === this.#speaker) connection.on('ready', forget)
    else this.#letHearerStay = forget
    connection.on('end', forget)
  }

  /** False when the connection is gone; the next one subscribes to everything again. */
  async #hear(channels: readonly string[]): Promise<boolean> {
    const { prefix } = this.#options
    const sharded = channels.filter((channel) => this.#isSharded(channel))
    const others = channels.filter((channel) => !this.#isSharded(channel))
    try {
      if (others.length > 0) await this.#hearer.subscribe(...others.map((channel) => prefix + channel))
      this.#tellHeard(others)
      // One by one, as those of a command have to live in one slot; what has moved is told of by the connection.
      const isThere = await Promise.all(sharded.map((channel) => this.#hearSharded(channel)))
      this.#tellHeard(sharded.filter((_, i) => isThere[i]))
    } catch {
      return false
    }
    return true
  }

  async #hearSharded(channel: string): Promise<boolean> {
    try {
      await this.#hearer.ssubscribe(this.#options.prefix + channel)
      return true
    } catch (error) {
      if (this.#hearer.status !== 'ready') throw error
      this.#refused.add(channel)
      return false
    }
  }

  async #hearAll(): Promise<void> {
    const channels = [...this.#channels.keys()]
    for (let i = 0; i < channels.length; i += SUBSCRIBE_AT_ONCE) {
      if (!(await this.#hear(channels.slice(i, i + SUBSCRIBE_AT_ONCE)))) return
    }
    this.#isHearing = true
    this.#letHearerStay()
    this.#options.onReady?.()
    this.#options.listener.up()
  }

  #tellHeard(channels: readonly string[]): void {
    for (const channel of channels) {
      const heard = this.#channels.get(channel)
      if (!heard) continue
      this.#channels.set(channel, null)
      heard()
    }
  }
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
