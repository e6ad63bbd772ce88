/** Joins updates into one by putting their bytes side by side; Yjs itself is asked only when runs overlap. */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { finish, Meter, type Steps } from '../base/steps.ts'
import { type RunsByClient, runsOf } from './clock-runs.ts'
import { writingDeletes } from './coverage.ts'
import type { ClientDeletes, ParsedUpdate } from './header.ts'
import { sorting } from './sorting.ts'
import type { UpdateBlock } from './struct-reader.ts'
import { MARK_EVERY, MARK_FIELDS } from './struct-reader.ts'
import { WideMap } from './wide-map.ts'

/** Work of a range and of an author's run, in the units of `Meter`. */
const RANGE_UNITS = 8
const RUN_UNITS = 32

interface Piece {
  readonly bytes: Uint8Array
  readonly block: UpdateBlock
}

const SKIP = 10

/** One update that says what all of them say; null when they cannot be joined (send them one by one then). */
export const mergeUpdates = (updates: readonly ParsedUpdate[]): Uint8Array | null =>
  joinUpdates(updates)?.bytes ?? mergeByYjs(updates)

/** The same with its header, which is that of the parts put together; null when runs overlap, which takes Yjs. */
export const joinUpdates = (updates: readonly ParsedUpdate[]): ParsedUpdate | null => finish(joiningUpdates(updates))

export function* joiningUpdates(updates: readonly ParsedUpdate[]): Steps<ParsedUpdate | null> {
  if (updates.length === 1) return updates[0]
  const meter = new Meter()
  const runs = new WideMap<Piece[]>()
  for (const { bytes, header } of updates) {
    for (const block of header.blocks) {
      const run = runs.get(block.client)
      if (!run) runs.set(block.client, [{ bytes, block }])
      else if (!extendRun(run, { bytes, block })) return null
      if (meter.spend(RANGE_UNITS)) yield
    }
  }
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, runs.size)
  const blocks: UpdateBlock[] = []
  for (const run of yield* sorting(runs.values(), (a, b) => b[0].block.client - a[0].block.client)) {
    blocks.push(writeRun(encoder, run))
    if (meter.spend(RUN_UNITS * run.length)) yield
  }
  const deletesFrom = encoding.length(encoder)
  const deletes = yield* collectDeletes(updates)
  yield* writingDeletes(encoder, deletes)
  const header = { blocks, deletes: yield* headerDeletes(deletes), deletesFrom, unfit: [] }
  return { bytes: encoding.toUint8Array(encoder), header }
}

/** False when the piece overlaps the run in part, so that structs would have to be cut. */
function extendRun(run: Piece[], piece: Piece): boolean {
  const last = run[run.length - 1].block
  if (piece.block.clock >= last.end) {
    run.push(piece)
    return true
  }
  let low = 0
  let high = run.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (run[middle].block.end <= piece.block.clock) low = middle + 1
    else high = middle
  }
  const { block } = run[low]
  return block.gaps.length === 0 && block.clock <= piece.block.clock && block.end >= piece.block.end
}

/** Writes the pieces of one author, steps over what lies between them, and tells where everything came to lie. */
function writeRun(encoder: encoding.Encoder, run: readonly Piece[]): UpdateBlock {
  const { client, clock } = run[0].block
  let count = 0
  let end = clock
  for (const { block } of run) {
    count += block.count + (block.clock > end ? 1 : 0)
    end = block.end
  }
  encoding.writeVarUint(encoder, count)
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock)
  const from = encoding.length(encoder)
  const gaps: number[] = []
  const marks: number[] = []
  let index = 0
  let marked = 0
  end = clock
  for (const { bytes, block } of run) {
    if (block.clock > end) {
      gaps.push(end, block.clock)
      encoding.writeUint8(encoder, SKIP)
      encoding.writeVarUint(encoder, block.clock - end)
      index++
    }
    const at = encoding.length(encoder)
    if (index - marked >= MARK_EVERY) marks.push(block.clock, at, index)
    for (const gap of block.gaps) gaps.push(gap)
    for (let i = 0; i < block.marks.length; i += MARK_FIELDS) {
      marks.push(block.marks[i], block.marks[i + 1] - block.from + at, block.marks[i + 2] + index)
    }
    if (marks.length > 0) marked = marks[marks.length - 1]
    encoding.writeUint8Array(encoder, bytes.subarray(block.from, block.to))
    index += block.count
    end = block.end
  }
  return { client, clock, end, count, from, to: encoding.length(encoder), gaps, marks }
}

function* headerDeletes(all: RunsByClient): Steps<ClientDeletes[]> {
  const meter = new Meter()
  const deletes: ClientDeletes[] = []
  for (const [client, runs] of all) {
    const ranges: number[] = []
    for (const [start, end] of runs) {
      ranges.push(start, end)
      if (meter.spend(RANGE_UNITS)) yield
    }
    deletes.push({ client, ranges })
  }
  return deletes
}

function* collectDeletes(updates: readonly ParsedUpdate[]): Steps<RunsByClient> {
  const meter = new Meter()
  const all: RunsByClient = new WideMap()
  for (const { header } of updates) {
    for (const { client, ranges } of header.deletes) {
      const runs = runsOf(all, client)
      for (let i = 0; i < ranges.length; i += 2) {
        runs.cover(ranges[i], ranges[i + 1])
        if (meter.spend(RANGE_UNITS)) yield
      }
      if (meter.spend(RANGE_UNITS)) yield
    }
  }
  return all
}

export function mergeByYjs(updates: readonly ParsedUpdate[]): Uint8Array | null {
  try {
    return Y.mergeUpdates(updates.map(({ bytes }) => bytes))
  } catch {
    // Well-formed bytes can still contradict one another; whoever made them gets to keep them apart.
    return null
  }
}
