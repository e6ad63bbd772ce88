import { useEffect, useRef } from 'react'
import type { PeerPresence } from '../../../lib/document/presence.ts'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'

/**
 * Tells once of each new call of a peer: a number that `nthOf` reads from its presence and that grew. What a peer had
 * called before I first saw it is old news.
 */
export function usePeerCalls(nthOf: (peer: PeerPresence) => number, onCall: (peer: PeerPresence) => void): void {
  const { session } = useRoom()
  const peers = useSignal(session.peers)
  const heard = useRef(new Map<number, number>())
  useEffect(() => {
    for (const peer of peers) {
      const nth = nthOf(peer)
      const last = heard.current.get(peer.clientId)
      heard.current.set(peer.clientId, Math.max(nth, last ?? 0))
      if (last !== undefined && nth > last) onCall(peer)
    }
  }, [peers, nthOf, onCall])
}
