/** Named versions: list, keep, read, go back to. */
import { fail } from '../../lib/base/result.ts'
import { createVersionBody } from '../../lib/protocol/http.ts'
import { operations } from '../../lib/protocol/operations.ts'
import { createSerial } from '../access/serial.ts'
import { readJson } from './body.ts'
import { admitToExisting, type HttpContext, withKnownRoom } from './http-context.ts'
import { answerTo, bytes, empty, json, refuse, replyTo } from './reply.ts'
import type { Route } from './router.ts'
import { matchesEtag } from './snapshot-routes.ts'
import type { VersionKeeping } from './version-keeping.ts'
import type { VersionStore } from './version-store.ts'

const NO_VERSION = { code: 'version-not-found', message: 'There is no such version.' } as const
const noVersion = () => refuse(NO_VERSION)

export function versionRoutes(context: HttpContext, versions: VersionStore, keeping: VersionKeeping): readonly Route[] {
  /** Restores of one room wait for one another, and only the one that works holds a version in memory. */
  const oneRestore = createSerial()
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
        const { room } = admitted.value
        const { version } = request.params
        const size = await versions.size(room, version)
        if (size === null) return noVersion()
        const headers = { 'cache-control': 'private, max-age=31536000, immutable', etag: `"${version}"` }
        if (matchesEtag(request.message.headers['if-none-match'], headers.etag)) return empty(304, headers)
        const read = await request.longReads.run(request, size, () => versions.read(room, version))
        return replyTo(read, (stored) =>
          stored ? bytes(stored, { ...headers, 'content-type': 'application/octet-stream' }) : noVersion(),
        )
      },
    },
    {
      ...operations.restoreVersion,
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'editor')
        if (!admitted.ok) return refuse(admitted.error)
        const { room } = admitted.value
        const { version } = request.params
        if ((await versions.size(room, version)) === null) return noVersion()
        const { address } = request
        const paid = context.quotas.takeRestore(address)
        if (!paid.ok) return refuse(paid.error)
        const restored = await withKnownRoom(context, room, (loaded) =>
          oneRestore(room, async () => {
            if (request.message.socket.destroyed) return fail('bad-request', 'Whoever asked has gone.')
            // What is left behind stays reachable, also for those who never saw it.
            const kept = await keeping.keepBeforeRestore(loaded, address)
            if (!kept.ok) return kept
            const stored = await versions.read(room, version)
            if (!stored) return fail(NO_VERSION.code, NO_VERSION.message)
            return loaded.restore(stored, { address, pay: (cost) => context.quotas.take(address, cost) })
          }),
        )
        if (!restored.ok) return refuse(restored.error)
        return replyTo(restored.value, (seq) => answerTo(operations.restoreVersion, { seq }))
      },
    },
  ]
}
