/** The bus over Redis: one connection that says, one that hears. Redis keeps nothing of it. */
import { Redis, type RedisOptions } from 'ioredis'
import type { Clock } from '../../lib/base/clock.ts'
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

export function createRedisBus({ url, ca, ...options }: BusOptions): Promise<Bus> {
  return createNumberedBus({ ...options, openWire: (listener) => openRedisWire(url, ca, listener, options.clock) })
}

/** Installations that share a Redis keep apart by the number of its database: channels know none by themselves. */
function prefixOf(url: string): string {
  const database = /^\/(\d+)$/.exec(new URL(url).pathname)?.[1] ?? '0'
  return `inkroom:${database}:`
}

async function openRedisWire(url: string, ca: string | null, listener: WireListener, clock: Clock): Promise<Wire> {
  const options: RedisOptions = {
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: (times) => Math.min(MAX_RETRY_MS, times * RETRY_STEP_MS),
    // What cannot be said now is not said later: by then it is old.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    keepAlive: CONNECT_TIMEOUT_MS,
    ...(ca === null ? {} : { tls: { ca } }),
  }
  const prefix = prefixOf(url)
  const speaker = new Redis(url, options)
  const hearer = new Redis(url, options)
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
  const { host, protocol } = new URL(url)
  throw new BusUnreachable(`${protocol}//${host}`, reason)
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
