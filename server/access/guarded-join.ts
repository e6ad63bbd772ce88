/** Joins a room and looks at the grant once more: it may have been taken back while the room was being loaded. */
import type { RoomId } from '../../lib/base/ids.ts'
import { fail, type Result } from '../../lib/base/result.ts'
import type { Grant, Peer, RoomError } from '../room/room.ts'

type Join<M> = (room: RoomId, peer: Peer) => Promise<Result<M, RoomError>>

/** From the moment of joining on, every change of grants reaches the peer; this covers the moment before. */
export function guardJoin<M extends { leave(): void }>(
  join: Join<M>,
  recheck: (grant: Grant) => Promise<Grant | null | 'deleted'>,
): Join<M> {
  return async (room, peer) => {
    const joined = await join(room, peer)
    if (!joined.ok) return joined
    const grant = await recheck(peer.grant)
    if (grant && grant !== 'deleted' && grant.role === peer.grant.role) return joined
    joined.value.leave()
    if (grant === 'deleted') return fail('room-deleted', 'the room was deleted')
    return fail('not-allowed', 'the grant was taken back')
  }
}
