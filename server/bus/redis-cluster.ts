/**
 * The bus over a Redis cluster: a room's channel lives on the one node that has its slot (sharded publish and subscribe of
 * Redis 7), so that each node carries its share; what all processes have to hear goes to every node by itself.
 */
import { Redis, type RedisOptions } from 'ioredis'
import type { Clock } from '../../lib/base/clock.ts'
import { type BusAddress, type BusHost, hostWithPort, parseBusAddress, placeOf } from './address.ts'
import type { Bus } from './bus.ts'
import type { BusOptions } from './bus-options.ts'
import { createNumberedBus, type WireListener } from './numbered-bus.ts'
import { connectionOptions, RedisWire } from './redis-wire.ts'
import { onceUp, type Starting, watchStart } from './starting.ts'
import { ROOM_CHANNEL, type Wire } from './wire.ts'

const DEFAULT_PORT = 6379
const SLOTS = 16_384
/** While something is missing or has moved, where the slots are is asked so often; else seldom. */
const LOOK_MS = 250
const LOOKS_WHEN_WELL = 40
/** Each node is asked for a sign of life. */
const PROBE_MS = 2_500

/** Where a name lives: CRC16 (XMODEM), as the cluster's own rule says. Ours have no braces, which would mean a part. */
export function slotOf(name: string): number {
  let crc = 0
  for (const byte of Buffer.from(name)) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : crc << 1
  }
  return crc % SLOTS
}

interface Range {
  readonly from: number
  readonly to: number
  readonly node: BusHost
}

/** What CLUSTER SLOTS answers; a node without a name of its own is the one that was asked. */
function readRanges(answer: unknown, asked: BusHost): readonly Range[] {
  if (!Array.isArray(answer)) return []
  return answer.flatMap((line): Range[] => {
    if (!Array.isArray(line) || !Array.isArray(line[2])) return []
    const [from, to, [host, port]] = line
    if (![from, to, port].every((value) => Number.isInteger(value))) return []
    return [{ from, to, node: { host: typeof host === 'string' && host !== '' ? host : asked.host, port } }]
  })
}

export function createRedisClusterBus({ url, ca, ...options }: BusOptions): Promise<Bus> {
  const address = parseBusAddress(url, DEFAULT_PORT)
  if (!address) throw new Error('BUS_URL is not valid; allowed: redis+cluster://USER:PASSWORD@HOST,HOST/NAME')
  const openWire = async (listener: WireListener): Promise<Wire> => {
    const wire = new ClusterWire({ address, ca, clock: options.clock, listener })
    return onceUp(wire, wire.isUpInTime, placeOf(address))
  }
  return createNumberedBus({ ...options, openWire })
}

interface ClusterWireOptions {
  readonly address: BusAddress
  readonly ca: string | null
  readonly clock: Clock
  readonly listener: WireListener
}

interface Channel {
  heard: (() => void) | null
  /** Where it is subscribed now. */
  node: RedisWire | null
}

class ClusterWire implements Wire {
  readonly isUpInTime: Promise<boolean>
  readonly #options: ClusterWireOptions
  readonly #prefix: string
  readonly #starting: Starting
  readonly #nodes = new Map<string, { readonly host: BusHost; readonly wire: RedisWire }>()
  readonly #channels = new Map<string, Channel>()
  #ranges: readonly Range[] = []
  #reason = 'no answer'
  #mustLook = true
  #isLooking = false
  #looks = 0
  #isClosed = false
  readonly #stop: readonly (() => void)[]

