/** The board as bytes: read it whole, merge an update into it. */
import type { RoomId } from '../../lib/base/ids.ts'
import { ok, type Result } from '../../lib/base/result.ts'
import { operations } from '../../lib/protocol/operations.ts'
import type { RoomSnapshot } from '../room/room.ts'
import type { Seq } from '../storage/storage.ts'
import { type BodyError, readBytes } from './body.ts'
import { admit, admitToExisting, type HttpContext, withKnownRoom } from './http-context.ts'
import { answerTo, bytes, empty, refuse, replyTo } from './reply.ts'
import type { Route } from './router.ts'

const OCTETS = 'application/octet-stream'

/** Names the state and not only its number: a room that was deleted and made again counts from 1 again. */
async function etagOf({ access }: HttpContext, room: RoomId, seq: Seq): Promise<string> {
  const meta = await access.readMeta(room)
  return `"${(meta?.createdAt ?? 0).toString(36)}-${seq}"`
}

/** RFC 9110 13.1.2: a list of tags or `*`; weak ones compare by their opaque part. */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}

interface ReadState {
  readonly etag: string
  /** Null when the reader has it. */
  readonly snapshot: RoomSnapshot | null
}

export function snapshotRoutes(context: HttpContext): readonly Route[] {
  return [
    {
      ...operations.readSnapshot,
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'viewer')
        if (!admitted.ok) return refuse(admitted.error)
        const { room } = admitted.value
        const read = await withKnownRoom(context, room, async (loaded): Promise<Result<ReadState, BodyError>> => {
          const known = await etagOf(context, room, loaded.stats().seq)
          if (matchesEtag(request.message.headers['if-none-match'], known)) return ok({ etag: known, snapshot: null })
          const { bytes } = loaded.stats()
          const snapshot = await request.longReads.run(request, bytes, () => loaded.snapshot(request))
          if (!snapshot.ok) return snapshot
          return ok({ etag: await etagOf(context, room, snapshot.value.seq), snapshot: snapshot.value })
        })
        return replyTo(read.ok ? read.value : read, ({ etag, snapshot }) => {
          const headers = { etag, 'cache-control': 'private, no-cache' }
          return snapshot ? bytes(snapshot.bytes, { ...headers, 'content-type': OCTETS }) : empty(304, headers)
        })
      },
    },
    {
      ...operations.mergeSnapshot,
      async handle(request) {
        const admitted = await admit(context, request, 'editor')
        if (!admitted.ok) return refuse(admitted.error)
        const body = await readBytes(request, context.limits.roomBytes)
        if (!body.ok) return refuse(body.error)
        const { room } = admitted.value
        const { address } = request
        const merged = await withKnownRoom(context, room, (loaded) =>
          loaded.merge(body.value, { address, pay: (cost) => context.quotas.take(address, cost) }),
        )
        if (!merged.ok) return refuse(merged.error)
        return replyTo(merged.value, (seq) => answerTo(operations.mergeSnapshot, { seq }))
      },
    },
  ]
}
