/** Joins updates into one by putting their bytes side by side; Yjs itself is asked only when runs overlap. */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { addRange, type ClockRanges } from './clock-ranges.ts'
import { writeDeletes } from './coverage.ts'
import { type ClientDeletes, MARK_EVERY, MARK_FIELDS, type ParsedUpdate, type UpdateBlock } from './header.ts'

interface Piece {
  readonly bytes: Uint8Array
  readonly block: UpdateBlock
}

const SKIP = 10

/** One update that says what all of them say; null when they cannot be joined (send them one by one then). */
export const mergeUpdates = (updates: readonly ParsedUpdate[]): Uint8Array | null =>
  joinUpdates(updates)?.bytes ?? mergeByYjs(updates)

/** The same with its header, which is that of the parts put together; null when runs overlap, which takes Yjs. */
export function joinUpdates(updates: readonly ParsedUpdate[]): ParsedUpdate | null {
  if (updates.length === 1) return updates[0]
  const runs = new Map<number, Piece[]>()
  for (const { bytes, header } of updates) {
    for (const block of header.blocks) {
      const run = runs.get(block.client)
      if (!run) runs.set(block.client, [{ bytes, block }])
      else if (!extendRun(run, { bytes, block })) return null
    }
  }
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, runs.size)
  const blocks = [...runs.values()]
    .sort((a, b) => b[0].block.client - a[0].block.client)
    .map((run) => writeRun(encoder, run))
  const deletesFrom = encoding.length(encoder)
  const deletes = collectDeletes(updates)
  writeDeletes(encoder, deletes)
  const header = { blocks, deletes: headerDeletes(deletes), deletesFrom }
  return { bytes: encoding.toUint8Array(encoder), header }
}

/** False when the piece overlaps the run in part, so that structs would have to be cut. */
function extendRun(run: Piece[], piece: Piece): boolean {
  const last = run[run.length - 1].block
  if (piece.block.clock >= last.end) {
    run.push(piece)
    return true
  }
  return run.some(
    ({ block }) => block.gaps.length === 0 && block.clock <= piece.block.clock && block.end >= piece.block.end,
  )
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

const headerDeletes = (deletes: ClockRanges): ClientDeletes[] =>
  [...deletes].sort((a, b) => b[0] - a[0]).map(([client, ranges]) => ({ client, ranges }))

function collectDeletes(updates: readonly ParsedUpdate[]): ClockRanges {
  const all: ClockRanges = new Map()
  for (const { header } of updates) {
    for (const { client, ranges } of header.deletes) {
      for (let i = 0; i < ranges.length; i += 2) addRange(all, client, ranges[i], ranges[i + 1])
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
