/** Keeps my view on the person I follow: pan and zoom, whatever the sizes of the two windows. */

import type { Clock } from '../../base/clock.ts'
import { watch } from '../../base/signal.ts'
import type { PeerPresence } from '../../document/presence.ts'
import type { Camera } from '../../editor/camera/camera.ts'
import type { Editor } from '../../editor/editor.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { Session } from '../../session/session.ts'
import type { RoomModel } from '../room-model.ts'
import { isCircle, leadOf } from './follow-lead.ts'

/** A person who reloads, or whose line is cut for a moment, is followed on. */
const GONE_AFTER_MS = 3_000

/** The camera that shows all of `box` in a viewport of another size and shape. */
function cameraOver(
  box: NonNullable<PeerPresence['viewport']>,
  viewport: { readonly w: number; readonly h: number },
): Camera {
  const zoom = Math.min(viewport.w / Math.max(1, box.w), viewport.h / Math.max(1, box.h))
  return { zoom, x: box.x + box.w / 2 - viewport.w / zoom / 2, y: box.y + box.h / 2 - viewport.h / zoom / 2 }
}

export interface FollowParts {
  readonly editor: Editor
  readonly session: Session
  readonly room: RoomModel
  readonly clock: Clock
  readonly t: Translate
}

export function wireFollowing({ editor, session, room, clock, t }: FollowParts): () => void {
  const { following } = room.page
  /** Where following has put it: listeners hear of that only when `move` is over. */
  let shown: Camera | null = null
  let lastName = ''
  let cancelEnd: (() => void) | null = null
  const stay = () => {
    cancelEnd?.()
    cancelEnd = null
  }
  const end = () => {
    stay()
    following.value = ''
    if (lastName) room.say(t('people.followEnded', { name: lastName }))
  }
  const move = () => {
    if (following.value === '') return stay()
    const peers = session.peers.value
    const lead = leadOf(peers, following.value)
    if (!lead) {
      cancelEnd ??= clock.after(GONE_AFTER_MS, end)
      return
    }
    stay()
    lastName = lead.name
    // In a circle each would make room for the next, outwards for ever.
    if (!lead.viewport || isCircle(peers, following.value, room.me.value.userId)) return
    const [before, over] = [editor.camera.value, cameraOver(lead.viewport, editor.viewport.value)]
    // Others are told of each camera, and those who follow the same person would tell one another for ever.
    if (before.x === over.x && before.y === over.y && before.zoom === over.zoom) return
    shown = over
    editor.camera.value = over
  }
  const stops = [
    watch(session.peers, move),
    watch(following, move),
    watch(editor.viewport, move),
    // Moving the view by hand ends following at once.
    watch(editor.camera, () => {
      if (editor.camera.value !== shown) following.value = ''
    }),
    stay,
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
