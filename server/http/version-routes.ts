/** Named versions: list, keep, read, go back to. */
import { createVersionBody } from '../../lib/protocol/http.ts'
import { readJson } from './body.ts'
import { admitToExisting, type HttpContext, withKnownRoom } from './http-context.ts'
import { bytes, json, problem, refuse, replyTo } from './reply.ts'
import type { Route } from './router.ts'
import { MAX_NAMED_VERSIONS, type VersionStore } from './version-store.ts'

const noVersion = () => problem('version-not-found', 'There is no such version.')

export function versionRoutes(context: HttpContext, versions: VersionStore): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/rooms/:room/versions',
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'viewer')
        if (!admitted.ok) return refuse(admitted.error)
        return json({ versions: await versions.list(admitted.value.room) })
      },
    },
    {
      method: 'POST',
      path: '/api/rooms/:room/versions',
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'editor')
        if (!admitted.ok) return refuse(admitted.error)
        const body = await readJson(request, createVersionBody)
        if (!body.ok) return refuse(body.error)
        const { room } = admitted.value
        const named = (await versions.list(room)).filter(({ auto }) => !auto)
        if (named.length >= MAX_NAMED_VERSIONS) {
          return problem('too-many-versions', `A room keeps up to ${MAX_NAMED_VERSIONS} named versions.`)
        }
        const saved = await withKnownRoom(context, room, async (loaded) =>
          versions.save(room, await loaded.snapshot(), {
            label: body.value.label,
            auto: false,
            people: loaded.people(),
          }),
        )
        return replyTo(saved, (version) => json(version, 201))
      },
    },
    {
      method: 'GET',
      path: '/api/rooms/:room/versions/:version',
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'viewer')
        if (!admitted.ok) return refuse(admitted.error)
        const stored = await versions.read(admitted.value.room, request.params.version)
        if (!stored) return noVersion()
        return bytes(stored, {
          'content-type': 'application/octet-stream',
          'cache-control': 'private, max-age=31536000, immutable',
          etag: `"${request.params.version}"`,
        })
      },
    },
    {
      method: 'POST',
      path: '/api/rooms/:room/versions/:version/restore',
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'editor')
        if (!admitted.ok) return refuse(admitted.error)
        const { room } = admitted.value
        const stored = await versions.read(room, request.params.version)
        if (!stored) return noVersion()
        const restored = await withKnownRoom(context, room, async (loaded) => {
          // What is left behind stays reachable, also for those who never saw it.
          const newest = (await versions.list(room)).at(0)
          const now = await loaded.snapshot()
          if (newest?.seq !== now.seq)
            await versions.save(room, now, { label: '', auto: true, people: loaded.people() })
          return loaded.restore(stored)
        })
        if (!restored.ok) return refuse(restored.error)
        return replyTo(restored.value, (seq) => json({ seq }))
      },
    },
  ]
}
