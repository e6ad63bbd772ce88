/** A log that trouble does not flood: of each event so many lines at once, then one every few seconds with what was left out. */
import type { Clock } from '../../lib/base/clock.ts'
import type { Log, LogFields } from './log.ts'

const AT_ONCE = 20
const ONE_EVERY_MS = 5_000

interface Flow {
  left: number
  at: number
  skipped: number
}

export function limitLog(log: Log, clock: Pick<Clock, 'now'>): Log {
  const flows = new Map<string, Flow>()

  /** How many lines were left out before this one; null: this one is left out as well. */
  function pass(event: string): number | null {
    const now = clock.now()
    const flow = flows.get(event) ?? { left: AT_ONCE, at: now, skipped: 0 }
    flows.set(event, flow)
    flow.left = Math.min(AT_ONCE, flow.left + (now - flow.at) / ONE_EVERY_MS)
    flow.at = now
    if (flow.left < 1) {
      flow.skipped += 1
      return null
    }
    flow.left -= 1
    const { skipped } = flow
    flow.skipped = 0
    return skipped
  }

  function limit(inner: Log): Log {
    const say =
      (level: 'info' | 'warn' | 'error') =>
      (event: string, fields: LogFields = {}): void => {
        const skipped = pass(`${level} ${event}`)
        if (skipped === null) return
        inner[level](event, skipped === 0 ? fields : { ...fields, skipped })
      }
    return {
      debug: (event, fields) => inner.debug(event, fields),
      info: say('info'),
      warn: say('warn'),
      error: say('error'),
      with: (fields) => limit(inner.with(fields)),
    }
  }
  return limit(log)
}
