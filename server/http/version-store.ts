/** Versions: named, dated snapshots of a room, and how they lie in the records. */
import type { Clock } from '../../lib/base/clock.ts'
import type { RandomBytes, RoomId } from '../../lib/base/ids.ts'
import { MAX_VERSION_PEOPLE } from '../../lib/protocol/http.ts'
import type { RoomSnapshot } from '../room/room.ts'
import type { RecordKey, Records, Seq } from '../storage/storage.ts'
import { createTimeIds } from './time-id.ts'

export interface Version {
  readonly id: string
  readonly label: string
  readonly at: number
  readonly seq: Seq
  readonly bytes: number
  /** Made by the server, and thinned out with age. */
  readonly auto: boolean
  /** What those called themselves who were there; none in versions from before this was kept. */
  readonly people: readonly string[]
}

export type VersionKind = Pick<Version, 'label' | 'auto' | 'people'>

export interface VersionStore {
  /** Newest first. */
  list(room: RoomId): Promise<readonly Version[]>
  read(room: RoomId, id: string): Promise<Uint8Array | null>
  save(room: RoomId, snapshot: RoomSnapshot, kind: VersionKind): Promise<Version>
  remove(room: RoomId, ids: readonly string[]): Promise<void>
}

export const MAX_NAMED_VERSIONS = 100
const MAX_LISTED = 1000

const factsKey = (room: RoomId, id: string): RecordKey => ['room', room, 'versions', id]
const bytesKey = (room: RoomId, id: string): RecordKey => ['room', room, 'history', id]

export function createVersionStore(options: {
  readonly records: Records
  readonly clock: Pick<Clock, 'now'>
  readonly random: RandomBytes
}): VersionStore {
  const { records, clock } = options
  const newId = createTimeIds(options)
  return {
    async list(room) {
      const found = await records.list(['room', room, 'versions'], { reverse: true, limit: MAX_LISTED })
      return found.map(({ key, value }) => parseVersion(key[key.length - 1], value)).filter((found) => found !== null)
    },
    read: (room, id) => records.get(bytesKey(room, id)),
    async save(room, snapshot, { label, auto, people: everyone }) {
      const at = clock.now()
      const id = newId()
      const people = everyone.slice(0, MAX_VERSION_PEOPLE)
      const version: Version = { id, label, at, seq: snapshot.seq, bytes: snapshot.bytes.length, auto, people }
      await records.write([
        { key: factsKey(room, id), value: new TextEncoder().encode(JSON.stringify(version)) },
        { key: bytesKey(room, id), value: snapshot.bytes },
      ])
      return version
    },
    remove: (room, ids) =>
      records.write(
        ids.flatMap((id) => [
          { key: factsKey(room, id), value: null },
          { key: bytesKey(room, id), value: null },
        ]),
      ),
  }
}

function parseVersion(id: string, stored: Uint8Array): Version | null {
  try {
    const { label, at, seq, bytes, auto, people } = JSON.parse(new TextDecoder().decode(stored)) as Record<
      string,
      unknown
    >
    if (typeof at !== 'number' || typeof seq !== 'number' || typeof bytes !== 'number') return null
    const names = Array.isArray(people) ? people.filter((name) => typeof name === 'string') : []
    return { id, label: typeof label === 'string' ? label : '', at, seq, bytes, auto: auto === true, people: names }
  } catch {
    return null
  }
}
