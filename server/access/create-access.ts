/** Access control over stored records: a token is proof of what was granted, the records say whether it still holds. */
import type { WallClock } from '../../lib/base/clock.ts'
import { newRoomId, type RandomBytes, type RoomId, randomId } from '../../lib/base/ids.ts'
import { fail, ok, type Result } from '../../lib/base/result.ts'
import type { Access, Floor, Role } from '../../lib/protocol/grant.ts'
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
  readonly clock: WallClock
  readonly random: RandomBytes
  readonly adHocRooms: boolean
  /** Whether the room was deleted, which is for good. */
  readonly isDeleted: (room: RoomId) => Promise<boolean>
  /** A room was born by being written to, and has its birth mark now. */
  readonly onBorn?: (room: RoomId) => void
}

/** Also makes rooms known that were born from an edit; the bare port has no need for it. */
export interface FullAccess extends AccessControl {
  /** Writes the facts of a room that has none yet; harmless when it has. */
  ensureRoom(room: RoomId): Promise<void>
  /** The grant as it is now; null when it was taken back since it was given, `deleted` when the room was. */
  recheck(grant: Grant): Promise<Grant | null | 'deleted'>
  /** Notes that the room changed now. */
  touch(room: RoomId): Promise<void>
}

const MARK_LENGTH = 16
const LINK_ID_LENGTH = 12
const BIRTH_LENGTH = 16
const BIRTH = /^[\w-]{1,64}$/
/** Rooms without a record for which clients have named a birth; forgetting one costs its room nothing but a new name. */
const MAX_CLAIMS = 10_000

/** What the bare link of a room allows; null nothing. */
export function bareRole(access: Access): Role | null {
  return access === 'edit' ? 'editor' : access === 'view' ? 'viewer' : null
}

interface Rules {
  readonly access: Access
  readonly floor: Floor
}
const unruled: Rules = { access: 'edit', floor: 'open' }

/** What a grant comes to while the floor is open or held. */
function onFloor(floor: Floor, grant: Grant): Grant {
  const { openRole: kept, ...rest } = grant
  const openRole = kept ?? grant.role
  const watches = floor === 'held' && openRole === 'editor' && !grant.isPass
  return watches ? { ...rest, openRole, role: 'viewer' } : { ...rest, role: openRole }
}

/** Re-decides a live grant after the room's rules changed; what a token gives changes with the floor alone. */
export function followRules({ access, floor }: Rules): (grant: Grant) => Grant | null {
  const bare = bareRole(access)
  return (grant) => {
    if (grant.byToken) return onFloor(floor, grant)
    return bare === null ? null : onFloor(floor, { ...grant, openRole: bare })
  }
}

