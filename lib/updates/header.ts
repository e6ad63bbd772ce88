/** What a Yjs v1 update says about itself: whose clocks it holds, where in its bytes, and what it deletes. */
import { type Failure, fail, ok, type Result } from '../base/result.ts'
import { ByteReader, Malformed } from './byte-reader.ts'
import { skipContent } from './content.ts'
import { MAX_CLOCK, type UpdateLimits } from './limits.ts'
import { Nesting, NestingDraft } from './nesting.ts'

/** One author's run of structs. Plain data: it crosses to a worker and back. */
export interface UpdateBlock {
  readonly client: number
  readonly clock: number
  /** The clock after the last struct. */
  readonly end: number
  /** Number of structs. */
  readonly count: number
  /** Where the structs lie in the bytes (without the block's own header). */
  readonly from: number
  readonly to: number
  /** Flat `[start, end, ...]` of clocks that the block steps over without holding them. */
  readonly gaps: readonly number[]
  /** Flat `[clock, offset, index, ...]`: places every MARK_EVERY structs where a reader may start. */
  readonly marks: readonly number[]
}

export interface ClientDeletes {
  readonly client: number
  /** Flat `[start, end, ...]`. */
  readonly ranges: readonly number[]
}

export interface UpdateHeader {
  readonly blocks: readonly UpdateBlock[]
  readonly deletes: readonly ClientDeletes[]
  /** Where the delete set begins; it ends with the bytes. */
  readonly deletesFrom: number
}

export interface ParsedUpdate {
  readonly bytes: Uint8Array
  readonly header: UpdateHeader
}

export type UpdateError = Failure<'malformed-update'>

/** Structs between two places where a reader may start. */
export const MARK_EVERY = 64
/** Clock, offset and index. */
export const MARK_FIELDS = 3
/** Nearly no update has gaps or marks, and thousands of them are kept. */
const NONE: readonly number[] = []
const GC = 0
const SKIP = 10
const BIT6 = 32
const BIT7 = 64
const BIT8 = 128

/**
 * The header of an update whose whole structure was walked. Total: any bytes give a header or a reason. `nesting`
 * measures it on top of what is there; null does not look at it.
 */
export function validateUpdate(
  bytes: Uint8Array,
  limits: UpdateLimits,
  nesting: NestingDraft | null = new NestingDraft(new Nesting(), limits.maxTypeDepth),
): Result<UpdateHeader, UpdateError> {
  if (bytes.length > limits.maxBytes) return fail('malformed-update', 'the update is too large')
  try {
    const reader = new ByteReader(bytes)
    const blocks = readBlocks(reader, limits, nesting)
    nesting?.finish()
    const deletesFrom = reader.position
    const deletes = readDeletes(reader, limits)
    if (reader.remaining > 0) throw new Malformed('goes on after its end')
    return ok({ blocks, deletes, deletesFrom })
  } catch (error) {
    if (error instanceof Malformed) return fail('malformed-update', `the update ${error.message}`)
    throw error
  }
}

export function parseUpdate(
  bytes: Uint8Array,
  limits: UpdateLimits,
  nesting?: NestingDraft | null,
): Result<ParsedUpdate, UpdateError> {
  const header = validateUpdate(bytes, limits, nesting)
  return header.ok ? ok({ bytes, header: header.value }) : header
}

function readBlocks(reader: ByteReader, limits: UpdateLimits, nesting: NestingDraft | null): UpdateBlock[] {
  const count = reader.count()
  if (count > limits.maxClients) throw new Malformed('names too many authors')
  const blocks: UpdateBlock[] = []
  let previous = Number.POSITIVE_INFINITY
  for (let i = 0; i < count; i++) {
    const block = readBlock(reader, limits, nesting)
    // Yjs writes authors in descending order and its merge relies on it.
    if (block.client >= previous) throw new Malformed('names its authors out of order')
    previous = block.client
    blocks.push(block)
  }
  return blocks
}

function readBlock(reader: ByteReader, limits: UpdateLimits, nesting: NestingDraft | null): UpdateBlock {
  const count = reader.count()
  const client = reader.varUint()
  const clock = reader.varUint()
  if (clock > MAX_CLOCK) throw new Malformed('claims an impossible history')
  if (count === 0) throw new Malformed('has an empty run')
  const from = reader.position
  let gaps: number[] | null = null
  let marks: number[] | null = null
  let at = clock
  for (let i = 0; i < count; i++) {
    if (i > 0 && i % MARK_EVERY === 0) {
      marks ??= []
      marks.push(at, reader.position, i)
    }
    const info = reader.byte()
    let length: number
    if ((info & 31) === GC || info === SKIP) length = reader.varUint()
    else length = readItem(reader, info, client, at, limits, nesting)
    if (length < 1) throw new Malformed('has an empty struct')
    if (info === SKIP) {
      gaps ??= []
      gaps.push(at, at + length)
    }
    at += length
    if (at > MAX_CLOCK) throw new Malformed('claims an impossible history')
  }
  return { client, clock, end: at, count, from, to: reader.position, gaps: gaps ?? NONE, marks: marks ?? NONE }
}

function readItem(
  reader: ByteReader,
  info: number,
  client: number,
  clock: number,
  limits: UpdateLimits,
  nesting: NestingDraft | null,
): number {
  /** Neighbours lie in the same type; without one, the type itself is named. */
  const refs: number[] = []
  let step: 0 | 1 = 0
  if (info & BIT8) readId(reader, client, clock, refs)
  if (info & BIT7) readId(reader, client, clock, refs)
  if (refs.length === 0) {
    if (reader.varUint() === 1) reader.skipString()
    else {
      readId(reader, client, clock, refs)
      step = 1
    }
    if (info & BIT6) reader.skipString()
  }
  const length = skipContent(reader, info & 31, limits)
  if (refs.length === 0) nesting?.root(client, clock, clock + length)
  else nesting?.refer(client, clock, clock + length, step, refs)
  return length
}

function readId(reader: ByteReader, client: number, clock: number, refs: number[]): void {
  const otherClient = reader.varUint()
  refs.push(otherClient, checkId(reader.varUint(), otherClient, client, clock))
}

/** Yjs looks a reference to the same author up without waiting for it: it must lie in the past. */
function checkId(otherClock: number, otherClient: number, client: number, clock: number): number {
  if (otherClient === client ? otherClock >= clock : otherClock > MAX_CLOCK)
    throw new Malformed('refers to its own future')
  return otherClock
}

function readDeletes(reader: ByteReader, limits: UpdateLimits): ClientDeletes[] {
  const count = reader.count()
  if (count > limits.maxClients) throw new Malformed('deletes from too many authors')
  const deletes: ClientDeletes[] = []
  let total = 0
  for (let i = 0; i < count; i++) {
    const client = reader.varUint()
    const size = reader.count()
    total += size
    if (total > limits.maxDeleteRanges) throw new Malformed('deletes too many ranges')
    const ranges: number[] = []
    for (let j = 0; j < size; j++) {
      const start = reader.varUint()
      const end = start + reader.varUint()
      if (end > MAX_CLOCK || end <= start) throw new Malformed('deletes an impossible range')
      ranges.push(start, end)
    }
    deletes.push({ client, ranges })
  }
  return deletes
}
