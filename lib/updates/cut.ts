/**
 * Cuts an update into several that are valid alone and small, in an order in which each finds what it refers to: applied
 * one after another they leave nothing waiting. Works piece by piece, so that whoever sends can stop and go on.
 */
import * as encoding from 'lib0/encoding'
import { finish, joiningBytes, Meter, type Steps } from '../base/steps.ts'
import { ByteReader } from './byte-reader.ts'
import { ContentReader } from './content.ts'
import { diffUpdate, measuringLack, startOf } from './diff.ts'
import type { ClientDeletes, ParsedUpdate } from './header.ts'
import { type UpdateLimits, updateLimits } from './limits.ts'
import type { StateVector } from './state-vector.ts'
import type { UpdateBlock } from './struct-reader.ts'
import { WideMap } from './wide-map.ts'

/** A piece on the wire: the slowest line that counts as alive carries it within eight seconds. */
export const PIECE_BYTES = 128 * 1024

const GC = 0
const SKIP = 10
const KIND = 31
const PARENT_SUB = 32
const RIGHT_ORIGIN = 64
const ORIGIN = 128
/** Authors, counts and clocks of a range, and of a piece without any. */
const RANGE_HEAD_BYTES = 24
const RUN_FIELDS = 5
/** Runs from this size on are not written into the head of what follows. */
const LONG_RUN_BYTES = 4096
/** Work of a struct and of an author's run, in the units of `Meter`. */
const STRUCT_UNITS = 64
const BLOCK_UNITS = 32
/** Whatever is cut was let in before. */
const limits: UpdateLimits = { ...updateLimits, isStored: true }

/** How far one author's run has been read, and from where on it has not been handed out. */
interface Cursor {
  readonly block: UpdateBlock
  readonly reader: ByteReader
  clock: number
  left: number
  from: number
  fromClock: number
  to: number
  count: number
}

type Start = ReturnType<typeof startOf>

interface Struct {
  readonly length: number
  readonly isSkip: boolean
  /** Flat `[client, clock, ...]`. */
  readonly refs: readonly number[]
}

export interface CutOptions {
  readonly maxBytes?: number
  /** Only what someone lacks who knows this; it may begin a few structs early, as in `diffUpdate`. */
  readonly theirs?: StateVector
}

/** What a piece holds, without its bytes: small enough to be kept as long as the update is. */
export interface Piece {
  /** Where its structs lie in the update's bytes: flat `[client, count, clock, from, to, ...]`. */
  readonly runs: readonly number[]
  readonly deletes: readonly ClientDeletes[]
}

/** Pieces of about `maxBytes` each; a single struct that is larger stays whole. */
export function* cutUpdate(update: ParsedUpdate, options: CutOptions = {}): Generator<Uint8Array, void> {
  const { maxBytes = PIECE_BYTES, theirs = new Map() } = options
  if (finish(measuringLack(update, theirs)) <= maxBytes) {
    yield diffUpdate(update, theirs)
    return
  }
  for (const piece of cutting(update, options)) if (piece) yield bytesOfPiece(update, piece)
}

/** The same as places, one after another; nothing in between whenever a step is full. */
export function* cutting(
  { bytes, header }: ParsedUpdate,
  { maxBytes = PIECE_BYTES, theirs = new Map() }: CutOptions = {},
): Generator<Piece | undefined, void> {
  const meter = new Meter()
  const cursors = new WideMap<Cursor>()
  for (const block of header.blocks) {
    const known = theirs.get(block.client) ?? 0
    if (block.end > known) cursors.set(block.client, cursorOf(bytes, block, startOf(block, known)))
    if (meter.spend(BLOCK_UNITS)) yield
  }
  const gathered: Cursor[] = []
  let size = 0
  for (const first of cursors.values()) {
    const waiting = [{ cursor: first, until: first.block.end }]
    const active = new Set([first.block.client])
    while (waiting.length > 0) {
      const { cursor, until } = waiting[waiting.length - 1]
      if (cursor.left === 0 || cursor.clock >= until) {
        waiting.pop()
        active.delete(cursor.block.client)
        continue
      }
      const { reader } = cursor
      const start = reader.position
      const struct = yield* readingStruct(reader)
      if (meter.spend(STRUCT_UNITS)) yield
      const needed = neededBy(struct, cursors, active)
      if (needed) {
        reader.position = start
        waiting.push(needed)
        active.add(needed.cursor.block.client)
        continue
      }
      const grown = reader.position - start
      if (size > 0 && size + grown > maxBytes) {
        size = 0
        yield pieceOf(gathered.splice(0))
      }
      size += take(cursor, struct, start, gathered) + grown
    }
  }
  if (gathered.length > 0) yield pieceOf(gathered)
  yield* cutDeletes(header.deletes, maxBytes)
}

function cursorOf(bytes: Uint8Array, block: UpdateBlock, start: Start): Cursor {
  const { clock, offset, index } = start
  const reader = new ByteReader(bytes)
  reader.position = offset
  return { block, reader, clock, left: block.count - index, from: offset, fromClock: clock, to: offset, count: 0 }
}

