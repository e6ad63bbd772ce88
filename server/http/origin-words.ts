/** Tells whoever runs the server why pages are refused, and what to set; now and then, as it is said for every attempt. */
import type { IncomingMessage } from 'node:http'
import type { Clock } from '../../lib/base/clock.ts'
import type { Observe } from '../observe/observe.ts'
import { createRateLimit } from '../quota/rate-limit.ts'

const BURST = 5
const PER_SECOND = 1 / 60

export type OriginWords = (message: Pick<IncomingMessage, 'headers'>) => void

export function createOriginWords(options: {
  readonly clock: Pick<Clock, 'now'>
  readonly observe: Observe
}): OriginWords {
  const rate = createRateLimit({ clock: options.clock, burst: BURST, perSecond: PER_SECOND })
  return ({ headers: { origin, host } }) => {
    if (!rate.take('all')) return
    options.observe.log.warn('origin-refused', {
      origin,
      host,
      hint: `if people come by this origin: PUBLIC_URL=${origin}; and let a proxy pass the Host on with its port`,
    })
  }
}
