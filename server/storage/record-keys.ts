/** Keys of records as bytes whose order is the order of their parts. */
import { assert } from '../../lib/base/assert.ts'
import type { RoomId } from '../../lib/base/ids.ts'
import type { RecordChange, RecordKey } from './storage.ts'

/** Leaves room below what lmdb takes for a key (1978 bytes). */
export const MAX_KEY_BYTES = 1024

export function encodeKey(key: RecordKey): Buffer {
  assert(key.length > 0 && key.every((part) => part.length > 0 && !part.includes('\0')), 'a record key holds no NUL')
  const bytes = Buffer.from(key.join('\0'), 'utf8')
  assert(bytes.length <= MAX_KEY_BYTES, 'a record key is at most 1024 bytes')
  return bytes
}

export const decodeKey = (bytes: Uint8Array): RecordKey => Buffer.from(bytes).toString('utf8').split('\0')

export const startsWith = (key: RecordKey, prefix: RecordKey): boolean =>
  key.length >= prefix.length && prefix.every((part, i) => key[i] === part)

/** What a room's own records begin with; they go with it. */
export const roomPrefix = (room: RoomId): RecordKey => ['room', room]
/** The room's line in the list of rooms; it goes with it too. */
export const roomLine = (room: RoomId): RecordKey => ['rooms', room]

/** The room that a record belongs to; null when to none. */
export const ownerOf = (key: RecordKey): RoomId | null =>
  key.length > 1 && (key[0] === 'room' || key[0] === 'rooms') ? (key[1] as RoomId) : null

/** The rooms that something is written for; removing asks nobody. */
export const ownersOf = (changes: readonly RecordChange[]): readonly RoomId[] => [
  ...new Set(changes.flatMap(({ key, value }) => (value === null ? [] : (ownerOf(key) ?? [])))),
]

/** From the first to before the last of all encoded keys that begin with `prefix`. */
export function keyRange(prefix: RecordKey): readonly [Buffer, Buffer] {
  if (prefix.length === 0) return [Buffer.from([0]), Buffer.from([255])]
  const low = encodeKey(prefix)
  // NUL separates parts, so everything below the prefix lies before prefix + \x01.
  return [low, Buffer.concat([low, Buffer.from([1])])]
}