function* readingStruct(reader: ByteReader): Steps<Struct> {
  const info = reader.byte()
  const isSkip = info === SKIP
  if (isSkip || (info & KIND) === GC) return { length: reader.varUint(), isSkip, refs: [] }
  const refs: number[] = []
  if (info & ORIGIN) refs.push(reader.varUint(), reader.varUint())
  if (info & RIGHT_ORIGIN) refs.push(reader.varUint(), reader.varUint())
  if (refs.length === 0) {
    if (reader.varUint() === 1) reader.skipString()
    else refs.push(reader.varUint(), reader.varUint())
    if (info & PARENT_SUB) reader.skipString()
  }
  const content = new ContentReader(reader, limits)
  for (let isWhole = content.start(info & KIND); !isWhole; isWhole = content.go()) yield
  return { length: content.length, isSkip, refs }
}

/** Whose run has to be read on first, and how far. Runs that wait for one another in a ring are not made whole by waiting. */
function neededBy({ refs }: Struct, cursors: ReadonlyMap<number, Cursor>, active: ReadonlySet<number>) {
  for (let i = 0; i < refs.length; i += 2) {
    const cursor = cursors.get(refs[i])
    if (!cursor || cursor.left === 0 || active.has(refs[i])) continue
    if (refs[i + 1] >= cursor.clock && refs[i + 1] < cursor.block.end) return { cursor, until: refs[i + 1] + 1 }
  }
  return null
}

/** Puts a struct into the piece; gives what its range costs when it begins one. A piece begins with no gap. */
function take(cursor: Cursor, struct: Struct, start: number, gathered: Cursor[]): number {
  cursor.clock += struct.length
  cursor.left -= 1
  if (cursor.count === 0) {
    if (struct.isSkip) return 0
    cursor.from = start
    cursor.fromClock = cursor.clock - struct.length
    gathered.push(cursor)
  }
  cursor.count += 1
  cursor.to = cursor.reader.position
  return cursor.count === 1 ? RANGE_HEAD_BYTES : 0
}

function pieceOf(gathered: readonly Cursor[]): Piece {
  const runs: number[] = []
  for (const cursor of [...gathered].sort((a, b) => b.block.client - a.block.client)) {
    runs.push(cursor.block.client, cursor.count, cursor.fromClock, cursor.from, cursor.to)
    cursor.count = 0
  }
  return { runs, deletes: [] }
}

/** The piece as an update that is valid alone. */
export const bytesOfPiece = (update: ParsedUpdate, piece: Piece): Uint8Array =>
  finish(joiningBytes(partsOfPiece(update, piece)))

/** The same in parts that follow one another; what is long is a view of the update's bytes. */
export function partsOfPiece({ bytes }: ParsedUpdate, { runs, deletes }: Piece): readonly Uint8Array[] {
  const parts: Uint8Array[] = []
  let encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, runs.length / RUN_FIELDS)
  for (let i = 0; i < runs.length; i += RUN_FIELDS) {
    const [client, count, clock, from, to] = runs.slice(i, i + RUN_FIELDS)
    encoding.writeVarUint(encoder, count)
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
    if (to - from < LONG_RUN_BYTES) encoding.writeUint8Array(encoder, bytes.subarray(from, to))
    else {
      parts.push(encoding.toUint8Array(encoder), bytes.subarray(from, to))
      encoder = encoding.createEncoder()
    }
  }
  encoding.writeVarUint(encoder, deletes.length)
  for (const { client, ranges } of deletes) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, ranges.length / 2)
    for (let i = 0; i < ranges.length; i += 2) {
      encoding.writeVarUint(encoder, ranges[i])
      encoding.writeVarUint(encoder, ranges[i + 1] - ranges[i])
    }
  }
  parts.push(encoding.toUint8Array(encoder))
  return parts
}

/** Ranges of clocks as pieces without structs. */
function* cutDeletes(deletes: readonly ClientDeletes[], maxBytes: number): Generator<Piece, void> {
  const rangesPerPiece = Math.max(1, Math.floor(maxBytes / RANGE_HEAD_BYTES))
  let piece: ClientDeletes[] = []
  let room = rangesPerPiece
  for (const { client, ranges } of deletes) {
    for (let at = 0; at < ranges.length; ) {
      const part = ranges.slice(at, at + room * 2)
      piece.push({ client, ranges: part })
      at += part.length
      room -= part.length / 2
      if (room > 0) continue
      yield { runs: [], deletes: piece }
      piece = []
      room = rangesPerPiece
    }
  }
  if (piece.length > 0) yield { runs: [], deletes: piece }
}

/** True when an item, and not only what was forgotten, begins before `clock` and goes on after it. */
export function* isItemAcross({ bytes }: ParsedUpdate, block: UpdateBlock, clock: number): Steps<boolean> {
  const start = startOf(block, clock)
  const reader = new ByteReader(bytes)
  reader.position = start.offset
  for (let at = start.clock; at < clock; ) {
    const info = reader.bytes[reader.position]
    const { length, isSkip } = yield* readingStruct(reader)
    at += length
    if (at > clock) return !isSkip && (info & KIND) !== GC
  }
  return false
}
