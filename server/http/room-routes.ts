/** Rooms: create, look, change, delete. */

import type { RoomId } from '../../lib/base/ids.ts'
import { ok, type Result } from '../../lib/base/result.ts'
import { closeCodes } from '../../lib/protocol/close.ts'
import { createRoomBody, patchRoomBody } from '../../lib/protocol/http.ts'
import { followAccess } from '../access/create-access.ts'
import type { Grant, RoomMeta } from '../room/room.ts'
import { type BodyError, readJson } from './body.ts'
import { admitToExisting, type HttpContext, roomUrl, withKnownRoom } from './http-context.ts'
import { empty, json, problem, refuse, replyTo } from './reply.ts'
import type { Route } from './router.ts'

/** What a room says about itself before anything about it was written down. */
const unwritten: RoomMeta = { title: '', access: 'edit', createdAt: 0, updatedAt: 0, birth: '' }

async function describeRoom(context: HttpContext, room: RoomId): Promise<Result<object, BodyError>> {
  const meta = (await context.access.readMeta(room)) ?? unwritten
  const live = context.rooms.live(room)
  const stats = live ? ok(live.stats()) : await withKnownRoom(context, room, async (loaded) => loaded.stats())
  if (!stats.ok) return stats
  const { title, access, createdAt, updatedAt } = meta
  const { peers, bytes, seq } = stats.value
  return ok({ id: room, title, access, createdAt, updatedAt, peers, bytes, seq })
}

export function roomRoutes(context: HttpContext): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/rooms',
      async handle(request) {
        const body = await readJson(request, createRoomBody)
        if (!body.ok) return refuse(body.error)
        const paid = context.quotas.take(request.address, { bytes: 0, isFirst: true })
        if (!paid.ok) return refuse(paid.error)
        const { room, ownerToken } = await context.access.createRoom(body.value)
        return json({ room, ownerToken, url: roomUrl(context, request, room) }, 201)
      },
    },
    {
      method: 'GET',
      path: '/api/rooms/:room',
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'viewer')
        if (!admitted.ok) return refuse(admitted.error)
        return replyTo(await describeRoom(context, admitted.value.room), (facts) =>
          json({ ...facts, role: admitted.value.grant.role }),
        )
      },
    },
    {
      method: 'PATCH',
      path: '/api/rooms/:room',
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'editor')
        if (!admitted.ok) return refuse(admitted.error)
        const body = await readJson(request, patchRoomBody)
        if (!body.ok) return refuse(body.error)
        const { room, grant } = admitted.value
        // The title is the board's, and whoever may draw may change it there; who comes in is the owner's.
        if (body.value.access !== undefined && grant.role !== 'owner')
          return problem('not-allowed', 'Only the owner changes who may come in.')
        const paid = context.quotas.take(request.address, { bytes: 0 })
        if (!paid.ok) return refuse(paid.error)
        const meta = await context.access.updateMeta(room, body.value)
        if (!meta) return problem('room-not-found', 'There is no such room.')
        context.rooms.regrant(room, followAccess(meta.access), closeCodes.notAllowed)
        return replyTo(await describeRoom(context, room), (facts) => json(facts))
      },
    },
    {
      method: 'POST',
      path: '/api/rooms/:room/owner-token',
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'owner')
        if (!admitted.ok) return refuse(admitted.error)
        const { room } = admitted.value
        const paid = context.quotas.take(request.address, { bytes: 0 })
        if (!paid.ok) return refuse(paid.error)
        const ownerToken = await context.access.renewOwnerToken(room)
        if (ownerToken === null) return problem('room-not-found', 'There is no such room.')
        const isOldOwner = ({ byToken, linkId }: Grant): boolean => byToken && linkId === null
        context.rooms.regrant(room, (grant) => (isOldOwner(grant) ? null : grant), closeCodes.gone)
        return json({ ownerToken }, 201)
      },
    },
    {
      method: 'DELETE',
      path: '/api/rooms/:room',
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'owner')
        if (!admitted.ok) return refuse(admitted.error)
        await context.rooms.delete(admitted.value.room)
        return empty(204)
      },
    },
  ]
}
