/** My raised hand and what I may do, as others see them. */
import { watch } from '../../base/signal.ts'
import { allows } from '../../protocol/grant.ts'
import type { Session } from '../../session/session.ts'
import type { RoomModel } from '../room-model.ts'

export function wireHand(session: Session, { page }: Pick<RoomModel, 'page'>): () => void {
  const { hand } = page
  const showRole = (): void => {
    const { role } = session.facts.value
    session.showPresence({ role })
    // What it was raised for is granted.
    if (allows(role, 'editor') && session.facts.value.floor === 'held') hand.value = null
  }
  showRole()
  const stops = [
    watch(session.facts, showRole),
    watch(hand, () => session.showPresence({ hand: hand.value })),
    session.onNotice(({ name }) => {
      if (name === 'lower-hand') hand.value = null
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
