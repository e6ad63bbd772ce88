/**
 * What a log of updates holds, kept from their headers alone: the clocks of each author and the deletions.
 * Deletions advance no clock, so a state vector cannot tell whether one is known; the ranges here can.
 */
import * as encoding from 'lib0/encoding'
import { ok, type Result } from '../base/result.ts'
import { finish, Meter, type Steps } from '../base/steps.ts'
import { type RunsByClient, runsOf } from './clock-runs.ts'
import { type ParsedUpdate, readingUpdate, type UpdateError, type UpdateHeader } from './header.ts'
import type { UpdateLimits } from './limits.ts'
import { Nesting, NestingDraft } from './nesting.ts'
import type { StateVector } from './state-vector.ts'
import type { UpdateBlock } from './struct-reader.ts'
import { WideMap } from './wide-map.ts'

/** Work of a range and of an author, in the units of `Meter`. */
const RANGE_UNITS = 8
const AUTHOR_UNITS = 16

export class Coverage {
  readonly #structs: RunsByClient = new WideMap()
  readonly #deletes: RunsByClient = new WideMap()
  /** How deep what is here lies. */
  readonly #nesting = new Nesting()
  /** What was measured on top of it and not taken yet: of the last update that was read. */
  #draft: { readonly header: UpdateHeader; readonly nesting: NestingDraft } | null = null
  readonly #vector = new WideMap<number>()
  /** Authors with something that waits for what is not here. */
  readonly #holed = new Set<number>()
  #encodedDeletes: Uint8Array | null = null

  /** Reads an update on top of what is here; `add` takes it in, before the next one is read. */
  parse(bytes: Uint8Array, limits: UpdateLimits): Result<ParsedUpdate, UpdateError> {
    return finish(this.parsing(bytes, limits))
  }

  /** True when the update holds something that was not here. */
  add(header: UpdateHeader): boolean {
    return finish(this.adding(header))
  }

  /** True when all that the update says is here. */
  covers(header: UpdateHeader): boolean {
    return finish(this.covering(header))
  }

  /** An update without structs that holds every deletion; kept until the next one. */
  encodeDeletes(): Uint8Array {
    return finish(this.encodingDeletes())
  }

  *parsing(bytes: Uint8Array, limits: UpdateLimits): Steps<Result<ParsedUpdate, UpdateError>> {
    const nesting = new NestingDraft(this.#nesting, limits.maxTypeDepth)
    const header = yield* readingUpdate(bytes, limits, nesting)
    this.#draft = header.ok ? { header: header.value, nesting } : null
    return header.ok ? ok({ bytes, header: header.value }) : header
  }

  *adding(header: UpdateHeader): Steps<boolean> {
    if (this.#draft?.header === header) yield* this.#draft.nesting.commit()
    this.#draft = null
    const meter = new Meter()
    let isNew = false
    for (const block of header.blocks) {
      const runs = runsOf(this.#structs, block.client)
      for (const [start, end] of heldRanges(block)) {
        if (runs.cover(start, end)) isNew = true
        if (meter.spend(RANGE_UNITS)) yield
      }
      if (runs.endOfStart > 0) this.#vector.set(block.client, runs.endOfStart)
      if (runs.hasHoles) this.#holed.add(block.client)
      else this.#holed.delete(block.client)
      if (meter.spend(AUTHOR_UNITS)) yield
    }
    for (const { client, ranges } of header.deletes) {
      const runs = runsOf(this.#deletes, client)
      for (let i = 0; i < ranges.length; i += 2) {
        if (runs.cover(ranges[i], ranges[i + 1])) {
          isNew = true
          this.#encodedDeletes = null
        }
        if (meter.spend(RANGE_UNITS)) yield
      }
      if (meter.spend(AUTHOR_UNITS)) yield
    }
    return isNew
  }

  *covering(header: UpdateHeader): Steps<boolean> {
    const meter = new Meter()
    for (const block of header.blocks) {
      const runs = this.#structs.get(block.client)
      for (const [start, end] of heldRanges(block)) {
        if (!runs?.has(start, end)) return false
        if (meter.spend(RANGE_UNITS)) yield
      }
      if (meter.spend(AUTHOR_UNITS)) yield
    }
    for (const { client, ranges } of header.deletes) {
      const runs = this.#deletes.get(client)
      for (let i = 0; i < ranges.length; i += 2) {
        if (!runs?.has(ranges[i], ranges[i + 1])) return false
        if (meter.spend(RANGE_UNITS)) yield
      }
      if (meter.spend(AUTHOR_UNITS)) yield
    }
    return true
  }

  /**
   * True when the update just read forgets the first half of what may be a struct that waits here for what comes before
   * it: Yjs could not put the second half anywhere.
   */
  *forgetsHalf(header: UpdateHeader): Steps<boolean> {
    const draft = this.#draft?.header === header ? this.#draft.nesting : null
    const meter = new Meter()
    for (const block of header.blocks) {
      const runs = this.#structs.get(block.client)
      if (!draft || !runs?.hasHoles) continue
      for (const [, to] of heldRanges(block)) {
        if (to > runs.endOfStart && runs.has(to - 1, to + 1) && !draft.isRooted(block.client, to - 1)) return true
        if (meter.spend(RANGE_UNITS)) yield
      }
    }
    return false
  }

  /** How far each author is known without a hole. */
  get stateVector(): StateVector {
    return this.#vector
  }

  /** True when someone's updates wait here for earlier ones that never came. */
  get hasHoles(): boolean {
    return this.#holed.size > 0
  }

  /** Authors of what is here. */
  get authors(): number {
    return Math.max(this.#structs.size, this.#deletes.size)
  }

  /** Authors of what is here and of the update together. */
  *countingAuthors(header: UpdateHeader): Steps<number> {
    const meter = new Meter()
    let authors = 0
    for (const [known, named] of [
      [this.#structs, header.blocks],
      [this.#deletes, header.deletes],
    ] as const) {
      let count = known.size
      for (const { client } of named) {
        if (!known.has(client)) count++
        if (meter.spend(AUTHOR_UNITS)) yield
      }
      authors = Math.max(authors, count)
    }
    return authors
  }

  *encodingDeletes(): Steps<Uint8Array> {
    if (!this.#encodedDeletes) {
      const encoder = encoding.createEncoder()
      encoding.writeVarUint(encoder, 0)
      yield* writingDeletes(encoder, this.#deletes)
      this.#encodedDeletes = encoding.toUint8Array(encoder)
    }
    return this.#encodedDeletes
  }
}

function* heldRanges(block: UpdateBlock): Generator<readonly [start: number, end: number]> {
  let start = block.clock
  for (let i = 0; i < block.gaps.length; i += 2) {
    if (block.gaps[i] > start) yield [start, block.gaps[i]]
    start = block.gaps[i + 1]
  }
  if (block.end > start) yield [start, block.end]
}

/** In whatever order: Yjs reads deletions in any, and sorting hundreds of thousands of authors would be one long step. */
export function* writingDeletes(encoder: encoding.Encoder, deletes: RunsByClient): Steps<void> {
  const meter = new Meter()
  encoding.writeVarUint(encoder, deletes.size)
  for (const [client, runs] of deletes) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, runs.count)
    for (const [start, end] of runs) {
      encoding.writeVarUint(encoder, start)
      encoding.writeVarUint(encoder, end - start)
      if (meter.spend(RANGE_UNITS)) yield
    }
    if (meter.spend(AUTHOR_UNITS)) yield
  }
}
