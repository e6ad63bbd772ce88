/** Rooms: create, look, change, delete. */
import type { z } from 'zod'
import type { RoomId } from '../../lib/base/ids.ts'
import { ok, type Result } from '../../lib/base/result.ts'
import type { RoomFacts } from '../../lib/protocol/answers.ts'
import { closeCodes } from '../../lib/protocol/close.ts'
import { conductBody, createRoomBody, patchRoomBody, titleBody } from '../../lib/protocol/http.ts'
import { operations } from '../../lib/protocol/operations.ts'
import { followRules } from '../access/create-access.ts'
import type { Grant, RoomMeta } from '../room/room.ts'
import { type BodyError, readJson } from './body.ts'
import { admitToExisting, type HttpContext, roomUrl, withKnownRoom } from './http-context.ts'
import { answerTo, empty, problem, type Reply, refuse, replyTo } from './reply.ts'
import type { HttpRequest, Route } from './router.ts'

/** What a room says about itself before anything about it was written down. */
const unwritten: RoomMeta = {
  title: '',
  access: 'edit',
  floor: 'open',
  lead: null,
  createdAt: 0,
  updatedAt: 0,
  birth: '',
}

async function describeRoom(context: HttpContext, room: RoomId): Promise<Result<RoomFacts, BodyError>> {
  const meta = (await context.access.readMeta(room)) ?? unwritten
  const live = context.rooms.live(room)
  const stats = live ? ok(live.stats()) : await withKnownRoom(context, room, async (loaded) => loaded.stats())
  if (!stats.ok) return stats
  const { title, access, floor, createdAt, updatedAt } = meta
  const { peers, bytes, seq } = stats.value
  return ok({ id: room, title, access, floor, createdAt, updatedAt, peers, bytes, seq })
}

type Change = z.output<typeof patchRoomBody> & z.output<typeof conductBody>

export function roomRoutes(context: HttpContext): readonly Route[] {
  /** Live peers follow at once. */
  async function change(request: HttpRequest, room: RoomId, wanted: Change): Promise<Reply> {
    const paid = context.quotas.take(request.address, { bytes: 0 })
    if (!paid.ok) return refuse(paid.error)
    const meta = await context.access.updateMeta(room, wanted)
    if (!meta) return problem('room-not-found', 'There is no such room.')
    context.rooms.regrant(room, followRules(meta), closeCodes.notAllowed)
    return replyTo(await describeRoom(context, room), (facts) => answerTo(operations.patchRoom, facts))
  }
  return [
    {
      ...operations.createRoom,
      async handle(request) {
        const body = await readJson(request, createRoomBody)
        if (!body.ok) return refuse(body.error)
        const paid = context.quotas.take(request.address, { bytes: 0, isFirst: true })
        if (!paid.ok) return refuse(paid.error)
        const { room, ownerToken } = await context.access.createRoom(body.value)
        return answerTo(operations.createRoom, { room, ownerToken, url: roomUrl(context, request, room) })
      },
    },
    {
      ...operations.readRoom,
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'viewer')
        if (!admitted.ok) return refuse(admitted.error)
        return replyTo(await describeRoom(context, admitted.value.room), (facts) =>
          answerTo(operations.readRoom, { ...facts, role: admitted.value.grant.role }),
        )
      },
    },
    {
      ...operations.patchRoom,
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'owner')
        if (!admitted.ok) return refuse(admitted.error)
        const body = await readJson(request, patchRoomBody)
        return body.ok ? change(request, admitted.value.room, body.value) : refuse(body.error)
      },
    },
    {
      ...operations.retitleRoom,
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'editor')
        if (!admitted.ok) return refuse(admitted.error)
        const body = await readJson(request, titleBody)
        return body.ok ? change(request, admitted.value.room, body.value) : refuse(body.error)
      },
    },
    {
      ...operations.conductRoom,
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'facilitator')
        if (!admitted.ok) return refuse(admitted.error)
        const body = await readJson(request, conductBody)
        return body.ok ? change(request, admitted.value.room, body.value) : refuse(body.error)
      },
    },
    {
      ...operations.renewOwnerToken,
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
        return answerTo(operations.renewOwnerToken, { ownerToken })
      },
    },
    {
      ...operations.deleteRoom,
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'owner')
        if (!admitted.ok) return refuse(admitted.error)
        await context.rooms.delete(admitted.value.room)
        return empty(204)
      },
    },
  ]
}
