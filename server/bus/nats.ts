/** The bus over NATS: one connection that says and hears. NATS keeps nothing of it. */
import {
  type NatsConnection,
  NatsConnectionImpl,
  type NodeConnectionOptions,
  type Subscription,
  setTransportFactory,
} from '@nats-io/transport-node'
import { NodeTransport, nodeResolveHost } from '@nats-io/transport-node/lib/node_transport.js'
import type { Clock } from '../../lib/base/clock.ts'
import { type RandomBytes, randomId } from '../../lib/base/ids.ts'
import { type BusAddress, hostWithPort, parseBusAddress, placeOf } from './address.ts'
import type { Bus } from './bus.ts'
import type { BusOptions } from './bus-options.ts'
import { createNumberedBus, type WireListener } from './numbered-bus.ts'
import { Assembly, cutIntoPieces } from './pieces.ts'
import { onceUp, type Starting, watchStart } from './starting.ts'
import { MAX_WAITING_BYTES, READY_WITHIN_MS, retryAfter, type Wire } from './wire.ts'

const DEFAULT_PORT = 4222
const CLOSE_WITHIN_MS = 1_000
/** So much is said before NATS is asked to confirm. */
const CONFIRM_BYTES = 256 * 1024
/** Far below what NATS takes at once (1 MiB): others have their turn between pieces, and each is a sign of life. */
const PIECE_BYTES = 128 * 1024
const SENDER_LENGTH = 16

type Attempt = NodeConnectionOptions & { readonly over: AbortSignal }

/**
 * The library (3.3.1) leaves the socket of a handshake that it gave up open, for as long as the other side likes. Here it is
 * closed when the attempt that it belongs to is over.
 */
class PromptTransport extends NodeTransport {
  override connect(host: Parameters<NodeTransport['connect']>[0], options: NodeConnectionOptions): Promise<void> {
    ;(options as Attempt).over.addEventListener('abort', () => {
      if (!this.connected) this.discard()
    })
    return super.connect(host, options)
  }
}

export function createNatsBus({ url, ca, ...options }: BusOptions): Promise<Bus> {
  const address = parseBusAddress(url, DEFAULT_PORT)
  if (!address) throw new Error('BUS_URL is not valid; allowed: nats://USER:PASSWORD@HOST,HOST')
  const { clock, random } = options
  const openWire = async (listener: WireListener): Promise<Wire> => {
    const wire = new NatsWire({ address, ca, clock, random, listener })
    return onceUp(wire, wire.isUpInTime, placeOf(address))
  }
  return createNumberedBus({ ...options, openWire })
}

/** Where it was said that it speaks TLS, it must; else it does if the server wants to. */
function connectTo(
  { scheme, user, password, hosts }: BusAddress,
  ca: string | null,
  over: AbortSignal,
): Promise<NatsConnection> {
  setTransportFactory({ factory: () => new PromptTransport(), dnsResolveFn: nodeResolveHost })
  const attempt: Attempt = {
    over,
    servers: hosts.map(hostWithPort),
    name: 'inkroom',
    timeout: READY_WITHIN_MS,
    // A connection that is lost is replaced as a whole: what the library would keep for the next one is old by then.
    reconnect: false,
    ...(scheme === 'tls:' ? { tls: ca === null ? {} : { ca } } : {}),
    ...(user === null ? {} : password === null ? { token: user } : { user, pass: password }),
  }
  return NatsConnectionImpl.connect(attempt)
}

interface Channel {
  /** Whom to tell that it is heard, once. */
  heard: (() => void) | null
  subscription: Subscription | null
}

interface NatsWireOptions {
  readonly address: BusAddress
  readonly ca: string | null
  readonly clock: Clock
  readonly random: RandomBytes
  readonly listener: WireListener
}

