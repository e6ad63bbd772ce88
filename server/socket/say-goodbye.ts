/** A shutdown, as the peers see it: told at once, closed one after another, so that not all come back in one instant. */
import type { Clock } from '../../lib/base/clock.ts'
import { closeCodes } from '../../lib/protocol/close.ts'
import type { Connection } from './connection.ts'

const STEPS = 20

export function sayGoodbye(leaving: readonly Connection[], clock: Clock, drainMs: number): void {
  for (const connection of leaving) connection.notify({ name: 'shutting-down' })
  const stepSize = Math.ceil(leaving.length / STEPS)
  for (let step = 0; step * stepSize < leaving.length; step++) {
    const part = leaving.slice(step * stepSize, (step + 1) * stepSize)
    const close = (): void => {
      for (const connection of part) connection.close(closeCodes.unavailable, 'shutting-down')
    }
    if (step === 0 || drainMs === 0) close()
    else clock.after((drainMs * step) / STEPS, close)
  }
}
