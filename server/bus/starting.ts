/** The first connection of a bus: what is not up in time ends the start, and says why. */
import type { Clock } from '../../lib/base/clock.ts'

import type { Wire } from './wire.ts'

/** A server that starts together with this process gets this long to come up. */
const START_WITHIN_MS = 15_000

/** What the bus or the way to it refused; the message holds no password. */
export class BusUnreachable extends Error {
  readonly code = 'bus-unreachable'
  constructor(place: string, reason: string) {
    super(`the bus at ${place} cannot be reached: ${reason} (BUS_URL)`)
    this.name = 'BusUnreachable'
  }
}

export interface Starting {
  /** To be called whenever it may have come up. */
  look(): void
  /** Whether it was up in time. */
  readonly isUpInTime: Promise<boolean>
}

export function watchStart(clock: Clock, isUp: () => boolean): Starting {
  let look = (): void => {}
  const isUpInTime = new Promise<boolean>((resolve) => {
    const cancel = clock.after(START_WITHIN_MS, () => resolve(isUp()))
    look = () => {
      if (!isUp()) return
      cancel()
      resolve(true)
    }
  })
  return { look: () => look(), isUpInTime }
}

/** The wire, once it is up; closed again when that takes too long, with the reason. */
export async function onceUp<W extends Wire & { readonly reason: string }>(
  wire: W,
  isUpInTime: Promise<boolean>,
  place: string,
): Promise<W> {
  if (await isUpInTime) return wire
  await wire.close()
  throw new BusUnreachable(place, wire.reason)
}