class NatsWire implements Wire {
  readonly isUpInTime: Promise<boolean>
  reason = 'no answer'
  readonly #options: NatsWireOptions
  readonly #prefix: string
  readonly #sender: string
  readonly #channels = new Map<string, Channel>()
  readonly #assembly = new Assembly((sender) => {
    if (sender === this.#sender) this.#options.listener.echoed()
  })
  readonly #starting: Starting
  #connection: NatsConnection | null = null
  #isHearing = false
  #isClosed = false
  #endPause = (): void => {}
  #endAttempt = (): void => {}
  /** Bytes that NATS has not confirmed yet. */
  #unconfirmed = 0
  #isConfirming = false
  #lastNth = 0

  constructor(options: NatsWireOptions) {
    this.#options = options
    // Installations that share a NATS keep apart by the path of the address, as by the database of a Redis.
    this.#prefix = `inkroom.${options.address.path || '0'}.`
    this.#sender = randomId(SENDER_LENGTH, options.random)
    this.#starting = watchStart(options.clock, () => this.isUp)
    this.isUpInTime = this.#starting.isUpInTime
    void this.#stayConnected()
  }

  get isUp(): boolean {
    return this.#isHearing
  }

  publish(channel: string, message: Uint8Array): boolean {
    const connection = this.#connection
    if (!connection || !this.#isHearing || connection.isClosed() || this.#unconfirmed > MAX_WAITING_BYTES) return false
    const maxBytes = Math.min(PIECE_BYTES, connection.info?.max_payload ?? PIECE_BYTES)
    const pieces = cutIntoPieces(message, { sender: this.#sender, nth: ++this.#lastNth, maxBytes })
    for (const piece of pieces ?? []) connection.publish(this.#prefix + channel, piece)
    this.#confirm(connection, message.length)
    return pieces !== null
  }

  subscribe(channel: string, heard: () => void): void {
    const known: Channel = { heard, subscription: null }
    this.#channels.set(channel, known)
    const connection = this.#connection
    if (!connection || connection.isClosed()) return
    this.#listen(connection, channel, known)
    connection.flush().then(
      () => this.#tellHeard(channel, known),
      () => {}, // The connection is gone; the next one listens to everything again.
    )
  }

  unsubscribe(channel: string): void {
    const connection = this.#connection
    if (connection && !connection.isClosed()) this.#channels.get(channel)?.subscription?.unsubscribe()
    this.#channels.delete(channel)
  }

  reset(): void {
    void this.#connection?.close()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#endPause()
    this.#endAttempt()
    const connection = this.#connection
    if (!connection) return
    // What was said last, the goodbye, still goes out.
    await this.#within(CLOSE_WITHIN_MS, connection, connection.flush())
    await connection.close()
  }

  /** False when it took too long, or the connection ended before. */
  async #within(ms: number, connection: NatsConnection, work: Promise<unknown>): Promise<boolean> {
    let cancel = (): void => {}
    const late = new Promise<boolean>((resolve) => {
      cancel = this.#options.clock.after(ms, () => resolve(false))
    })
    const ended = connection.closed().then(() => false)
    const done = await Promise.race([work.then(() => true).catch(() => false), ended, late])
    cancel()
    return done
  }

  async #stayConnected(): Promise<void> {
    let failures = 0
    while (!this.#isClosed) {
      const connection = await this.#connect()
      const wasOfUse = connection !== null && (await this.#serve(connection))
      failures = wasOfUse ? 0 : failures + 1
      if (this.#isClosed) return
      await new Promise<void>((resolve) => {
        const cancel = this.#options.clock.after(retryAfter(failures + 1), resolve)
        this.#endPause = () => {
          cancel()
          resolve()
        }
      })
    }
  }

  async #connect(): Promise<NatsConnection | null> {
    const { address, ca, clock } = this.#options
    const over = new AbortController()
    const late = new Promise<null>((resolve) => {
      over.signal.addEventListener('abort', () => resolve(null))
    })
    this.#endAttempt = () => over.abort()
    const cancel = clock.after(READY_WITHIN_MS * address.hosts.length, () => {
      this.reason = 'connected, and no answer'
      over.abort()
    })
    const connecting = connectTo(address, ca, over.signal).then(
      (connection) => {
        if (!over.signal.aborted) return connection
        void connection.close()
        return null
      },
      (error: Error) => {
        if (!over.signal.aborted) this.reason = error.message
        return null
      },
    )
    const connection = await Promise.race([connecting, late])
    cancel()
    over.abort()
    return connection
  }

  /** Until it ends; false when it never was of use. */
  async #serve(connection: NatsConnection): Promise<boolean> {
    const { listener } = this.#options
    this.#connection = connection
    this.#unconfirmed = 0
    this.#isConfirming = false
    const channels = [...this.#channels]
    for (const [channel, known] of channels) this.#listen(connection, channel, known)
    const isOfUse = await this.#within(READY_WITHIN_MS, connection, connection.flush())
    if (isOfUse && !this.#isClosed) {
      for (const [channel, known] of channels) this.#tellHeard(channel, known)
      this.#isHearing = true
      this.#starting.look()
      listener.up()
      await connection.closed()
      this.#isHearing = false
    } else await connection.close()
    this.#connection = null
    this.#assembly.clear()
    if (this.#unconfirmed > 0) listener.dropped()
    return isOfUse
  }

  #listen(connection: NatsConnection, channel: string, known: Channel): void {
    const { listener } = this.#options
    known.subscription = connection.subscribe(this.#prefix + channel, {
      callback: (error, message) => {
        if (error) {
          // Not allowed here: without hearing there is no bus.
          this.reason = error.message
          void connection.close()
          return
        }
        const whole = this.#assembly.take(channel, message.data)
        if (whole) listener.receive(channel, whole)
      },
    })
  }

  #tellHeard(channel: string, known: Channel): void {
    const { heard } = known
    known.heard = null
    if (this.#channels.get(channel) === known) heard?.()
  }

  /** One question at a time: what was said before it has arrived when it is answered. */
  #confirm(connection: NatsConnection, bytes: number): void {
    this.#unconfirmed += bytes
    if (this.#isConfirming || this.#unconfirmed < CONFIRM_BYTES) return
    const asked = this.#unconfirmed
    this.#isConfirming = true
    connection.flush().then(
      () => {
        if (connection !== this.#connection) return
        this.#unconfirmed -= asked
        this.#isConfirming = false
      },
      () => {}, // The connection is gone, and its count with it.
    )
  }
}