export function createAccess(options: AccessOptions): FullAccess {
  const { records, secret, clock, random, adHocRooms, isDeleted } = options
  const tokens = createTokens({ secret, clock })

  /** After a loss of data everyone's copy names the same birth, so that all of them meet again in one room. */
  const claims = new Map<RoomId, string>()

  function noteClaim(room: RoomId, birth: string): void {
    const [oldest] = claims.keys()
    if (claims.size >= MAX_CLAIMS) claims.delete(oldest)
    if (!claims.has(room) && BIRTH.test(birth)) claims.set(room, birth)
  }

  const missing = async (room: RoomId): Promise<Result<never, AccessError>> =>
    (await isDeleted(room))
      ? fail('room-deleted', 'The room was deleted.')
      : fail('room-not-found', 'There is no such room.')

  async function authoriseToken(room: RoomId, token: string): Promise<Result<Grant, AccessError>> {
    const claims = await tokens.verify(token)
    // A token of another room is no more welcome than a forged one, and the answer does not tell them apart.
    if (!claims || claims.room !== room) return fail('bad-token', 'The token is not valid for this room.')
    const record = await readRoom(records, room)
    if (!record) return missing(room)
    if (!isSameSecret(claims.mark, record.mark)) return fail('link-gone', 'The room of this token was deleted.')
    const { role, linkId } = claims
    const { floor } = record
    if (linkId === null) {
      const { ownerKey, expiresAt } = claims
      if (!isSameSecret(ownerKey, record.ownerKey)) return fail('link-gone', 'The owner has taken a new token.')
      return ok({ room, role, linkId, expiresAt, byToken: true, ...(ownerKey === '' ? {} : { ownerKey }) })
    }
    const link = await readLink(records, room, linkId)
    if (!link) return fail('link-gone', 'The link was revoked.')
    if (link.expiresAt !== null && link.expiresAt <= clock.date()) return fail('bad-token', 'The link has expired.')
    const pass = link.isPass ? { isPass: true as const } : {}
    return ok(onFloor(floor, { room, role: link.role, linkId, expiresAt: link.expiresAt, byToken: true, ...pass }))
  }

  async function authoriseBare(room: RoomId): Promise<Result<Grant, AccessError>> {
    const record = await readRoom(records, room)
    if (!record && (!adHocRooms || (await isDeleted(room)))) return missing(room)
    const role = bareRole(record?.access ?? 'edit')
    if (role === null) return fail('not-allowed', 'This room can be entered only by a link with a token.')
    const grant = { room, role, linkId: null, expiresAt: null, byToken: false }
    return ok(onFloor((record ?? unruled).floor, grant))
  }

  async function authorise(
    room: RoomId,
    token: string | null,
    birth: string | null,
  ): Promise<Result<Grant, AccessError>> {
    const granted = await (token === null ? authoriseBare(room) : authoriseToken(room, token))
    if (!granted.ok || birth === null) return granted
    const record = await readRoom(records, room)
    if (!record) noteClaim(room, birth)
    else if (record.birth !== birth) return fail('other-birth', 'The copy is of a room that was here before this one.')
    return granted
  }

  const newRecord = (title: string, access: Access, claim?: string): RoomRecord => {
    const now = clock.date()
    const birth = claim ?? randomId(BIRTH_LENGTH, random)
    const mark = randomId(MARK_LENGTH, random)
    return { title, access, floor: 'open', lead: null, createdAt: now, updatedAt: now, birth, mark, ownerKey: '' }
  }

  const signOwner = (room: RoomId, { mark, ownerKey }: RoomRecord): Promise<string> =>
    tokens.sign({ room, role: 'owner', linkId: null, mark, ownerKey, expiresAt: null })

  return {
    authorise: (room, token, birth = null) => authorise(room, token, birth),
    async createRoom({ title, access }) {
      const room = newRoomId(random)
      const meta = newRecord(title, access)
      await writeRoom(records, room, meta)
      return { room, meta, ownerToken: await signOwner(room, meta) }
    },
    readMeta: (room) => readRoom(records, room),
    updateMeta: (room, part) =>
      changeRoom(records, room, (record) => ({ ...record, ...part, updatedAt: clock.date() })),
    async renewOwnerToken(room) {
      const ownerKey = randomId(MARK_LENGTH, random)
      const changed = await changeRoom(records, room, (record) => ({ ...record, ownerKey }))
      return changed && signOwner(room, changed)
    },
    async createLink(room, { role, label, expiresAt, isPass }) {
      const record = await readRoom(records, room)
      if (!record) throw new Error('a link needs a room that exists')
      const id = randomId(LINK_ID_LENGTH, random)
      const pass = isPass ? { isPass } : {}
      const link: LinkRecord = { id, role, label, createdAt: clock.date(), expiresAt, ...pass }
      await writeLink(records, room, link)
      return {
        link,
        token: await tokens.sign({ room, role, linkId: link.id, mark: record.mark, ownerKey: '', expiresAt }),
      }
    },
    listLinks: (room) => readLinks(records, room),
    async revokeLink(room, linkId) {
      if (!(await readLink(records, room, linkId))) return false
      await deleteLink(records, room, linkId)
      return true
    },
    async recheck(grant) {
      const record = await readRoom(records, grant.room)
      if (!record && (await isDeleted(grant.room))) return 'deleted'
      if (!grant.byToken) return followRules(record ?? unruled)(grant)
      if (!record) return null
      if (grant.linkId === null) return record.ownerKey === (grant.ownerKey ?? '') ? grant : null
      return (await readLink(records, grant.room, grant.linkId)) ? onFloor(record.floor, grant) : null
    },
    async ensureRoom(room) {
      const isBorn = await claimRoom(records, room, newRecord('', 'edit', claims.get(room)))
      claims.delete(room)
      if (isBorn) options.onBorn?.(room)
    },
    touch: (room) => touchRoom(records, room, clock.date()),
  }
}
