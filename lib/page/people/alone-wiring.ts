/** Whether I work alone: while a facilitator has everyone do so, until they or I show what I made. */
import { watch } from '../../base/signal.ts'
import { allows } from '../../protocol/grant.ts'
import { readStored, writeStored } from '../kept/stored.ts'
import type { RoomModel } from '../room-model.ts'

export function wireAlone({
  id,
  workshop,
  session,
  me,
  page,
}: Pick<RoomModel, 'id' | 'workshop' | 'me'> & {
  readonly session: Pick<RoomModel['session'], 'facts'>
  readonly page: Pick<RoomModel['page'], 'isAlone' | 'shownAlone'>
}): () => void {
  const key = `alone.${id}`
  const kept = readStored(key)
  if (typeof kept === 'string') page.shownAlone.value = kept
  const follow = (): void => {
    const { alone } = workshop.state
    // Whoever conducts has to get through: what they change is for all.
    const conducts = alone?.by === me.value.userId || allows(session.facts.value.role, 'facilitator')
    page.isAlone.value = alone !== null && !conducts && page.shownAlone.value !== alone.id
  }
  follow()
  const stops = [
    workshop.subscribe(follow),
    watch(session.facts, follow),
    watch(me, follow),
    watch(page.shownAlone, () => {
      writeStored(key, page.shownAlone.value)
      follow()
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
