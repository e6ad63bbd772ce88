/** The operator's view of all rooms. Without an admin token these routes do not exist. */
import { parseRoomId } from '../../lib/base/ids.ts'
import { operations } from '../../lib/protocol/operations.ts'
import { listRoomIds } from '../access/room-records.ts'
import { isSameSecret } from '../access/same-secret.ts'
import type { HttpContext } from './http-context.ts'
import { answerTo, empty, problem, type Reply } from './reply.ts'
import type { HttpRequest, Route } from './router.ts'

const DEFAULT_PAGE = 100
const MAX_PAGE = 1000

export function adminRoutes(context: HttpContext): readonly Route[] {
  const { adminToken, access, rooms, storage } = context
  if (adminToken === null) return []
  const wanted: string = adminToken

  /** null when the caller is the operator. */
  function refusal(request: HttpRequest): Reply | null {
    if (request.token !== null && isSameSecret(request.token, wanted)) return null
    return problem('bad-token', 'This needs the admin token.')
  }

  return [
    {
      ...operations.listAllRooms,
      async handle(request) {
        const refused = refusal(request)
        if (refused) return refused
        const limit = Number(request.url.searchParams.get('limit') ?? DEFAULT_PAGE)
        if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) {
          return problem('invalid-query', `limit is a whole number from 1 to ${MAX_PAGE}.`)
        }
        const ids = await listRoomIds(storage.records, {
          limit,
          after: parseRoomId(request.url.searchParams.get('after')),
        })
        const found = await Promise.all(
          ids.map(async (id) => {
            const meta = await access.readMeta(id)
            if (!meta) return null
            const { title, access: mode, floor, createdAt, updatedAt } = meta
            const peers = rooms.live(id)?.stats().peers ?? 0
            return { id, title, access: mode, floor, createdAt, updatedAt, peers }
          }),
        )
        const next = (ids.length === limit && ids.at(-1)) || null
        return answerTo(operations.listAllRooms, { rooms: found.filter((room) => room !== null), next })
      },
    },
    {
      ...operations.deleteAnyRoom,
      async handle(request) {
        const refused = refusal(request)
        if (refused) return refused
        const room = parseRoomId(request.params.room)
        if (!room) return problem('invalid-room-id', 'A room id is 1 to 128 of A-Z a-z 0-9 _ -.')
        if (!(await access.readMeta(room)) && !(await rooms.exists(room))) {
          return problem('room-not-found', 'There is no such room.')
        }
        await rooms.delete(room)
        return empty(204)
      },
    },
  ]
}
