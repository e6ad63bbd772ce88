/** A facilitator leads everyone's view: mine follows until they let go, or I move it myself. */
import { watch } from '../../base/signal.ts'
import type { RoomModel } from '../room-model.ts'

export function wireLead({ session, page, me }: Pick<RoomModel, 'session' | 'page' | 'me'>): () => void {
  /** Whom I follow because everybody does, and by which word. */
  let led = ''
  let done: number | null = null
  const follow = (): void => {
    const lead = session.facts.value.lead ?? null
    if (lead === null || lead === session.awareness.clientID) {
      if (led !== '' && page.following.value === led) page.following.value = ''
      led = ''
      done = lead
      return
    }
    if (done === lead) return
    const peer = session.people.value.find(({ clientId }) => clientId === lead)
    // It may not have been heard of yet, or be another tab of mine.
    if (!peer || peer.userId === me.value.userId) return
    done = lead
    led = peer.userId
    page.following.value = peer.userId
  }
  follow()
  const stops = [watch(session.facts, follow), watch(session.people, follow)]
  return () => {
    for (const stop of stops) stop()
  }
}