  constructor(options: ClusterWireOptions) {
    this.#options = options
    this.#prefix = `inkroom:${options.address.path || '0'}:`
    this.#starting = watchStart(options.clock, () => this.isUp)
    this.isUpInTime = this.#starting.isUpInTime
    this.#stop = [
      options.clock.every(LOOK_MS, () => this.#lookIfNeeded()),
      options.clock.every(PROBE_MS, () => {
        for (const { wire } of this.#nodes.values()) wire.probe()
      }),
    ]
    void this.#look()
  }

  get isUp(): boolean {
    const covered = this.#ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0)
    return covered === SLOTS && [...this.#nodes.values()].every(({ wire }) => wire.isUp)
  }

  get reason(): string {
    const silent = [...this.#nodes.values()].find(({ wire }) => !wire.isUp)
    return silent ? `${hostWithPort(silent.host)}: ${silent.wire.reason}` : this.#reason
  }

  publish(channel: string, message: Uint8Array): boolean {
    const nodes = this.#nodesOf(channel)
    const node = nodes.find((wire) => wire.isUp) ?? nodes[0]
    return node?.publish(channel, message) ?? false
  }

  subscribe(channel: string, heard: () => void): void {
    const known: Channel = { heard, node: null }
    this.#channels.set(channel, known)
    this.#listen(channel, known)
  }

  unsubscribe(channel: string): void {
    this.#channels.get(channel)?.node?.unsubscribe(channel)
    this.#channels.delete(channel)
  }

  reset(): void {
    for (const { wire } of this.#nodes.values()) wire.reset()
    this.#mustLook = true
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const stop of this.#stop) stop()
    await Promise.all([...this.#nodes.values()].map(({ wire }) => wire.close()))
  }

  /** All of them for what goes everywhere. */
  #nodesOf(channel: string): readonly RedisWire[] {
    if (!channel.startsWith(ROOM_CHANNEL)) return [...this.#nodes.values()].map(({ wire }) => wire)
    const slot = slotOf(this.#prefix + channel)
    const range = this.#ranges.find(({ from, to }) => from <= slot && slot <= to)
    const node = range && this.#nodes.get(hostWithPort(range.node))
    return node ? [node.wire] : []
  }

  #listen(channel: string, known: Channel): void {
    const isMove = known.node !== null
    const nodes = this.#nodesOf(channel)
    const isEverywhere = !channel.startsWith(ROOM_CHANNEL)
    if (!isEverywhere) {
      if (nodes[0] === known.node) return
      known.node?.unsubscribe(channel)
      known.node = nodes[0] ?? null
    }
    for (const node of nodes) {
      node.subscribe(channel, () => {
        const { heard } = known
        known.heard = null
        if (this.#channels.get(channel) !== known) return
        heard?.()
        // Nobody knows what was said there before.
        if (isMove) this.#options.listener.up()
      })
    }
  }

  #lookIfNeeded(): void {
    this.#looks += 1
    if (this.#mustLook || !this.isUp || this.#looks % LOOKS_WHEN_WELL === 0) void this.#look()
  }

  #connectTo({ host, port }: BusHost, more: RedisOptions = {}): Redis {
    const { address, ca } = this.#options
    const { user, password, scheme } = address
    return new Redis({
      ...connectionOptions,
      host,
      port,
      ...(user ? { username: user } : {}),
      ...(password === null ? {} : { password }),
      ...(scheme.startsWith('rediss') ? { tls: ca === null ? {} : { ca } } : {}),
      ...more,
    })
  }

  /** Asks where the slots are: nodes that were up first, then the others, then those of the address. */
  async #look(): Promise<void> {
    if (this.#isLooking || this.#isClosed) return
    this.#isLooking = true
    this.#mustLook = false
    const known = [...this.#nodes.values()].sort((a, b) => Number(b.wire.isUp) - Number(a.wire.isUp))
    for (const host of [...known.map((node) => node.host), ...this.#options.address.hosts]) {
      const ranges = await this.#ask(host)
      if (ranges.length === 0) continue
      if (!this.#isClosed) this.#take(ranges)
      break
    }
    this.#isLooking = false
  }

  async #ask(host: BusHost): Promise<readonly Range[]> {
    const client = this.#connectTo(host, { retryStrategy: () => null })
    client.on('error', (error: Error) => {
      this.#reason = error.message
    })
    try {
      const isReady = await new Promise<boolean>((resolve) => {
        const cancel = this.#options.clock.after(connectionOptions.connectTimeout ?? 0, () => resolve(false))
        for (const [event, answer] of [
          ['ready', true],
          ['end', false],
        ] as const) {
          client.once(event, () => {
            cancel()
            resolve(answer)
          })
        }
      })
      return isReady ? readRanges(await client.cluster('SLOTS'), host) : []
    } catch (error) {
      this.#reason = (error as Error).message
      return []
    } finally {
      client.disconnect()
    }
  }

  #take(ranges: readonly Range[]): void {
    const { clock, listener } = this.#options
    this.#ranges = ranges
    const hosts = new Map(ranges.map(({ node }) => [hostWithPort(node), node]))
    for (const [name, { wire }] of [...this.#nodes]) {
      if (hosts.has(name)) continue
      this.#nodes.delete(name)
      void wire.close()
    }
    const isNew = [...hosts.keys()].some((name) => !this.#nodes.has(name))
    for (const [name, host] of hosts) {
      if (this.#nodes.has(name)) continue
      const wire = new RedisWire({
        connect: () => this.#connectTo(host),
        prefix: this.#prefix,
        clock,
        listener,
        cluster: {
          onMoved: () => {
            this.#mustLook = true
          },
        },
        onReady: () => this.#starting.look(),
      })
      this.#nodes.set(name, { host, wire })
    }
    for (const [channel, known] of this.#channels) {
      if (isNew || channel.startsWith(ROOM_CHANNEL)) this.#listen(channel, known)
    }
  }
}
