/** Others' movements, put over what their states say. */
import { applyStep, decodeSteps, type Moving } from '../document/motion-step.ts'
import type { PeerPresence } from '../document/presence.ts'
import { onBoard } from '../protocol/motion.ts'
import { MotionReader } from '../protocol/motion-reader.ts'

interface Over {
  /** The state to which the steps were put. */
  readonly said: PeerPresence
  readonly seen: Moving
}

export interface MotionOverlay {
  hearMovers(body: Uint8Array): void
  /** Who has moved. */
  hearMotion(body: Uint8Array, saidOf: (clientId: number) => PeerPresence | null): readonly number[]
  /** What is seen of a peer whose state says `said`. */
  over(said: PeerPresence): PeerPresence
  forget(clientId: number): void
  /** A new connection tells all anew. */
  clear(): void
}

export function createMotionOverlay(): MotionOverlay {
  const reader = new MotionReader()
  const overs = new Map<number, Over>()
  return {
    hearMovers: (body) => reader.hearMovers(body),
    hearMotion(body, saidOf) {
      const movements = reader.hearMotion(body)
      for (const { clientId, step } of movements) {
        if (step.length === 0) continue
        const said = saidOf(clientId)
        if (!said) continue
        const over = overs.get(clientId)
        let seen: Moving = over?.said === said ? over.seen : said
        for (const each of decodeSteps(step)) seen = applyStep(seen, said, each)
        const { moving, drawing, laser, viewport } = seen
        overs.set(clientId, { said, seen: { moving, drawing, laser, viewport } })
      }
      return movements.map(({ clientId }) => clientId)
    },
    over(said) {
      const { clientId } = said
      const place = reader.placeOf(clientId)
      const over = overs.get(clientId)
      // A new state says all that the steps before it did.
      if (over && over.said !== said) overs.delete(clientId)
      const seen = over?.said === said ? over.seen : null
      if (place === undefined && !seen) return said
      return { ...said, ...seen, ...(place === undefined ? {} : { cursor: place && onBoard(place) }) }
    },
    forget(clientId) {
      reader.forget(clientId)
      overs.delete(clientId)
    },
    clear() {
      reader.clear()
      overs.clear()
    },
  }
}
