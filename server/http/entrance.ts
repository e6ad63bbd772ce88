/**
 * Who begins next. Requests that arrive in one turn of the event loop begin at once for a few milliseconds; the others begin
 * one after another, addresses in turn, with whatever else the loop has to do in between.
 */
import { setImmediate as turn } from 'node:timers/promises'
import type { Clock } from '../../lib/base/clock.ts'

export interface EntranceLimits {
  /** What requests may take of one turn before the others wait. */
  readonly turnMs: number
  /** Of one address. */
  readonly waiting: number
}

export const entranceLimits: EntranceLimits = { turnMs: 4, waiting: 1000 }

export interface Entrance {
  /** Null: begin at once. Resolves with false when too many of the address wait already. */
  enter(address: string): Promise<boolean> | null
}

export function createEntrance(clock: Pick<Clock, 'now'>, limits = entranceLimits): Entrance {
  /** Those who wait, by address; whoever was let in goes to the end of the map. */
  const lines = new Map<string, (() => void)[]>()
  let turnBegan: number | null = null
  let isWorking = false

  async function endTurn(): Promise<void> {
    await turn()
    turnBegan = null
  }

  async function letIn(): Promise<void> {
    isWorking = true
    while (lines.size > 0) {
      await turn()
      for (const [address, line] of lines) {
        lines.delete(address)
        const begin = line.shift()
        if (line.length > 0) lines.set(address, line)
        begin?.()
        break
      }
    }
    isWorking = false
  }

  return {
    enter(address) {
      if (turnBegan === null) {
        turnBegan = clock.now()
        void endTurn()
      }
      if (lines.size === 0 && clock.now() - turnBegan < limits.turnMs) return null
      const line = lines.get(address) ?? []
      if (line.length >= limits.waiting) return Promise.resolve(false)
      return new Promise((resolve) => {
        line.push(() => resolve(true))
        lines.set(address, line)
        if (!isWorking) void letIn()
      })
    },
  }
}
