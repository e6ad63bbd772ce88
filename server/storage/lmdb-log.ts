/** The rooms' logs in lmdb: updates by room and seq, one snapshot a room, and marks of what was deleted. */
import { setImmediate as turn } from 'node:timers/promises'
import type { Database, RootDatabase, Transaction } from 'lmdb'
import type { RoomId } from '../../lib/base/ids.ts'
import { commit, heard } from './lmdb-commit.ts'
import { Pieces } from './lmdb-pieces.ts'
import type { LmdbReads } from './lmdb-reads.ts'
import { damaged, inPlace, isLong, PIECE_BYTES } from './long-values.ts'
import { RoomDeleted, type RoomLog, type Seq, type StoredRoom } from './storage.ts'

const SEQ_BYTES = 8
/** Rooms whose last seq is kept in memory; beyond it, idle ones are looked up again. */
const MAX_CACHED_ROOMS = 10_000
/** What is read before others have their turn. */
const TURN_BYTES = PIECE_BYTES
const TURN_UPDATES = 256
const LAST_SEQ = Number.MAX_SAFE_INTEGER
/** That there is one says all. */
const GRAVE = Buffer.from([1])

type LogKey = [RoomId, Seq]
/** Of an update its seq; of a snapshot the seq that it includes, negative. */
type PieceKey = [RoomId, Seq, number]

interface RoomCursor {
  lastSeq: Seq
  /** What the snapshot includes that was put last. Nobody else puts one: this process is the folder's only writer. */
  snapshotSeq: Seq
  pending: number
}

export class LmdbLog implements RoomLog {
  readonly #root: RootDatabase<unknown, string>
  readonly #reads: LmdbReads
  readonly #updates: Database<Buffer, LogKey>
  /** The seq, and after it the bytes, or nothing when they lie in pieces. */
  readonly #snapshots: Database<Buffer, RoomId>
  readonly #pieces: Pieces<PieceKey>
  /** The rooms that were deleted; kept for good. */
  readonly #graves: Database<Buffer, RoomId>
  readonly #cursors = new Map<RoomId, RoomCursor>()
  /** All of it, to be counted. */
  readonly parts: readonly { getStats(): object }[]

