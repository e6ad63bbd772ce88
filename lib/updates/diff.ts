/** What someone lacks of an update, cut from its bytes: whole runs and parts of runs, no struct is decoded. */
import * as encoding from 'lib0/encoding'
import { finish, Meter, type Steps } from '../base/steps.ts'
import type { ParsedUpdate } from './header.ts'
import type { StateVector } from './state-vector.ts'
import type { UpdateBlock } from './struct-reader.ts'
import { MARK_FIELDS } from './struct-reader.ts'

/** Work of a block, in the units of `Meter`. */
const BLOCK_UNITS = 8

/**
 * An update with all that `theirs` lacks, and every deletion. It may begin a few structs early (Yjs skips
 * what it knows), which is what makes this cost microseconds where decoding costs a hundred milliseconds.
 */
export const diffUpdate = (update: ParsedUpdate, theirs: StateVector): Uint8Array =>
  finish(diffingUpdate(update, theirs))

export function* diffingUpdate({ bytes, header }: ParsedUpdate, theirs: StateVector): Steps<Uint8Array> {
  if (theirs.size === 0) return bytes
  const meter = new Meter()
  const missing: UpdateBlock[] = []
  for (const block of header.blocks) {
    if (block.end > (theirs.get(block.client) ?? 0)) missing.push(block)
    if (meter.spend(BLOCK_UNITS)) yield
  }
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, missing.length)
  for (const block of missing) {
    const start = startOf(block, theirs.get(block.client) ?? 0)
    encoding.writeVarUint(encoder, block.count - start.index)
    encoding.writeVarUint(encoder, block.client)
    encoding.writeVarUint(encoder, start.clock)
    encoding.writeUint8Array(encoder, bytes.subarray(start.offset, block.to))
    if (meter.spend(BLOCK_UNITS)) yield
  }
  encoding.writeUint8Array(encoder, bytes.subarray(header.deletesFrom))
  return encoding.toUint8Array(encoder)
}

/** How many bytes of it `diffUpdate` would give, without what it writes around them. */
export function* measuringLack({ bytes, header }: ParsedUpdate, theirs: StateVector): Steps<number> {
  if (theirs.size === 0) return bytes.length
  const meter = new Meter()
  let lack = bytes.length - header.deletesFrom
  for (const block of header.blocks) {
    const known = theirs.get(block.client) ?? 0
    if (block.end > known) lack += block.to - startOf(block, known).offset
    if (meter.spend(BLOCK_UNITS)) yield
  }
  return lack
}

/** True when nothing but deletions could be missing. */
export const isCoveredBy = (update: ParsedUpdate, theirs: StateVector): boolean => finish(coveringBy(update, theirs))

export function* coveringBy({ header }: ParsedUpdate, theirs: StateVector): Steps<boolean> {
  const meter = new Meter()
  for (const block of header.blocks) {
    if (block.end > (theirs.get(block.client) ?? 0)) return false
    if (meter.spend(BLOCK_UNITS)) yield
  }
  return true
}

/** The last place at or before `clock` where a reader may start. */
export function startOf(block: UpdateBlock, clock: number): { clock: number; offset: number; index: number } {
  const { marks } = block
  let low = 0
  let high = marks.length / MARK_FIELDS
  while (low < high) {
    const middle = (low + high) >> 1
    if (marks[middle * MARK_FIELDS] <= clock) low = middle + 1
    else high = middle
  }
  if (low === 0) return { clock: block.clock, offset: block.from, index: 0 }
  const at = (low - 1) * MARK_FIELDS
  return { clock: marks[at], offset: marks[at + 1], index: marks[at + 2] }
}
