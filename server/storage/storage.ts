/**
 * The storage port: a durable log of updates per room, and small records beside it.
 * Every adapter passes `tests/server/storage/storage-contract.ts`.
 */
import type { RoomId } from '../../lib/base/ids.ts'

/** Place of an update in its room's log; the first is 1. */
export type Seq = number

export interface StoredRoom {
  /** Compacted state as one Yjs v1 update; null before the first compaction. */
  readonly snapshot: Uint8Array | null
  /** The seq that `snapshot` includes; 0 when there is none. */
  readonly snapshotSeq: Seq
  /** The highest number that was given. */
  readonly lastSeq: Seq
  /** Updates after the snapshot, oldest first. */
  readonly updates: readonly { readonly seq: Seq; readonly bytes: Uint8Array }[]
}

/**
 * The room was deleted, and that is final: `load`, `append` and writes of its records reject with this. It is decided in
 * the same transaction as the write, so whoever has not heard of the deletion learns it here.
 */
export class RoomDeleted extends Error {
  constructor(readonly room: string) {
    super('the room was deleted')
    this.name = 'RoomDeleted'
  }
}

/** The storage did not do it, or may not have: full, broken or out of reach. Nobody's bug; whoever asked may come back. */
export class StorageFailed extends Error {
  constructor(
    readonly code: 'storage-failed' | 'storage-full',
    cause: unknown,
  ) {
    super((cause as Error)?.message ?? String(cause), { cause })
    this.name = 'StorageFailed'
  }
}

export interface RoomLog {
  /** null when nothing was ever stored for the room. With `after`, only what goes beyond that seq. */
  load(room: RoomId, after?: Seq): Promise<StoredRoom | null>
  /**
   * Appends in order, with numbers that follow one another; resolves with the last seq when all of it is synced to disk.
   * Rejects when it may not be. Whoever reads a seq has read, or can read, every lower one.
   */
  append(room: RoomId, updates: readonly Uint8Array[]): Promise<Seq>
  /**
   * Atomically replaces the snapshot and drops updates with seq <= `upTo`, unless there is one as new; later ones stay.
   * Of a deleted room it leaves nothing behind.
   */
  compact(room: RoomId, snapshot: Uint8Array, upTo: Seq): Promise<void>
  /**
   * Deletes the room for good, all or nothing: log, snapshot and every record of its own (`['room', id, ...]`,
   * `['rooms', id]`). A mark of a few bytes stays, by which nothing is taken for this id any more.
   */
  delete(room: RoomId): Promise<void>
  /** Whether the mark of a deletion is there. */
  isDeleted(room: RoomId): Promise<boolean>
}

/** Keys are paths: ['room', roomId, 'meta'], ['room', roomId, 'link', linkId]. Parts hold no NUL. */
export type RecordKey = readonly string[]

export interface RecordChange {
  readonly key: RecordKey
  /** null deletes. */
  readonly value: Uint8Array | null
}
export interface Records {
  get(key: RecordKey): Promise<Uint8Array | null>
  /** The length of a value, which is not read for it; null when there is none. */
  size(key: RecordKey): Promise<number | null>
  /** All or nothing; resolves when durable. Rejects with `RoomDeleted` when one of the values belongs to a deleted room. */
  write(changes: readonly RecordChange[]): Promise<void>
  /** Writes `value` if what is stored is still `expected` (null: nothing), and tells whether it did, once durable. */
  swap(key: RecordKey, expected: Uint8Array | null, value: Uint8Array): Promise<boolean>
  /** Deletes all records whose key starts with `prefix`. */
  remove(prefix: RecordKey): Promise<void>
  /** Records whose key starts with `prefix`, in key order. */
  list(
    prefix: RecordKey,
    options?: ListOptions,
  ): Promise<readonly { readonly key: RecordKey; readonly value: Uint8Array }[]>
}
export interface ListOptions {
  readonly limit?: number
  readonly reverse?: true
  /** Start after (with `reverse`: before) this key. */
  readonly after?: RecordKey
}

export interface StorageUsage {
  /** What all that is stored takes, without what was freed. */
  readonly usedBytes: number
  /** The disk that it grows on; null when it is not this machine's. */
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number } | null
}

/** What only the tool asks for that carries everything to another storage; see `server/storage/move.ts`. */
export interface Moving {
  /** All rooms in the order of their ids, those with the mark of a deletion too. */
  rooms(page: {
    readonly limit: number
    readonly after: RoomId | null
  }): Promise<readonly { readonly room: RoomId; readonly isDeleted: boolean }[]>
  /** Stores the log of a room as it is elsewhere, numbers included, in the place of what is here; all or nothing. */
  put(room: RoomId, stored: StoredRoom): Promise<void>
  /** Other processes that may write here; 0 where nobody else can have it open. */
  writers(): Promise<number>
}

export interface Storage {
  readonly log: RoomLog
  readonly records: Records
  readonly moving: Moving
  /** Resolves when reads and writes work now; rejects with the reason otherwise. */
  check(): Promise<void>
  usage(): Promise<StorageUsage>
  close(): Promise<void>
}