  constructor(root: RootDatabase<unknown, string>, reads: LmdbReads) {
    this.#root = root
    this.#reads = reads
    this.#updates = root.openDB({ name: 'updates', encoding: 'binary' })
    this.#snapshots = root.openDB({ name: 'snapshots', encoding: 'binary' })
    this.#graves = root.openDB({ name: 'graves', encoding: 'binary' })
    const pieces = root.openDB<Buffer, PieceKey>({ name: 'log-pieces', encoding: 'binary' })
    this.#pieces = new Pieces(pieces)
    this.parts = [this.#updates, this.#snapshots, this.#graves, pieces]
  }

  /** Throws `RoomDeleted` when one of the rooms is. Within a transaction, that is certain until it is committed. */
  requireAlive(rooms: readonly RoomId[]): void {
    for (const room of rooms) if (this.#graves.doesExist(room)) throw new RoomDeleted(room)
  }

  /** Puts what `put` puts, all or nothing, unless one of the rooms is deleted: rejects with `RoomDeleted` then. */
  async putIfAlive(rooms: readonly RoomId[], put: () => void): Promise<void> {
    const answers: Promise<boolean>[] = []
    // lmdb looks at each condition on its own thread, in the order in which all that is put is put.
    const [first, ...others] = rooms
    const rest = others.reduceRight((inner, room) => () => void answers.push(this.#graves.ifNoExists(room, inner)), put)
    answers.push(first === undefined ? this.#root.batch(rest) : this.#graves.ifNoExists(first, rest))
    const outcomes = await Promise.all(answers.map(heard))
    if (rooms.length > 0 && outcomes.includes(false)) throw new RoomDeleted(rooms.join(' '))
  }

  load(room: RoomId, after: Seq = 0): Promise<StoredRoom | null> {
    return this.#reads.run(async (transaction) => {
      this.requireAlive([room])
      const found = this.#snapshots.get(room, { transaction })
      const snapshotSeq = found?.readDoubleBE() ?? 0
      const lastSeq = this.#lastSeqIn(room, transaction) ?? snapshotSeq
      if (lastSeq === 0) return null
      const snapshot = found && snapshotSeq > after ? await this.#snapshotBytes(room, found, transaction) : null
      const updates = await this.#updatesAfter(room, Math.max(snapshotSeq, after), transaction)
      return { snapshot, snapshotSeq, lastSeq, updates }
    })
  }

  async append(room: RoomId, batch: readonly Uint8Array[]): Promise<Seq> {
    const cursor = this.#cursorOf(room)
    cursor.pending++
    try {
      const written = this.putIfAlive([room], () => {
        for (const bytes of batch) this.#putUpdate(room, ++cursor.lastSeq, bytes)
      })
      const seq = cursor.lastSeq
      await written
      return seq
    } finally {
      cursor.pending--
    }
  }

  async compact(room: RoomId, snapshot: Uint8Array, upTo: Seq): Promise<void> {
    const cursor = this.#cursorOf(room)
    const before = cursor.snapshotSeq
    if (before >= upTo) return
    cursor.snapshotSeq = upTo
    cursor.pending++
    try {
      const replaced = this.#keysUpTo(room, upTo)
      await this.putIfAlive([room], () => {
        this.#putSnapshot(room, snapshot, upTo)
        this.#remove(replaced)
      })
    } catch (error) {
      if (cursor.snapshotSeq === upTo) cursor.snapshotSeq = before
      if (!(error instanceof RoomDeleted)) throw error
    } finally {
      cursor.pending--
    }
  }

  /** `also` is done in the same transaction. */
  async delete(room: RoomId, also: () => void = () => {}): Promise<void> {
    await commit(this.#root, () => {
      void this.#graves.put(room, GRAVE)
      also()
      void this.#snapshots.remove(room)
      this.#remove(this.#keysUpTo(room, LAST_SEQ))
    })
    if (this.#cursors.get(room)?.pending === 0) this.#cursors.delete(room)
  }

  async isDeleted(room: RoomId): Promise<boolean> {
    return this.#graves.doesExist(room)
  }

  /** Stores the log of a room as it is elsewhere, in the place of what is here. */
  async replace(room: RoomId, stored: StoredRoom): Promise<void> {
    const replaced = this.#keysUpTo(room, LAST_SEQ)
    await this.putIfAlive([room], () => {
      this.#remove(replaced)
      if (stored.snapshot) this.#putSnapshot(room, stored.snapshot, stored.snapshotSeq)
      else void this.#snapshots.remove(room)
      for (const { seq, bytes } of stored.updates) this.#putUpdate(room, seq, bytes)
    })
    this.#cursors.delete(room)
  }

  /** The rooms after `after` in the order of their ids, deleted ones too. */
  rooms(page: { readonly limit: number; readonly after: RoomId | null }): { room: RoomId; isDeleted: boolean }[] {
    const found: { room: RoomId; isDeleted: boolean }[] = []
    for (let room = this.#next(page.after); room !== null && found.length < page.limit; room = this.#next(room)) {
      found.push({ room, isDeleted: this.#graves.doesExist(room) })
    }
    return found
  }

  /** The first room after `after`, in whichever part it is. */
  #next(after: RoomId | null): RoomId | null {
    const ids: RoomId[] = []
    const updates = after === null ? { limit: 1 } : { start: [after, LAST_SEQ] as LogKey, limit: 1 }
    for (const [id] of this.#updates.getKeys(updates)) ids.push(id)
    for (const part of [this.#snapshots, this.#graves]) {
      for (const id of part.getKeys(after === null ? { limit: 1 } : { start: after, limit: 2 })) {
        if (id !== after) ids.push(id)
      }
    }
    return ids.length === 0 ? null : ids.reduce((least, id) => (id < least ? id : least))
  }

  #cursorOf(room: RoomId): RoomCursor {
    const known = this.#cursors.get(room)
    if (known) return known
    if (this.#cursors.size >= MAX_CACHED_ROOMS) {
      for (const [id, { pending }] of this.#cursors) if (pending === 0) this.#cursors.delete(id)
    }
    const snapshotSeq = this.#snapshots.get(room)?.readDoubleBE() ?? 0
    const cursor = { lastSeq: this.#lastSeqIn(room) ?? snapshotSeq, snapshotSeq, pending: 0 }
    this.#cursors.set(room, cursor)
    return cursor
  }

  /** The seq of the last update that is stored apart from the snapshot. */
  #lastSeqIn(room: RoomId, transaction?: Transaction): Seq | null {
    const last = { start: [room, LAST_SEQ] as LogKey, end: [room, 0] as LogKey, reverse: true, limit: 1, transaction }
    for (const [, seq] of this.#updates.getKeys(last)) return seq
    return null
  }

  #putUpdate(room: RoomId, seq: Seq, bytes: Uint8Array): void {
    void this.#updates.put([room, seq], inPlace(bytes))
    if (isLong(bytes)) this.#pieces.put((nth) => [room, seq, nth], bytes)
  }

  #putSnapshot(room: RoomId, bytes: Uint8Array, upTo: Seq): void {
    const seq = Buffer.allocUnsafe(SEQ_BYTES)
    seq.writeDoubleBE(upTo)
    void this.#snapshots.put(room, Buffer.concat([seq, inPlace(bytes)]))
    if (isLong(bytes)) this.#pieces.put((nth) => [room, -upTo, nth], bytes)
  }

  /** What a snapshot up to there makes superfluous, as far as it is committed; the rest goes with the next one. */
  #keysUpTo(room: RoomId, upTo: Seq): { readonly updates: readonly LogKey[]; readonly pieces: readonly PieceKey[] } {
    const end = Math.min(upTo + 1, LAST_SEQ)
    return {
      updates: [...this.#updates.getKeys({ start: [room, 0], end: [room, end] })],
      pieces: this.#pieces.keys([room, -LAST_SEQ, 0], [room, end, 0]),
    }
  }

  #remove({ updates, pieces }: { readonly updates: readonly LogKey[]; readonly pieces: readonly PieceKey[] }): void {
    for (const key of updates) void this.#updates.remove(key)
    this.#pieces.remove(pieces)
  }

  async #snapshotBytes(room: RoomId, found: Buffer, transaction: Transaction): Promise<Uint8Array> {
    const inPlace = found.subarray(SEQ_BYTES)
    return inPlace.length > 0 ? inPlace : this.#inPieces(room, -found.readDoubleBE(), transaction)
  }

  async #inPieces(room: RoomId, seq: Seq, transaction: Transaction): Promise<Buffer> {
    const whole = await this.#pieces.read((nth) => [room, seq, nth], transaction)
    if (!whole) throw damaged(`the beginning of ${seq}`)
    return whole
  }

  async #updatesAfter(room: RoomId, after: Seq, transaction: Transaction): Promise<StoredRoom['updates']> {
    const found: { readonly seq: Seq; readonly bytes: Uint8Array }[] = []
    for (let next: Seq | null = after + 1; next !== null; ) {
      const batch = this.#someUpdates(room, next, transaction)
      for (const { seq, bytes } of batch.found) {
        found.push({ seq, bytes: bytes.length > 0 ? bytes : await this.#inPieces(room, seq, transaction) })
      }
      next = batch.next
      if (next !== null) await turn()
    }
    return found
  }

  /** As many from `from` on as are read in one turn, and the seq of the first one after them. */
  #someUpdates(room: RoomId, from: Seq, transaction: Transaction) {
    const found: { readonly seq: Seq; readonly bytes: Buffer }[] = []
    let bytes = 0
    for (const { key, value } of this.#updates.getRange({ start: [room, from], end: [room, LAST_SEQ], transaction })) {
      if (bytes >= TURN_BYTES || found.length >= TURN_UPDATES) return { found, next: key[1] }
      found.push({ seq: key[1], bytes: value })
      bytes += value.length
    }
    return { found, next: null }
  }
}
