/** Joins updates into one by putting their bytes side by side; Yjs itself is asked only when runs overlap. */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { addRange, type ClockRanges } from './clock-ranges.ts'
import { writeDeletes } from './coverage.ts'
import type { ParsedUpdate, UpdateBlock } from './header.ts'

interface Piece {
  readonly bytes: Uint8Array
  readonly block: UpdateBlock
}

const SKIP = 10

/** One update that says what all of them say; null when they cannot be joined (send them one by one then). */
export function mergeUpdates(updates: readonly ParsedUpdate[]): Uint8Array | null {
  if (updates.length === 1) return updates[0].bytes
  const runs = new Map<number, Piece[]>()
  for (const { bytes, header } of updates) {
    for (const block of header.blocks) {
      const run = runs.get(block.client)
      if (!run) runs.set(block.client, [{ bytes, block }])
      else if (!extendRun(run, { bytes, block })) return mergeByYjs(updates)
    }
  }
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, runs.size)
  for (const client of [...runs.keys()].sort((a, b) => b - a)) writeRun(encoder, runs.get(client) as Piece[])
  writeDeletes(encoder, collectDeletes(updates))
  return encoding.toUint8Array(encoder)
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

function writeRun(encoder: encoding.Encoder, run: readonly Piece[]): void {
  let count = 0
  let end = run[0].block.clock
  for (const { block } of run) {
    count += block.count + (block.clock > end ? 1 : 0)
    end = block.end
  }
  encoding.writeVarUint(encoder, count)
  encoding.writeVarUint(encoder, run[0].block.client)
  encoding.writeVarUint(encoder, run[0].block.clock)
  end = run[0].block.clock
  for (const { bytes, block } of run) {
    if (block.clock > end) {
      encoding.writeUint8(encoder, SKIP)
      encoding.writeVarUint(encoder, block.clock - end)
    }
    encoding.writeUint8Array(encoder, bytes.subarray(block.from, block.to))
    end = block.end
  }
}

function collectDeletes(updates: readonly ParsedUpdate[]): ClockRanges {
  const all: ClockRanges = new Map()
  for (const { header } of updates) {
    for (const { client, ranges } of header.deletes) {
      for (let i = 0; i < ranges.length; i += 2) addRange(all, client, ranges[i], ranges[i + 1])
    }
  }
  return all
}

function mergeByYjs(updates: readonly ParsedUpdate[]): Uint8Array | null {
  try {
    return Y.mergeUpdates(updates.map(({ bytes }) => bytes))
  } catch {
    // Well-formed bytes can still contradict one another; whoever made them gets to keep them apart.
    return null
  }
}
