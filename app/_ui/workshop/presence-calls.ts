import { useEffect, useRef } from 'react'
import { watch } from '../../../lib/base/signal.ts'
import type { PeerPresence } from '../../../lib/document/presence.ts'
import { useRoom } from '../room-context.tsx'

/**
 * Tells once of each new call of a peer: a number that `nthOf` reads from its presence and that grew. What a peer had
 * called before I first saw it is old news.
 */
export function usePeerCalls(nthOf: (peer: PeerPresence) => number, onCall: (peer: PeerPresence) => void): void {
  const { session } = useRoom()
  const heard = useRef(new Map<number, number>())
  useEffect(() => {
    const listen = () => {
      for (const peer of session.people.value) {
        const nth = nthOf(peer)
        const last = heard.current.get(peer.clientId)
        heard.current.set(peer.clientId, Math.max(nth, last ?? 0))
        if (last !== undefined && nth > last) onCall(peer)
      }
    }
    listen()
    return watch(session.people, listen)
  }, [session, nthOf, onCall])
}
