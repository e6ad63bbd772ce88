/** My thumb, up or down, as others see it: it passes by itself, and whoever leads lowers all of them together. */

import type { Clock } from '../../base/clock.ts'
import { watch } from '../../base/signal.ts'
import type { Session } from '../../session/session.ts'
import type { RoomModel } from '../room-model.ts'
import { leads } from './roster.ts'

/** What somebody thought so long ago is no answer any more. */
export const THUMB_MS = 120_000
/** Changes of mind within this are shown as the last of them. */
export const THUMB_GAP_MS = 1_000

export function wireThumb(session: Session, { page }: Pick<RoomModel, 'page'>, clock: Clock): () => void {
  const { thumb, thumbsLowered } = page
  let shownAt = Number.NEGATIVE_INFINITY
  let stopShowing = () => {}
  let stopPassing = () => {}
  const show = (): void => {
    stopShowing()
    const waitMs = shownAt + THUMB_GAP_MS - clock.now()
    if (waitMs > 0) {
      stopShowing = clock.after(waitMs, show)
      return
    }
    shownAt = clock.now()
    session.showPresence({ thumb: thumb.value })
  }
  const isLowered = (at: number): boolean => {
    const isLed = leads(session.facts.value.role) || session.people.value.some(({ role = '' }) => leads(role))
    return session.people.value.some(({ lowered = 0, role = '' }) => lowered >= at && (leads(role) || !isLed))
  }
  const stops = [
    watch(thumb, () => {
      stopPassing()
      if (thumb.value)
        stopPassing = clock.after(THUMB_MS, () => {
          thumb.value = null
        })
      show()
    }),
    watch(thumbsLowered, () => {
      thumb.value = null
      session.showPresence({ lowered: thumbsLowered.value })
    }),
    watch(session.people, () => {
      if (thumb.value && isLowered(thumb.value.at)) thumb.value = null
    }),
  ]
  return () => {
    for (const stop of stops) stop()
    stopShowing()
    stopPassing()
  }
}
