/** Versions: named, dated snapshots of a room, and how they lie in the records. */
import type { WallClock } from '../../lib/base/clock.ts'
import type { RandomBytes, RoomId } from '../../lib/base/ids.ts'
import type { Version } from '../../lib/protocol/answers.ts'
import { MAX_VERSION_PEOPLE } from '../../lib/protocol/http.ts'
import { createSerial } from '../access/serial.ts'
import type { RoomSnapshot } from '../room/room.ts'
import type { RecordKey, Records } from '../storage/storage.ts'
import { createTimeIds } from './time-id.ts'

export type VersionKind = Pick<Version, 'label' | 'auto' | 'people'>

export interface VersionStore {
  /** Runs tasks of a room one after another: what was looked at is still so when it is written. */
  inTurn<T>(room: RoomId, task: () => Promise<T>): Promise<T>
  /** Newest first. */
  list(room: RoomId): Promise<readonly Version[]>
  read(room: RoomId, id: string): Promise<Uint8Array | null>
  /** How many bytes `read` reads; null when there is no such version. */
  size(room: RoomId, id: string): Promise<number | null>
  save(room: RoomId, snapshot: RoomSnapshot, kind: VersionKind): Promise<Version>
  /** Another version of the same state as a named one: it shares its bytes, which stay as long as the room. */
  saveLike(room: RoomId, named: Version, kind: VersionKind): Promise<Version>
  /** Makes a named version of an automatic one; null when it has gone meanwhile. */
  name(room: RoomId, version: Version, label: string): Promise<Version | null>
  remove(room: RoomId, ids: readonly string[]): Promise<void>
}

export const MAX_NAMED_VERSIONS = 100
const MAX_LISTED = 1000

const factsKey = (room: RoomId, id: string): RecordKey => ['room', room, 'versions', id]
const bytesKey = (room: RoomId, id: string): RecordKey => ['room', room, 'history', id]
const encode = (facts: object): Uint8Array => new TextEncoder().encode(JSON.stringify(facts))

export function createVersionStore(options: {
  readonly records: Records
  readonly clock: Pick<WallClock, 'date'>
  readonly random: RandomBytes
}): VersionStore {
  const { records, clock } = options
  const newId = createTimeIds(options)
  const serial = createSerial()

  async function describe(
    room: RoomId,
    { seq, bytes }: Pick<Version, 'seq' | 'bytes'>,
    { label, auto, people }: VersionKind,
  ): Promise<Version> {
    const [newest] = await records.list(['room', room, 'versions'], { reverse: true, limit: 1 })
    return {
      id: newId(newest?.key.at(-1)),
      label,
      at: clock.date(),
      seq,
      bytes,
      auto,
      people: people.slice(0, MAX_VERSION_PEOPLE),
    }
  }

  /** Whose bytes a version shares; itself when it has its own. */
  async function holderOf(room: RoomId, id: string): Promise<string> {
    const stored = await records.get(factsKey(room, id))
    return (stored && readHolder(stored)) ?? id
  }

  return {
    inTurn: (room, task) => serial(room, task),
    async list(room) {
      const found = await records.list(['room', room, 'versions'], { reverse: true, limit: MAX_LISTED })
      return found.map(({ key, value }) => parseVersion(key[key.length - 1], value)).filter((found) => found !== null)
    },
    async read(room, id) {
      return (await records.get(bytesKey(room, id))) ?? (await records.get(bytesKey(room, await holderOf(room, id))))
    },
    async size(room, id) {
      return (await records.size(bytesKey(room, id))) ?? records.size(bytesKey(room, await holderOf(room, id)))
    },
    async save(room, snapshot, kind) {
      const version = await describe(room, { seq: snapshot.seq, bytes: snapshot.bytes.length }, kind)
      await records.write([
        { key: factsKey(room, version.id), value: encode(version) },
        { key: bytesKey(room, version.id), value: snapshot.bytes },
      ])
      return version
    },
    async saveLike(room, named, kind) {
      const version = await describe(room, named, kind)
      const holder = await holderOf(room, named.id)
      await records.write([{ key: factsKey(room, version.id), value: encode({ ...version, holder }) }])
      return version
    },
    async name(room, version, label) {
      const key = factsKey(room, version.id)
      const stored = await records.get(key)
      const named = { ...version, label, auto: false }
      return stored && (await records.swap(key, stored, encode(named))) ? named : null
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

function readFacts(stored: Uint8Array): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(new TextDecoder().decode(stored)) as Record<string, unknown>
  } catch {
    return null
  }
}

function readHolder(stored: Uint8Array): string | null {
  const holder = readFacts(stored)?.holder
  return typeof holder === 'string' ? holder : null
}

function parseVersion(id: string, stored: Uint8Array): Version | null {
  const { label, at, seq, bytes, auto, people } = readFacts(stored) ?? {}
  if (typeof at !== 'number' || typeof seq !== 'number' || typeof bytes !== 'number') return null
  const names = Array.isArray(people) ? people.filter((name) => typeof name === 'string') : []
  return { id, label: typeof label === 'string' ? label : '', at, seq, bytes, auto: auto === true, people: names }
}
