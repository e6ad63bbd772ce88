/** The bus over one Redis, or over the one that Sentinel tells of. */
import { Redis } from 'ioredis'
import type { Clock } from '../../lib/base/clock.ts'
import { parseBusAddress, placeOf } from './address.ts'
import type { Bus } from './bus.ts'
import type { BusOptions } from './bus-options.ts'
import { createNumberedBus, type WireListener } from './numbered-bus.ts'
import { connectionOptions, RedisWire } from './redis-wire.ts'
import { onceUp, watchStart } from './starting.ts'
import type { Wire } from './wire.ts'

const SENTINEL_PORT = 26_379

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
    connect: () => new Redis(url, { ...connectionOptions, ...(ca === null ? {} : { tls: { ca } }) }),
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
        ...connectionOptions,
        sentinels: [...address.hosts],
        name,
        ...(user ? { username: user } : {}),
        ...(password === null ? {} : { password, sentinelPassword: password }),
        ...(address.scheme.startsWith('rediss') ? { tls, sentinelTLS: tls, enableTLSForSentinelMode: true } : {}),
      }),
  }
}

async function openRedisWire(place: RedisPlace, listener: WireListener, clock: Clock): Promise<Wire> {
  const starting = watchStart(clock, () => wire.isUp)
  const wire = new RedisWire({
    connect: place.connect,
    prefix: `inkroom:${place.database}:`,
    clock,
    listener,
    onReady: starting.look,
  })
  return onceUp(wire, starting.isUpInTime, place.name)
}
