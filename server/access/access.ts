/** The access port: who may do what. Tokens are signed, compared in constant time, and never logged. */

import type { RoomId } from '../../lib/base/ids.ts'
import type { Failure, Result } from '../../lib/base/result.ts'
import type { LinkFacts } from '../../lib/protocol/answers.ts'
import type { Access } from '../../lib/protocol/grant.ts'
import type { Grant, RoomMeta } from '../room/room.ts'

export type AccessError = Failure<
  'bad-token' | 'not-allowed' | 'room-not-found' | 'link-gone' | 'room-deleted' | 'other-birth'
>

/** A link as it is kept and told: without its token. */
export type LinkRecord = LinkFacts

export interface AccessControl {
  /**
   * The grant of a request or upgrade; without a token, what the room's access allows. Unknown rooms: editor when ad-hoc
   * rooms are on. `birth`: the room whose copy the client brings; refused when the one that is here is another, and the
   * name of the one to be when there is none.
   */
  authorise(room: RoomId, token: string | null, birth?: string | null): Promise<Result<Grant, AccessError>>
  createRoom(options: {
    readonly title: string
    readonly access: Access
  }): Promise<{ readonly room: RoomId; readonly ownerToken: string; readonly meta: RoomMeta }>
  readMeta(room: RoomId): Promise<RoomMeta | null>
  updateMeta(
    room: RoomId,
    change: Partial<Pick<RoomMeta, 'title' | 'access' | 'floor' | 'lead'>>,
  ): Promise<RoomMeta | null>
  /** A new owner token; all earlier ones end. null when there is no such room. */
  renewOwnerToken(room: RoomId): Promise<string | null>
  createLink(
    room: RoomId,
    link: Pick<LinkRecord, 'role' | 'label' | 'expiresAt' | 'isPass'>,
  ): Promise<{ readonly link: LinkRecord; readonly token: string }>
  listLinks(room: RoomId): Promise<readonly LinkRecord[]>
  /** False when there is no such link. Live peers are re-granted by the caller. */
  revokeLink(room: RoomId, linkId: string): Promise<boolean>
}
