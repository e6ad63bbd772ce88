/** Links of a room up to their number: counted and made in one step, whoever makes them. */
import type { RoomId } from '../../lib/base/ids.ts'
import type { AccessControl } from './access.ts'
import { MAX_LINKS_PER_ROOM } from './room-records.ts'
import { createSerial } from './serial.ts'

type Links = Pick<AccessControl, 'listLinks' | 'createLink'>
type CreatedLink = Awaited<ReturnType<AccessControl['createLink']>>

/** null: the room has as many as it may have. */
export type AddLink = (room: RoomId, link: Parameters<AccessControl['createLink']>[1]) => Promise<CreatedLink | null>

/** One for a server: those who ask at the same moment wait for one another. */
export function createAddLink({ listLinks, createLink }: Links): AddLink {
  const serial = createSerial()
  return (room, link) =>
    serial(room, async () => {
      if ((await listLinks(room)).length >= MAX_LINKS_PER_ROOM) return null
      return createLink(room, link)
    })
}
