/** How a facilitator conducts the room, as this page takes part in it. */
import type { Clock } from '../../base/clock.ts'
import type { RoomId } from '../../base/ids.ts'
import { type Signal, signal } from '../../base/signal.ts'
import { readPass } from '../kept/link-token.ts'
import type { RoomModel } from '../room-model.ts'
import { wireAlone } from './alone-wiring.ts'
import { wireHand } from './hand-wiring.ts'
import { wireLead } from './lead-wiring.ts'
import { type PassParts, wireLettingIn, wirePass } from './pass-wiring.ts'
import { wireThumb } from './thumb-wiring.ts'

/** Null: none. An owner needs none. */
export const keptPass = (room: RoomId, isOwner: boolean): Signal<string | null> =>
  signal(isOwner ? null : readPass(room))

export interface ConductParts extends Omit<PassParts, 'room'> {
  readonly model: RoomModel
  readonly clock: Clock
}

export function wireConduct({ model, clock, ...came }: ConductParts): () => void {
  const stops = [
    wirePass({ ...came, room: model.id }),
    wireLettingIn(came.session, model.api, clock),
    wireHand(came.session, model),
    wireThumb(came.session, model, clock),
    wireLead(model),
    came.isKept ? wireAlone(model) : () => {},
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
