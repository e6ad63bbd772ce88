/** Tells one who is here what they may do, and the rules of the room. */
import { encodeRole } from '../../lib/protocol/codec.ts'
import type { LiveRoomParts, RoomFacts } from './live-room-parts.ts'
import type { Member } from './member.ts'

export async function tellRole(
  member: Member,
  { room, readFacts, observe }: Pick<LiveRoomParts, 'room' | 'readFacts' | 'observe'>,
): Promise<void> {
  if (!member.peer.isInkroom) return
  // The role is what matters; a title that cannot be read is left out, and comes with the next change.
  let facts: Partial<RoomFacts> = {}
  try {
    facts = (await readFacts(room)) ?? { title: '' }
  } catch (error) {
    observe.log.warn('facts-unreadable', { room, error: error as Error })
  }
  if (!member.isGone) member.peer.send(encodeRole(member.grant, facts), 'data')
}
