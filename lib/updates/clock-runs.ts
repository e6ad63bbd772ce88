/**
 * Clocks of one author as sorted runs `[start, end, value]` that do not overlap; neighbours of the same value are one.
 * They lie in chunks, so that putting one in moves a chunk and not all that comes after: a foreign update may hold
 * hundreds of thousands in the worst order.
 */
import type { WideMap } from './wide-map.ts'

const FIELDS = 3
/** Numbers of a chunk at which it is cut in two. */
const MAX_CHUNK = 512 * FIELDS

export class ClockRuns {
  #chunks: number[][] = []

  get isEmpty(): boolean {
    return this.#chunks.length === 0
  }

  /** The end of the first run when it begins at 0; else 0. */
  get endOfStart(): number {
    const first = this.#chunks.at(0)
    return first && first[0] === 0 ? first[1] : 0
  }

  /** True when there is anything but one run from 0 on. */
  get hasHoles(): boolean {
    return !this.isEmpty && (this.#chunks.length > 1 || this.#chunks[0].length > FIELDS || this.#chunks[0][0] !== 0)
  }

  get count(): number {
    return this.#chunks.reduce((sum, chunk) => sum + chunk.length / FIELDS, 0)
  }

  /** The value at a clock; 0 when it is in no run. */
  at(clock: number): number {
    const chunk = this.#chunks[this.#chunkAt(clock)]
    if (!chunk) return 0
    const at = runAt(chunk, clock)
    return chunk[at] <= clock ? chunk[at + 2] : 0
  }

  /** True when one run holds all of [start, end). */
  has(start: number, end: number): boolean {
    const chunk = this.#chunks[this.#chunkAt(start)]
    if (!chunk) return false
    const at = runAt(chunk, start)
    return chunk[at] <= start && chunk[at + 1] >= end
  }

  /** The first run that ends after `clock`, or null: the next one to look at begins at its end. */
  next(clock: number): { readonly start: number; readonly end: number; readonly value: number } | null {
    const chunk = this.#chunks[this.#chunkAt(clock)]
    if (!chunk) return null
    const at = runAt(chunk, clock)
    return { start: chunk[at], end: chunk[at + 1], value: chunk[at + 2] }
  }

  /** All runs in order. */
  *[Symbol.iterator](): Generator<readonly [start: number, end: number, value: number]> {
    for (const chunk of this.#chunks) {
      for (let i = 0; i < chunk.length; i += FIELDS) yield [chunk[i], chunk[i + 1], chunk[i + 2]]
    }
  }

  /** Puts [start, end) in where there is nothing yet, as one run with what touches it; true when some of it was not there. */
  cover(start: number, end: number): boolean {
    if (this.#append(start, end, 1)) return true
    if (this.has(start, end)) return false
    const first = this.#chunkAt(start - 1)
    const from = runAt(this.#chunks[first], start - 1)
    let [low, high] = [start, end]
    let [last, to] = [first, from]
    while (last < this.#chunks.length && this.#chunks[last][to] <= end) {
      low = Math.min(low, this.#chunks[last][to])
      high = Math.max(high, this.#chunks[last][to + 1])
      // Whole chunks are stepped over: what one range swallows costs no more than what is left.
      const chunk = this.#chunks[last]
      to = chunk[chunk.length - FIELDS + 1] <= end ? chunk.length : to + FIELDS
      if (to === chunk.length) {
        high = Math.max(high, chunk[chunk.length - 2])
        last++
        to = 0
      }
    }
    this.#replace(first, from, last, to, [low, high, 1])
    return true
  }

  /** Puts [start, end) in where there is nothing in its way; what is there stays as it is. */
  fill(start: number, end: number, value: number): void {
    if (this.#append(start, end, value)) return
    const chunkAt = this.#chunkAt(start)
    const chunk = this.#chunks[chunkAt]
    const at = runAt(chunk, start)
    // Both neighbours of another value, or none: as it is.
    const touches = this.next(start - 1)
    const left = touches && touches.end === start && touches.value === value ? touches : null
    const right = chunk[at] === end && chunk[at + 2] === value
    if (left) {
      const leftAt = this.#chunkAt(start - 1)
      const leftChunk = this.#chunks[leftAt]
      const place = runAt(leftChunk, start - 1)
      leftChunk[place + 1] = right ? chunk[at + 1] : end
      if (right) this.#replace(chunkAt, at, chunkAt, at + FIELDS, [])
    } else if (right) chunk[at] = start
    else this.#replace(chunkAt, at, chunkAt, at, [start, end, value])
  }

  /** True when it comes after all that is there, which is what nearly always happens. */
  #append(start: number, end: number, value: number): boolean {
    const chunk = this.#chunks.at(-1)
    if (!chunk) {
      this.#chunks.push([start, end, value])
      return true
    }
    const last = chunk.length - FIELDS
    if (start < chunk[last + 1]) return false
    if (start === chunk[last + 1] && chunk[last + 2] === value) chunk[last + 1] = end
    else if (chunk.length < MAX_CHUNK) chunk.push(start, end, value)
    else this.#chunks.push([start, end, value])
    return true
  }

  /** Puts `run` in place of what lies from one place up to another, in the same or a later chunk. */
  #replace(first: number, from: number, last: number, to: number, run: readonly number[]): void {
    const chunk = this.#chunks[first]
    if (first === last) chunk.splice(from, to - from, ...run)
    else {
      if (to > 0) this.#chunks[last].splice(0, to)
      this.#chunks.splice(first + 1, last - first - 1)
      chunk.splice(from, chunk.length - from, ...run)
    }
    if (chunk.length === 0) this.#chunks.splice(first, 1)
    else if (chunk.length > MAX_CHUNK) this.#chunks.splice(first + 1, 0, chunk.splice(MAX_CHUNK / 2))
  }

  /** Place of the first chunk with a run that ends after `clock`. */
  #chunkAt(clock: number): number {
    let low = 0
    let high = this.#chunks.length
    while (low < high) {
      const middle = (low + high) >> 1
      const chunk = this.#chunks[middle]
      if (chunk[chunk.length - 2] <= clock) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Place in the chunk of the first run that ends after `clock`. */
function runAt(chunk: readonly number[], clock: number): number {
  let low = 0
  let high = chunk.length / FIELDS
  while (low < high) {
    const middle = (low + high) >> 1
    if (chunk[middle * FIELDS + 1] <= clock) low = middle + 1
    else high = middle
  }
  return low * FIELDS
}

/** Runs by author. */
export type RunsByClient = WideMap<ClockRuns>

export function runsOf(all: RunsByClient, client: number): ClockRuns {
  let runs = all.get(client)
  if (!runs) {
    runs = new ClockRuns()
    all.set(client, runs)
  }
  return runs
}
