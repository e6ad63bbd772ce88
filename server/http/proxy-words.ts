/** Tells whoever runs the server, once an hour, that a proxy names addresses which are not believed. */
import type { IncomingMessage } from 'node:http'
import type { Clock } from '../../lib/base/clock.ts'
import type { Observe } from '../observe/observe.ts'
import { createRateLimit } from '../quota/rate-limit.ts'

const PER_SECOND = 1 / 3600

export type ProxyWords = (message: Pick<IncomingMessage, 'headers'>) => void

export function createProxyWords(options: {
  readonly clock: Pick<Clock, 'now'>
  readonly observe: Observe
  readonly trustProxy: boolean
}): ProxyWords {
  const rate = createRateLimit({ clock: options.clock, burst: 1, perSecond: PER_SECOND })
  return ({ headers }) => {
    if (options.trustProxy || headers['x-forwarded-for'] === undefined || !rate.take('all')) return
    options.observe.log.warn('proxy-not-trusted', {
      hint: 'X-Forwarded-For is sent and not believed, so all visitors of a proxy share its limits: TRUST_PROXY=on if it is yours',
    })
  }
}
