/** Others' cursors arrive in steps; here they glide. */
import type { PeerPresence } from '../document/presence.ts'
import type { Point } from '../geometry/point.ts'

/** Time constant of the glide: two thirds of the way in this time. */
const GLIDE_MS = 35
const ARRIVED = 0.2
/** A jump farther than this many board pixels (times zoom) is a jump. */
const JUMP_PX = 1500

export interface CursorMotion {
  /** Where each cursor is shown at `now`; `isGliding` when another frame is needed. */
  step(
    peers: readonly PeerPresence[],
    now: number,
    options: { zoom: number; isInstant: boolean },
  ): {
    readonly at: ReadonlyMap<number, Point>
    readonly isGliding: boolean
  }
}

export function createCursorMotion(): CursorMotion {
  let shown = new Map<number, Point>()
  let last = 0
  return {
    step(peers, now, { zoom, isInstant }) {
      const share = 1 - Math.exp(-Math.min(100, now - last) / GLIDE_MS)
      last = now
      const next = new Map<number, Point>()
      let isGliding = false
      for (const { clientId, cursor } of peers) {
        if (!cursor) continue
        const from = shown.get(clientId)
        const far = from ? Math.hypot(cursor.x - from.x, cursor.y - from.y) * zoom : Infinity
        if (!from || isInstant || far < ARRIVED || far > JUMP_PX) next.set(clientId, cursor)
        else {
          next.set(clientId, { x: from.x + (cursor.x - from.x) * share, y: from.y + (cursor.y - from.y) * share })
          isGliding = true
        }
      }
      shown = next
      return { at: shown, isGliding }
    },
  }
}
