/** What the route files share: the parts of the server, and the first steps of every room route. */
import type { WallClock } from '../../lib/base/clock.ts'
import { parseRoomId, type RandomBytes, type RoomId } from '../../lib/base/ids.ts'
import { fail, ok, type Result } from '../../lib/base/result.ts'
import type { FrameAncestors } from '../../lib/protocol/framing.ts'
import { allows, type Role } from '../../lib/protocol/grant.ts'
import type { FullAccess } from '../access/create-access.ts'
import type { Observe } from '../observe/observe.ts'
import type { Quotas } from '../quota/quotas.ts'
import { CompactorFailure } from '../room/compactor.ts'
import type { Grant, Room, Rooms } from '../room/room.ts'
import type { Storage } from '../storage/storage.ts'
import type { BodyError } from './body.ts'
import type { HttpRequest } from './router.ts'

/** What keeps the server from taking visitors, by name; the reasons are for the log. */
export class NotReady extends Error {
  constructor(
    readonly parts: readonly string[],
    reason: string,
  ) {
    super(reason)
    this.name = 'NotReady'
  }
}

export interface HttpContext {
  readonly access: FullAccess
  readonly rooms: Rooms
  readonly storage: Storage
  readonly clock: WallClock
  readonly random: RandomBytes
  readonly observe: Observe
  readonly quotas: Quotas
  readonly publicUrl: string | null
  readonly basePath: string
  /** Whose pages may show boards in a frame, beside our own. */
  readonly frameAncestors: FrameAncestors
  readonly adminToken: string | null
  readonly limits: { readonly roomBytes: number; readonly assetBytes: number }
  /** Rejects, best with `NotReady`, when the server should get no new visitors. */
  checkReady(): Promise<void>
}

export interface Admitted {
  readonly room: RoomId
  readonly grant: Grant
}

/** The room of the path and a grant of at least `needed`. Says nothing about whether the room exists. */
export async function admit(
  { access }: Pick<HttpContext, 'access'>,
  request: HttpRequest,
  needed: Role,
): Promise<Result<Admitted, BodyError>> {
  const room = parseRoomId(request.params.room)
  if (!room) return fail('invalid-room-id', 'A room id is 1 to 128 of A-Z a-z 0-9 _ -.')
  const grant = await access.authorise(room, request.token)
  if (!grant.ok) return grant
  if (!allows(grant.value.role, needed)) {
    return fail('not-allowed', `This needs the role ${needed}; the grant is ${grant.value.role}.`)
  }
  return ok({ room, grant: grant.value })
}

export async function isKnownRoom(
  { access, rooms }: Pick<HttpContext, 'access' | 'rooms'>,
  room: RoomId,
): Promise<boolean> {
  return (await access.readMeta(room)) !== null || (await rooms.exists(room))
}

/** Like `admit`, for a room that must exist: reading never creates one. */
export async function admitToExisting(
  context: Pick<HttpContext, 'access' | 'rooms'>,
  request: HttpRequest,
  needed: Role,
): Promise<Result<Admitted, BodyError>> {
  const admitted = await admit(context, request, needed)
  if (!admitted.ok) return admitted
  const exists = await isKnownRoom(context, admitted.value.room)
  return exists ? admitted : fail('room-not-found', 'There is no such room.')
}

/** Runs `use` on a room that the caller has found to exist, or may create; an empty room has no log yet. */
export const withKnownRoom = <T>(
  { rooms }: Pick<HttpContext, 'rooms'>,
  room: RoomId,
  use: (room: Room) => Promise<T>,
): Promise<Result<T, BodyError>> =>
  rooms.withRoom(room, use, { create: true }).catch((error: unknown) => {
    if (error instanceof CompactorFailure) return fail(error.code, error.message)
    throw error
  })

/** Where people find the room; a token rides in the fragment, which browsers send to no server. */
export function roomUrl(
  context: Pick<HttpContext, 'publicUrl' | 'basePath'>,
  request: HttpRequest,
  room: RoomId,
  token?: string,
) {
  const base = `${context.publicUrl ?? request.origin + context.basePath}/r/${room}`
  return token === undefined ? base : `${base}#token=${token}`
}
