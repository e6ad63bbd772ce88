/**
 * What a log of updates holds, kept from their headers alone: the clocks of each author and the deletions.
 * Deletions advance no clock, so a state vector cannot tell whether one is known; the ranges here can.
 */
import * as encoding from 'lib0/encoding'
import type { Result } from '../base/result.ts'
import { addRange, type ClockRanges, hasRange } from './clock-ranges.ts'
import { type ParsedUpdate, parseUpdate, type UpdateBlock, type UpdateError, type UpdateHeader } from './header.ts'
import type { UpdateLimits } from './limits.ts'
import { Nesting, NestingDraft } from './nesting.ts'
import type { StateVector } from './state-vector.ts'

export class Coverage {
  readonly #structs: ClockRanges = new Map()
  readonly #deletes: ClockRanges = new Map()
  /** How deep what is here lies. */
  readonly #nesting = new Nesting()
  /** What was measured on top of it and not taken yet: of the last update that was read. */
  #draft: { readonly header: UpdateHeader; readonly nesting: NestingDraft } | null = null
  #vector = new Map<number, number>()
  #encodedDeletes: Uint8Array | null = null

  /** Reads an update on top of what is here; `add` takes it in, before the next one is read. */
  parse(bytes: Uint8Array, limits: UpdateLimits): Result<ParsedUpdate, UpdateError> {
    const nesting = new NestingDraft(this.#nesting, limits.maxTypeDepth)
    const parsed = parseUpdate(bytes, limits, nesting)
    this.#draft = parsed.ok ? { header: parsed.value.header, nesting } : null
    return parsed
  }

  /** True when the update holds something that was not here. */
  add(header: UpdateHeader): boolean {
    if (this.#draft?.header === header) this.#draft.nesting.commit()
    this.#draft = null
    let isNew = false
    for (const block of header.blocks) {
      for (const [start, end] of heldRanges(block)) {
        if (addRange(this.#structs, block.client, start, end)) isNew = true
      }
      const first = this.#structs.get(block.client)
      if (first && first[0] === 0) this.#vector.set(block.client, first[1])
    }
    for (const { client, ranges } of header.deletes) {
      for (let i = 0; i < ranges.length; i += 2) {
        if (addRange(this.#deletes, client, ranges[i], ranges[i + 1])) {
          isNew = true
          this.#encodedDeletes = null
        }
      }
    }
    return isNew
  }

  /** True when all that the update says is here. */
  covers(header: UpdateHeader): boolean {
    for (const block of header.blocks) {
      for (const [start, end] of heldRanges(block)) {
        if (!hasRange(this.#structs, block.client, start, end)) return false
      }
    }
    for (const { client, ranges } of header.deletes) {
      for (let i = 0; i < ranges.length; i += 2) {
        if (!hasRange(this.#deletes, client, ranges[i], ranges[i + 1])) return false
      }
    }
    return true
  }

  /** How far each author is known without a hole. */
  get stateVector(): StateVector {
    return this.#vector
  }

  /** True when someone's updates wait here for earlier ones that never came. */
  get hasHoles(): boolean {
    for (const ranges of this.#structs.values()) if (ranges.length > 2 || ranges[0] !== 0) return true
    return false
  }

  /** An update without structs that holds every deletion; kept until the next one. */
  encodeDeletes(): Uint8Array {
    if (!this.#encodedDeletes) {
      const encoder = encoding.createEncoder()
      encoding.writeVarUint(encoder, 0)
      writeDeletes(encoder, this.#deletes)
      this.#encodedDeletes = encoding.toUint8Array(encoder)
    }
    return this.#encodedDeletes
  }
}

function heldRanges(block: UpdateBlock): [number, number][] {
  if (block.gaps.length === 0) return [[block.clock, block.end]]
  const held: [number, number][] = []
  let start = block.clock
  for (let i = 0; i < block.gaps.length; i += 2) {
    if (block.gaps[i] > start) held.push([start, block.gaps[i]])
    start = block.gaps[i + 1]
  }
  if (block.end > start) held.push([start, block.end])
  return held
}

export function writeDeletes(encoder: encoding.Encoder, deletes: ClockRanges): void {
  encoding.writeVarUint(encoder, deletes.size)
  for (const [client, ranges] of [...deletes].sort((a, b) => b[0] - a[0])) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, ranges.length / 2)
    for (let i = 0; i < ranges.length; i += 2) {
      encoding.writeVarUint(encoder, ranges[i])
      encoding.writeVarUint(encoder, ranges[i + 1] - ranges[i])
    }
  }
}
