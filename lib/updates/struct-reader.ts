/** Walks the structs of a Yjs v1 update, author by author, in steps. */
import { Meter, type Steps } from '../base/steps.ts'
import { type ByteReader, Malformed } from './byte-reader.ts'
import { ContentReader } from './content.ts'
import { MAX_CLOCK, type UpdateLimits } from './limits.ts'
import type { NestingDraft } from './nesting.ts'

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

/** Where a struct that takes one clock lies. */
export interface UnfitStruct {
  readonly infoAt: number
  readonly from: number
  readonly to: number
}

/** Structs between two places where a reader may start. */
export const MARK_EVERY = 64
/** Clock, offset and index. */
export const MARK_FIELDS = 3
const GC = 0
const SKIP = 10
const BIT6 = 32
const BIT7 = 64
const BIT8 = 128

/** Work, in the units of `Meter`. */
const BLOCK_UNITS = 10
const STRUCT_UNITS = 6
/** Bytes of a content that are read in the time of one unit. */
const BYTES_PER_UNIT = 8

/** Nearly no update has gaps or marks, and thousands of them are kept. */
const NONE: readonly number[] = []

export class StructReader {
  readonly #reader: ByteReader
  readonly #limits: UpdateLimits
  readonly #nesting: NestingDraft | null
  readonly #content: ContentReader
  readonly #meter = new Meter()
  readonly unfit: UnfitStruct[] = []

  constructor(reader: ByteReader, limits: UpdateLimits, nesting: NestingDraft | null) {
    this.#reader = reader
    this.#limits = limits
    this.#nesting = nesting
    this.#content = new ContentReader(reader, limits)
  }

  *read(): Steps<UpdateBlock[]> {
    const count = this.#reader.count()
    if (count > this.#limits.maxClients) throw new Malformed('names too many authors')
    const blocks: UpdateBlock[] = []
    let previous = Number.POSITIVE_INFINITY
    for (let i = 0; i < count; i++) {
      const block = yield* this.#readBlock()
      // Yjs writes authors in descending order and its merge relies on it.
      if (block.client >= previous) throw new Malformed('names its authors out of order')
      previous = block.client
      blocks.push(block)
      if (this.#meter.spend(BLOCK_UNITS)) yield
    }
    return blocks
  }

  *#readBlock(): Steps<UpdateBlock> {
    const reader = this.#reader
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
      const start = reader.position
      if (i > 0 && i % MARK_EVERY === 0) {
        marks ??= []
        marks.push(at, start, i)
      }
      const info = reader.byte()
      let length: number
      if ((info & 31) === GC || info === SKIP) length = reader.varUint()
      else {
        const refs = this.#readPlace(info, client, at)
        const contentFrom = reader.position
        let isWhole = this.#content.start(info & 31)
        while (!isWhole) {
          yield
          isWhole = this.#content.go()
        }
        length = this.#content.length
        if (this.#content.isUnfit) this.unfit.push({ infoAt: start, from: contentFrom, to: reader.position })
        this.#nestAt(client, at, length, refs)
      }
      if (length < 1) throw new Malformed('has an empty struct')
      if (info === SKIP) {
        gaps ??= []
        gaps.push(at, at + length)
      }
      at += length
      if (at > MAX_CLOCK) throw new Malformed('claims an impossible history')
      if (this.#meter.spend(STRUCT_UNITS + (reader.position - start) / BYTES_PER_UNIT)) yield
    }
    return { client, clock, end: at, count, from, to: reader.position, gaps: gaps ?? NONE, marks: marks ?? NONE }
  }

  /** Neighbours lie in the same type; without one, the type itself is named. */
  #readPlace(info: number, client: number, clock: number): { readonly ids: readonly number[]; readonly step: 0 | 1 } {
    const reader = this.#reader
    const ids: number[] = []
    if (info & BIT8) this.#readId(client, clock, ids)
    if (info & BIT7) this.#readId(client, clock, ids)
    if (ids.length > 0) return { ids, step: 0 }
    if (reader.varUint() === 1) reader.skipString()
    else this.#readId(client, clock, ids)
    if (info & BIT6) reader.skipString()
    return { ids, step: 1 }
  }

  #nestAt(
    client: number,
    clock: number,
    length: number,
    place: { readonly ids: readonly number[]; readonly step: 0 | 1 },
  ) {
    const { ids, step } = place
    if (ids.length === 0) this.#nesting?.root(client, clock, clock + length)
    else this.#nesting?.refer(client, clock, clock + length, step, ids)
  }

  /** Yjs looks a reference to the same author up without waiting for it: it must lie in the past. */
  #readId(client: number, clock: number, ids: number[]): void {
    const otherClient = this.#reader.varUint()
    const otherClock = this.#reader.varUint()
    if (otherClient === client ? otherClock >= clock : otherClock > MAX_CLOCK)
      throw new Malformed('refers to its own future')
    ids.push(otherClient, otherClock)
  }
}
