/** Which versions of a room are kept: how many, how large together, and nothing twice. */
import type { RoomId } from '../../lib/base/ids.ts'
import { fail, ok, type Result } from '../../lib/base/result.ts'
import type { Version } from '../../lib/protocol/answers.ts'
import type { Quotas } from '../quota/quotas.ts'
import type { Room } from '../room/room.ts'
import type { BodyError } from './body.ts'
import { MAX_NAMED_VERSIONS, type VersionStore } from './version-store.ts'

export interface VersionKeeping {
  /** A named version of the room as it is now; the last one again when nothing is new. */
  keep(loaded: Room, options: { readonly label: string; readonly address: string }): Promise<Result<Kept, BodyError>>
  /** Keeps what a restore is about to leave behind, unless a version has it. */
  keepBeforeRestore(loaded: Room, address: string): Promise<Result<null, BodyError>>
  /** An automatic version, unless the newest is as new; the densest others make way. */
  keepAuto(loaded: Room, people: readonly string[]): Promise<void>
}

export interface Kept {
  readonly version: Version
  readonly isNew: boolean
}

/** All of a room's named versions together may take so many of the largest boards, all automatic ones half of that. */
const NAMED_BOARDS = 8
const AUTO_BOARDS = 4
export const MAX_AUTO_VERSIONS = 200

/** Versions of one state share their bytes. */
export function bytesOf(versions: readonly Version[]): number {
  const bySeq = new Map(versions.map(({ seq, bytes }) => [seq, bytes]))
  return [...bySeq.values()].reduce((sum, bytes) => sum + bytes, 0)
}

/**
 * The automatic versions that go so that the others fit: always the one whose neighbours in time are closest together, so
 * that many in a minute never push out the last day. Newest first; the newest and the oldest stay to the end.
 */
export function findCrowded(
  versions: readonly Version[],
  limits: { readonly count: number; readonly bytes: number },
): readonly string[] {
  const left = versions.filter(({ auto }) => auto)
  let bytes = left.reduce((sum, version) => sum + version.bytes, 0)
  const gone: string[] = []
  while (left.length > 1 && (left.length > limits.count || bytes > limits.bytes)) {
    let nth = left.length - 1
    let least = Number.POSITIVE_INFINITY
    for (let i = 1; i < left.length - 1; i++) {
      const gap = left[i - 1].at - left[i + 1].at
      if (gap < least) [nth, least] = [i, gap]
    }
    const [removed] = left.splice(nth, 1)
    bytes -= removed.bytes
    gone.push(removed.id)
  }
  return gone
}

export function createVersionKeeping(options: {
  readonly versions: VersionStore
  readonly quotas: Quotas
  readonly roomBytes: number
}): VersionKeeping {
  const { versions, quotas, roomBytes } = options

  async function makeWay(room: RoomId): Promise<void> {
    const limits = { count: MAX_AUTO_VERSIONS, bytes: AUTO_BOARDS * roomBytes }
    const crowded = findCrowded(await versions.list(room), limits)
    if (crowded.length > 0) await versions.remove(room, crowded)
  }

  async function keepNow(loaded: Room, label: string, address: string): Promise<Result<Kept, BodyError>> {
    const { id: room } = loaded
    const known = await versions.list(room)
    const named = known.filter(({ auto }) => !auto)
    const newest = known.at(0)
    const isKnown = newest !== undefined && newest.seq === loaded.stats().seq
    if (isKnown && !newest.auto && (label === '' || label === newest.label))
      return ok({ version: newest, isNew: false })
    if (named.length >= MAX_NAMED_VERSIONS) {
      return fail('too-many-versions', `A room keeps up to ${MAX_NAMED_VERSIONS} named versions.`)
    }
    const people = loaded.people()
    if (isKnown && !newest.auto) {
      const paid = quotas.take(address, { bytes: 0 })
      if (!paid.ok) return paid
      return ok({ version: await versions.saveLike(room, newest, { label, auto: false, people }), isNew: true })
    }
    const promoted = isKnown ? await versions.name(room, newest, label) : null
    if (promoted) return ok({ version: promoted, isNew: true })
    const snapshot = await loaded.snapshot({ address })
    if (bytesOf(named) + snapshot.bytes.length > NAMED_BOARDS * roomBytes) {
      return fail('versions-full', `The named versions of a room take up to ${NAMED_BOARDS * roomBytes} bytes.`)
    }
    const paid = quotas.take(address, { bytes: snapshot.bytes.length })
    if (!paid.ok) return paid
    return ok({ version: await versions.save(room, snapshot, { label, auto: false, people }), isNew: true })
  }

  return {
    keep: (loaded, { label, address }) => versions.inTurn(loaded.id, () => keepNow(loaded, label, address)),
    keepBeforeRestore: (loaded, address) =>
      versions.inTurn(loaded.id, async (): Promise<Result<null, BodyError>> => {
        const newest = (await versions.list(loaded.id)).at(0)
        if (newest?.seq === loaded.stats().seq) return ok(null)
        const now = await loaded.snapshot({ address })
        const paid = quotas.take(address, { bytes: now.bytes.length })
        if (!paid.ok) return paid
        await versions.save(loaded.id, now, { label: '', auto: true, people: loaded.people() })
        await makeWay(loaded.id)
        return ok(null)
      }),
    keepAuto: (loaded, people) =>
      versions.inTurn(loaded.id, async () => {
        if ((await versions.list(loaded.id)).at(0)?.seq === loaded.stats().seq) return
        if (!quotas.hasSpace(loaded.stats().bytes)) return
        await versions.save(loaded.id, await loaded.snapshot(), { label: '', auto: true, people })
        await makeWay(loaded.id)
      }),
  }
}
