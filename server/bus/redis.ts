/** The bus over Redis: one connection that says, one that hears. Redis keeps nothing of it. */
import { Redis, type RedisOptions } from 'ioredis'
import type { Clock } from '../../lib/base/clock.ts'
import { parseBusAddress, placeOf } from './address.ts'
import type { Bus } from './bus.ts'
import type { BusOptions } from './bus-options.ts'
import { createNumberedBus, type WireListener } from './numbered-bus.ts'
import { BusUnreachable, watchStart } from './starting.ts'
import type { Wire } from './wire.ts'

const CONNECT_TIMEOUT_MS = 5_000
/** From the attempt to being of use; whatever swallows a handshake would be waited for without end. */
const READY_WITHIN_MS = 8_000
const RETRY_STEP_MS = 50
const MAX_RETRY_MS = 1_000
/** What the connection that says may hold back; more is dropped, and everyone rereads. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024
const SUBSCRIBE_AT_ONCE = 1_000
const SENTINEL_PORT = 26_379

const options: RedisOptions = {
  connectTimeout: CONNECT_TIMEOUT_MS,
  sentinelCommandTimeout: CONNECT_TIMEOUT_MS,
  retryStrategy: (times) => Math.min(MAX_RETRY_MS, times * RETRY_STEP_MS),
  sentinelRetryStrategy: (times) => Math.min(MAX_RETRY_MS, times * RETRY_STEP_MS),
  // What cannot be said now is not said later: by then it is old.
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
  maxRetriesPerRequest: 0,
  keepAlive: CONNECT_TIMEOUT_MS,
}

interface RedisPlace {
  readonly name: string
  /** Installations that share a Redis keep apart by the number of its database: channels know none by themselves. */
  readonly database: string
  connect(): Redis
}

export function createRedisBus({ url, ca, ...rest }: BusOptions): Promise<Bus> {
  const place = url.includes('+sentinel:') ? behindSentinels(url, ca) : byItself(url, ca)
  return createNumberedBus({ ...rest, openWire: (listener) => openRedisWire(place, listener, rest.clock) })
}

function byItself(url: string, ca: string | null): RedisPlace {
  const { protocol, host, pathname } = new URL(url)
  return {
    name: `${protocol}//${host}`,
    database: /^\/(\d+)$/.exec(pathname)?.[1] ?? '0',
    connect: () => new Redis(url, { ...options, ...(ca === null ? {} : { tls: { ca } }) }),
  }
}

/** Sentinels are asked anew at each connection, and a server that is no master any more is left. */
function behindSentinels(url: string, ca: string | null): RedisPlace {
  const address = parseBusAddress(url, SENTINEL_PORT)
  const [, name, database = '0'] = /^([^/]+)(?:\/(\d+))?$/.exec(address?.path ?? '') ?? []
  if (!address || name === undefined) {
    throw new Error('BUS_URL is not valid; allowed: redis+sentinel://USER:PASSWORD@HOST,HOST/NAME-OF-THE-MASTER')
  }
  const tls = ca === null ? {} : { ca }
  const { user, password } = address
  return {
    name: placeOf(address),
    database,
    connect: () =>
      new Redis({
        ...options,
        sentinels: [...address.hosts],
        name,
        ...(user ? { username: user } : {}),
        ...(password === null ? {} : { password, sentinelPassword: password }),
        ...(address.scheme.startsWith('rediss') ? { tls, sentinelTLS: tls, enableTLSForSentinelMode: true } : {}),
      }),
  }
}

async function openRedisWire(place: RedisPlace, listener: WireListener, clock: Clock): Promise<Wire> {
  const prefix = `inkroom:${place.database}:`
  const speaker = place.connect()
  const hearer = place.connect()
  /** By channel: whom to tell that it is heard, once. */
  const channels = new Map<string, (() => void) | null>()
  let isHearing = false
  let reason = 'no answer'
  let letHearerStay = (): void => {}

  for (const connection of [speaker, hearer]) {
    connection.on('error', (error: Error) => {
      reason = error.message
    })
  }
  for (const connection of [speaker, hearer]) {
    let cancel: (() => void) | null = null
    const forget = (): void => {
      cancel?.()
      cancel = null
    }
    connection.on('connecting', () => {
      forget()
      cancel = clock.after(READY_WITHIN_MS, () => {
        cancel = null
        reason = 'connected, and no answer'
        connection.disconnect(true)
      })
    })
    // Whoever hears is of use once it is subscribed.
    if (connection === speaker) connection.on('ready', forget)
    else letHearerStay = forget
    connection.on('end', forget)
  }
  hearer.on('messageBuffer', (channel: Buffer, message: Buffer) =>
    listener.receive(channel.toString('utf8').slice(prefix.length), message),
  )
  hearer.on('close', () => {
    isHearing = false
  })
  hearer.on('ready', () => void hearAll())

  function tellHeard(names: readonly string[]): void {
    for (const name of names) {
      const heard = channels.get(name)
      if (!heard) continue
      channels.set(name, null)
      heard()
    }
  }

  async function hear(names: readonly string[]): Promise<boolean> {
    try {
      await hearer.subscribe(...names.map((name) => prefix + name))
    } catch {
      // The connection is gone; the next one subscribes to everything again.
      return false
    }
    tellHeard(names)
    return true
  }

  async function hearAll(): Promise<void> {
    const names = [...channels.keys()]
    for (let i = 0; i < names.length; i += SUBSCRIBE_AT_ONCE) {
      if (!(await hear(names.slice(i, i + SUBSCRIBE_AT_ONCE)))) return
    }
    isHearing = true
    letHearerStay()
    starting.look()
    listener.up()
  }

  const wire: Wire = {
    get isUp() {
      return isHearing && speaker.status === 'ready'
    },
    publish(channel, message) {
      if (speaker.status !== 'ready' || speaker.stream.writableLength > MAX_WAITING_BYTES) return false
      speaker.publish(prefix + channel, asBuffer(message)).catch(() => listener.dropped())
      return true
    },
    subscribe(channel, heard) {
      channels.set(channel, heard)
      if (hearer.status === 'ready') void hear([channel])
    },
    unsubscribe(channel) {
      channels.delete(channel)
      if (hearer.status === 'ready') hearer.unsubscribe(prefix + channel).catch(() => {})
    },
    reset() {
      for (const connection of [speaker, hearer]) connection.disconnect(true)
    },
    async close() {
      hearer.disconnect()
      // What was said last, the goodbye, still goes out.
      if (speaker.status === 'ready') await speaker.quit().catch(() => {})
      speaker.disconnect()
    },
  }
  const starting = watchStart(clock, () => wire.isUp)
  speaker.on('ready', starting.look)
  if (await starting.isUpInTime) return wire
  await wire.close()
  throw new BusUnreachable(place.name, reason)
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
