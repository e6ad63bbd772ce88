/** Which bus a URL means. To add one: a file beside this one, and a line in the table. */
import type { Bus } from './bus.ts'
import type { BusOptions } from './bus-options.ts'
import { createLocalBus } from './local.ts'

/** Drivers are loaded only when they are asked for. */
const openRedis = async (options: BusOptions): Promise<Bus> => (await import('./redis.ts')).createRedisBus(options)
const openCluster = async (options: BusOptions): Promise<Bus> =>
  (await import('./redis-cluster.ts')).createRedisClusterBus(options)
const openNats = async (options: BusOptions): Promise<Bus> => (await import('./nats.ts')).createNatsBus(options)

const buses: Readonly<Record<string, (options: BusOptions) => Promise<Bus>>> = {
  'local:': async () => createLocalBus(),
  'redis:': openRedis,
  'rediss:': openRedis,
  'redis+cluster:': openCluster,
  'rediss+cluster:': openCluster,
  'redis+sentinel:': openRedis,
  'rediss+sentinel:': openRedis,
  'nats:': openNats,
  'tls:': openNats,
}

export const busSchemes = Object.keys(buses)

/** Opens the bus that `url` names. Rejects with a sentence that says what is allowed. */
export async function createBus(options: BusOptions): Promise<Bus> {
  const open = buses[options.url.slice(0, options.url.indexOf(':') + 1)]
  if (!open) throw new Error(`BUS_URL must begin with one of ${busSchemes.join(' ')}`)
  return open(options)
}
