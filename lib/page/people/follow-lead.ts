/** Who leads whom, read from what everyone shows of themselves. */
import type { PeerPresence } from '../../document/presence.ts'

type Peers = readonly Pick<PeerPresence, 'userId' | 'following' | 'viewport' | 'isIdle' | 'cursor' | 'name'>[]

/** The tab of a person that has the pointer, or else one that is in use. */
export function leadOf<P extends Peers[number]>(peers: readonly P[], userId: string): P | undefined {
  const tabs = peers.filter((peer) => peer.userId === userId)
  return tabs.find(({ cursor }) => cursor !== null) ?? tabs.find(({ isIdle }) => !isIdle) ?? tabs[0]
}

/** True when following `userId` leads back to me, over however many others. */
export function isCircle(peers: Peers, userId: string, me: string): boolean {
  const passed = new Set<string>()
  for (let next = userId; next !== '' && !passed.has(next); ) {
    if (next === me) return true
    passed.add(next)
    next = leadOf(peers, next)?.following ?? ''
  }
  return false
}
