/** Access control over stored records: a token is proof of what was granted, the records say whether it still holds. */
import type { Clock } from '../../lib/base/clock.ts'
import { newRoomId, type RandomBytes, type RoomId, randomId } from '../../lib/base/ids.ts'
import { fail, ok, type Result } from '../../lib/base/result.ts'
import type { Access, Role } from '../../lib/protocol/grant.ts'
import type { Grant } from '../room/room.ts'
import type { Records } from '../storage/storage.ts'
import type { AccessControl, AccessError, LinkRecord } from './access.ts'
import {
  changeRoom,
  claimRoom,
  deleteLink,
  type RoomRecord,
  readLink,
  readLinks,
  readRoom,
  touchRoom,
  writeLink,
  writeRoom,
} from './room-records.ts'
import { isSameSecret } from './same-secret.ts'
import { createTokens } from './tokens.ts'

export interface AccessOptions {
  readonly records: Records
  readonly secret: string
  readonly clock: Clock
  readonly random: RandomBytes
  readonly adHocRooms: boolean
}

/** Also makes rooms known that were born from an edit; the bare port has no need for it. */
export interface FullAccess extends AccessControl {
  /** Writes the facts of a room that has none yet; harmless when it has. */
  ensureRoom(room: RoomId): Promise<void>
  /** The grant as it is now; null when it was taken back since it was given. */
  recheck(grant: Grant): Promise<Grant | null>
  /** Notes that the room changed now. */
  touch(room: RoomId): Promise<void>
}

const MARK_LENGTH = 16
const LINK_ID_LENGTH = 12

/** What the bare link of a room allows; null nothing. */
export function bareRole(access: Access): Role | null {
  return access === 'edit' ? 'editor' : access === 'view' ? 'viewer' : null
}

/** Re-decides a live grant after the room's access changed; grants by token stay as they are. */
export function followAccess(access: Access): (grant: Grant) => Grant | null {
  const role = bareRole(access)
  return (grant) => (grant.byToken ? grant : role === null ? null : { ...grant, role })
}

export function createAccess({ records, secret, clock, random, adHocRooms }: AccessOptions): FullAccess {
  const tokens = createTokens({ secret, clock })

  async function authoriseToken(room: RoomId, token: string): Promise<Result<Grant, AccessError>> {
    const claims = await tokens.verify(token)
    // A token of another room is no more welcome than a forged one, and the answer does not tell them apart.
    if (!claims || claims.room !== room) return fail('bad-token', 'The token is not valid for this room.')
    const record = await readRoom(records, room)
    if (!record) return fail('room-not-found', 'There is no such room.')
    if (!isSameSecret(claims.mark, record.mark)) return fail('link-gone', 'The room of this token was deleted.')
    const { role, linkId } = claims
    if (linkId === null) return ok({ room, role, linkId, expiresAt: claims.expiresAt, byToken: true })
    const link = await readLink(records, room, linkId)
    if (!link) return fail('link-gone', 'The link was revoked.')
    if (link.expiresAt !== null && link.expiresAt <= clock.now()) return fail('bad-token', 'The link has expired.')
    return ok({ room, role: link.role, linkId, expiresAt: link.expiresAt, byToken: true })
  }

  async function authoriseBare(room: RoomId): Promise<Result<Grant, AccessError>> {
    const record = await readRoom(records, room)
    if (!record && !adHocRooms) return fail('room-not-found', 'There is no such room.')
    const role = bareRole(record?.access ?? 'edit')
    if (role === null) return fail('not-allowed', 'This room can be entered only by a link with a token.')
    return ok({ room, role, linkId: null, expiresAt: null, byToken: false })
  }

  const newRecord = (title: string, access: Access): RoomRecord => {
    const now = clock.now()
    return { title, access, createdAt: now, updatedAt: now, mark: randomId(MARK_LENGTH, random) }
  }

  return {
    authorise: (room, token) => (token === null ? authoriseBare(room) : authoriseToken(room, token)),
    async createRoom({ title, access }) {
      const room = newRoomId(random)
      const meta = newRecord(title, access)
      await writeRoom(records, room, meta)
      const { mark } = meta
      return { room, meta, ownerToken: await tokens.sign({ room, role: 'owner', linkId: null, mark, expiresAt: null }) }
    },
    readMeta: (room) => readRoom(records, room),
    updateMeta: (room, part) => changeRoom(records, room, (record) => ({ ...record, ...part, updatedAt: clock.now() })),
    async createLink(room, { role, label, expiresAt }) {
      const record = await readRoom(records, room)
      if (!record) throw new Error('a link needs a room that exists')
      const link: LinkRecord = { id: randomId(LINK_ID_LENGTH, random), role, label, createdAt: clock.now(), expiresAt }
      await writeLink(records, room, link)
      return { link, token: await tokens.sign({ room, role, linkId: link.id, mark: record.mark, expiresAt }) }
    },
    listLinks: (room) => readLinks(records, room),
    async revokeLink(room, linkId) {
      if (!(await readLink(records, room, linkId))) return false
      await deleteLink(records, room, linkId)
      return true
    },
    async recheck(grant) {
      const record = await readRoom(records, grant.room)
      if (!grant.byToken) return followAccess(record?.access ?? 'edit')(grant)
      if (!record) return null
      return grant.linkId === null || (await readLink(records, grant.room, grant.linkId)) ? grant : null
    },
    ensureRoom: (room) => claimRoom(records, room, newRecord('', 'edit')),
    touch: (room) => touchRoom(records, room, clock.now()),
  }
}
