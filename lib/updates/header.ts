/** What a Yjs v1 update says about itself: whose clocks it holds, where in its bytes, and what it deletes. */
import { type Failure, fail, ok, type Result } from '../base/result.ts'
import { finish, Meter, type Steps } from '../base/steps.ts'
import { ByteReader, Malformed } from './byte-reader.ts'
import { MAX_CLOCK, type UpdateLimits } from './limits.ts'
import { Nesting, NestingDraft } from './nesting.ts'
import { StructReader, type UnfitStruct, type UpdateBlock } from './struct-reader.ts'

/** Flat `[start, end, ...]`. Very many lie in an array that is not laid out anew while it grows. */
export type Ranges = readonly number[] | Float64Array

export interface ClientDeletes {
  readonly client: number
  readonly ranges: Ranges
}

export interface UpdateHeader {
  readonly blocks: readonly UpdateBlock[]
  readonly deletes: readonly ClientDeletes[]
  /** Where the delete set begins; it ends with the bytes. */
  readonly deletesFrom: number
  /** Structs that Yjs cannot take, in updates that were stored before they were refused; else nothing. */
  readonly unfit: readonly UnfitStruct[]
}

export interface ParsedUpdate {
  readonly bytes: Uint8Array
  readonly header: UpdateHeader
}

export type UpdateError = Failure<'malformed-update'>

/** Work, in the units of `Meter`. */
const BLOCK_UNITS = 10
const RANGE_UNITS = 2
/** From here on an array that grows takes milliseconds at a time. */
const MAX_GROWING_RANGES = 4096

/** The header of an update whose whole structure was walked. Total: any bytes give a header or a reason. */
export const validateUpdate = (
  bytes: Uint8Array,
  limits: UpdateLimits,
  nesting?: NestingDraft | null,
): Result<UpdateHeader, UpdateError> => finish(readingUpdate(bytes, limits, nesting))

export function parseUpdate(
  bytes: Uint8Array,
  limits: UpdateLimits,
  nesting?: NestingDraft | null,
): Result<ParsedUpdate, UpdateError> {
  const header = validateUpdate(bytes, limits, nesting)
  return header.ok ? ok({ bytes, header: header.value }) : header
}

/** The same in steps. `nesting` measures the update on top of what is there; null does not look at it. */
export function* readingUpdate(
  bytes: Uint8Array,
  limits: UpdateLimits,
  nesting: NestingDraft | null = new NestingDraft(new Nesting(), limits.maxTypeDepth),
): Steps<Result<UpdateHeader, UpdateError>> {
  if (bytes.length > limits.maxBytes) return fail('malformed-update', 'the update is too large')
  try {
    const reader = new ByteReader(bytes)
    const structs = new StructReader(reader, limits, nesting)
    const blocks = yield* structs.read()
    if (nesting) yield* nesting.finish()
    const deletesFrom = reader.position
    const deletes = yield* readDeletes(reader, limits)
    if (reader.remaining > 0) throw new Malformed('goes on after its end')
    return ok({ blocks, deletes, deletesFrom, unfit: structs.unfit })
  } catch (error) {
    if (error instanceof Malformed) return fail('malformed-update', `the update ${error.message}`)
    throw error
  }
}

function* readDeletes(reader: ByteReader, limits: UpdateLimits): Steps<ClientDeletes[]> {
  const meter = new Meter()
  const count = reader.count()
  if (count > limits.maxClients) throw new Malformed('deletes from too many authors')
  const deletes: ClientDeletes[] = []
  let total = 0
  for (let i = 0; i < count; i++) {
    const client = reader.varUint()
    const size = reader.count()
    total += size
    if (total > limits.maxDeleteRanges) throw new Malformed('deletes too many ranges')
    const ranges = size > MAX_GROWING_RANGES ? new Float64Array(2 * size) : new Array<number>(2 * size)
    for (let j = 0; j < size; j++) {
      const start = reader.varUint()
      const end = start + reader.varUint()
      if (end > MAX_CLOCK || end <= start) throw new Malformed('deletes an impossible range')
      ranges[2 * j] = start
      ranges[2 * j + 1] = end
      if (meter.spend(RANGE_UNITS)) yield
    }
    deletes.push({ client, ranges })
    if (meter.spend(BLOCK_UNITS)) yield
  }
  return deletes
}
