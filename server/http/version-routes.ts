/** Named versions: list, keep, read, go back to. */
import { createVersionBody } from '../../lib/protocol/http.ts'
import { operations } from '../../lib/protocol/operations.ts'
import { readJson } from './body.ts'
import { admitToExisting, type HttpContext, withKnownRoom } from './http-context.ts'
import { answerTo, bytes, json, problem, refuse, replyTo } from './reply.ts'
import type { Route } from './router.ts'
import type { VersionKeeping } from './version-keeping.ts'
import type { VersionStore } from './version-store.ts'

const noVersion = () => problem('version-not-found', 'There is no such version.')

export function versionRoutes(context: HttpContext, versions: VersionStore, keeping: VersionKeeping): readonly Route[] {
  return [
    {
      ...operations.listVersions,
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'viewer')
        if (!admitted.ok) return refuse(admitted.error)
        return answerTo(operations.listVersions, { versions: await versions.list(admitted.value.room) })
      },
    },
    {
      ...operations.keepVersion,
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'editor')
        if (!admitted.ok) return refuse(admitted.error)
        const body = await readJson(request, createVersionBody)
        if (!body.ok) return refuse(body.error)
        const { room } = admitted.value
        const { address } = request
        const kept = await withKnownRoom(context, room, (loaded) =>
          keeping.keep(loaded, { label: body.value.label, address }),
        )
        if (!kept.ok) return refuse(kept.error)
        return replyTo(kept.value, ({ version, isNew }) =>
          isNew ? answerTo(operations.keepVersion, version) : json(version),
        )
      },
    },
    {
      ...operations.readVersion,
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
      ...operations.restoreVersion,
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'editor')
        if (!admitted.ok) return refuse(admitted.error)
        const { room } = admitted.value
        const stored = await versions.read(room, request.params.version)
        if (!stored) return noVersion()
        const { address } = request
        const paid = context.quotas.takeRestore(address)
        if (!paid.ok) return refuse(paid.error)
        const restored = await withKnownRoom(context, room, async (loaded) => {
          // What is left behind stays reachable, also for those who never saw it.
          const kept = await keeping.keepBeforeRestore(loaded, address)
          return kept.ok ? loaded.restore(stored, { address, pay: (cost) => context.quotas.take(address, cost) }) : kept
        })
        if (!restored.ok) return refuse(restored.error)
        return replyTo(restored.value, (seq) => answerTo(operations.restoreVersion, { seq }))
      },
    },
  ]
}
