/** Ends a link at once, also for those who are in by it. */
import type { RoomId } from '../../lib/base/ids.ts'
import { closeCodes } from '../../lib/protocol/close.ts'
import type { Rooms } from '../room/room.ts'
import type { AccessControl } from './access.ts'

/** False when there is no such link. */
export async function endLink(
  { access, rooms }: { readonly access: Pick<AccessControl, 'revokeLink'>; readonly rooms: Pick<Rooms, 'regrant'> },
  room: RoomId,
  link: string,
): Promise<boolean> {
  if (!(await access.revokeLink(room, link))) return false
  rooms.regrant(room, (grant) => (grant.linkId === link ? null : grant), closeCodes.gone)
  return true
}
