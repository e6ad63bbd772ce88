/** Which bus a URL means. To add one: a file beside this one, and a line in the table. */
import type { Clock } from '../../lib/base/clock.ts'
import type { RandomBytes } from '../../lib/base/ids.ts'
import type { Bus } from './bus.ts'
import { createLocalBus } from './local.ts'

export interface BusOptions {
  readonly url: string
  readonly clock: Clock
  readonly random: RandomBytes
  /** Silent for two of these means gone, as with peers. */
  readonly heartbeatMs: number
  readonly onChange?: (isUp: boolean) => void
  readonly onOtherVersion?: (versions: { readonly ours: number; readonly theirs: number }) => void
}

/** Drivers are loaded only when they are asked for. */
const openRedis = async (options: BusOptions): Promise<Bus> => (await import('./redis.ts')).createRedisBus(options)

const buses: Readonly<Record<string, (options: BusOptions) => Promise<Bus>>> = {
  'local:': async () => createLocalBus(),
  'redis:': openRedis,
  'rediss:': openRedis,
}

export const busSchemes = Object.keys(buses)

/** Opens the bus that `url` names. Rejects with a sentence that says what is allowed. */
export async function createBus(options: BusOptions): Promise<Bus> {
  const open = buses[options.url.slice(0, options.url.indexOf(':') + 1)]
  if (!open) throw new Error(`BUS_URL must begin with one of ${busSchemes.join(' ')}`)
  return open(options)
}
