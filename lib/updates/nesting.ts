/**
 * How deep every struct of a room lies inside shared types: 1 in a root, one more in each type within. Deleting a type
 * goes down all that it holds, in every client at once, so a chain that grows update by update must end somewhere.
 */
import { Malformed } from './byte-reader.ts'
import { MAX_CLOCK } from './limits.ts'

/** Flat `[start, end, depth, ...]` by client, sorted; neighbours of the same depth are one. */
type DepthRuns = Map<number, number[]>

const FIELDS = 3
/**
 * What is taken for the depth of something that is not here: it was deleted and forgotten, or comes later. Whatever
 * then comes in its place must not lie deeper.
 */
export const ABSENT_DEPTH = 16
/** References of a room to things that are not there. */
const MAX_ABSENT = 50_000
/** Structs of one update that can be measured only when all of it was read. */
const MAX_DEFERRED = 250_000
/** Up to here runs are put in one by one, which moves what comes after them; more are merged in one go. */
const FEW = 64 * FIELDS

export class Nesting {
  readonly #runs: DepthRuns = new Map()
  /** Clocks by client, sorted, that were taken to lie at ABSENT_DEPTH. */
  readonly #absent = new Map<number, number[]>()
  #absentCount = 0

  /** 0 when it is not known. */
  at(client: number, clock: number): number {
    return depthIn(this.#runs, client, clock)
  }

  /** True when a struct at this place may have this depth without making untrue what others were let in for. */
  allows(client: number, start: number, end: number, depth: number): boolean {
    const absent = depth > ABSENT_DEPTH ? this.#absent.get(client) : undefined
    if (absent && absent[firstFrom(absent, start)] < end) return false
    const runs = this.#runs.get(client)
    if (!runs || runs[runs.length - 2] <= start) return true
    for (let i = indexAt(runs, start); i < runs.length && runs[i] < end; i += FIELDS) {
      if (depth > runs[i + 2]) return false
    }
    return true
  }

  /** What is known already stays; only what is new is added. `fresh` is sorted. */
  add(client: number, fresh: readonly number[]): void {
    const runs = this.#runs.get(client)
    if (!runs) this.#runs.set(client, [...fresh])
    else if (runs[runs.length - 2] <= fresh[0]) appendAll(runs, fresh)
    else if (fresh.length <= FEW) insertAll(runs, fresh)
    else this.#runs.set(client, mergeRuns(runs, fresh))
  }

  /** Notes that a struct was let in as if `clock` lay at ABSENT_DEPTH. */
  expect(client: number, clock: number): void {
    const known = this.#absent.get(client) ?? []
    const at = firstFrom(known, clock)
    if (known[at] === clock) return
    known.splice(at, 0, clock)
    this.#absent.set(client, known)
    this.#absentCount++
  }

  hasRoomFor(absent: number): boolean {
    return this.#absentCount + absent <= MAX_ABSENT
  }
}

interface Deferred {
  readonly client: number
  readonly start: number
  readonly end: number
  readonly step: number
  /** Flat `[client, clock, ...]`. */
  readonly refs: readonly number[]
  depth: number
}

/** The depths of one update on its way in: measured while it is read, kept only when it is taken. */
export class NestingDraft {
  readonly #known: Nesting
  readonly #maxDepth: number
  /** A depth, or below 0 the place in `deferred`. */
  readonly #runs: DepthRuns = new Map()
  readonly #deferred: Deferred[] = []
  readonly #absent: number[] = []

  constructor(known: Nesting, maxDepth: number) {
    this.#known = known
    this.#maxDepth = maxDepth
  }

  /** A struct in a named root. */
  root(client: number, start: number, end: number): void {
    this.#put(client, start, end, 1)
  }

  /** A struct beside (`step` 0) or inside (1) those that `refs` names; it lies as deep as the deepest says. */
  refer(client: number, start: number, end: number, step: 0 | 1, refs: readonly number[]): void {
    let depth = 0
    for (let i = 0; i < refs.length; i += 2) {
      const found = depthIn(this.#runs, refs[i], refs[i + 1]) || this.#known.at(refs[i], refs[i + 1])
      if (found <= 0) {
        if (this.#isBounded && this.#deferred.length >= MAX_DEFERRED) throw new Malformed('refers to too much at once')
        // Authors follow one another by number, not by cause: what is missing may still come in this very update.
        const deferred = this.#deferred.push({ client, start, end, step, refs, depth: 0 })
        this.#put(client, start, end, -deferred)
        return
      }
      depth = Math.max(depth, found)
    }
    this.#put(client, start, end, depth + step)
  }

  /** Throws when the update nests too deeply, alone or on top of what the room holds. */
  finish(): void {
    for (const deferred of this.#deferred) this.#settle(deferred)
    if (this.#isBounded && !this.#known.hasRoomFor(this.#absent.length / 2))
      throw new Malformed('refers to too much that is not there')
    for (const [client, runs] of this.#runs) {
      for (let i = 0; i < runs.length; i += FIELDS) {
        const depth = runs[i + 2]
        this.#check(client, runs[i], runs[i + 1], depth < 0 ? this.#deferred[-depth - 1].depth : depth)
      }
    }
  }

  /** The update is in the log now. */
  commit(): void {
    for (const [client, runs] of this.#runs) {
      for (let i = 2; i < runs.length; i += FIELDS) if (runs[i] < 0) runs[i] = this.#deferred[-runs[i] - 1].depth
      this.#known.add(client, runs)
    }
    for (let i = 0; i < this.#absent.length; i += 2) this.#known.expect(this.#absent[i], this.#absent[i + 1])
  }

  #check(client: number, start: number, end: number, depth: number): void {
    if (depth > this.#maxDepth || (this.#isBounded && !this.#known.allows(client, start, end, depth)))
      throw new Malformed('nests types too deeply')
  }

  /** What was stored before there was a limit is let in as it is. */
  get #isBounded(): boolean {
    return this.#maxDepth < MAX_CLOCK
  }

  #put(client: number, start: number, end: number, depth: number): void {
    const runs = this.#runs.get(client)
    if (runs) append(runs, start, end, depth)
    else this.#runs.set(client, [start, end, depth])
  }

  /** By a stack of our own: what is nested too deeply for a limit may be too deep for recursion. */
  #settle(first: Deferred): void {
    const open = new Set<Deferred>()
    const stack = [first]
    for (let top = first; stack.length > 0; top = stack[stack.length - 1]) {
      const needed = top.depth === 0 ? this.#measure(top, open) : null
      if (needed) stack.push(needed)
      else {
        open.delete(top)
        stack.pop()
      }
    }
  }

  /** Another that has to be measured before, or null. */
  #measure(deferred: Deferred, open: Set<Deferred>): Deferred | null {
    open.add(deferred)
    let depth = 0
    const absent: number[] = []
    for (let i = 0; i < deferred.refs.length; i += 2) {
      const [client, clock] = [deferred.refs[i], deferred.refs[i + 1]]
      let found = depthIn(this.#runs, client, clock) || this.#known.at(client, clock)
      if (found < 0) {
        const other = this.#deferred[-found - 1]
        // In a circle nobody is ever first: Yjs waits for all of them forever.
        if (other.depth === 0 && !open.has(other)) return other
        found = other.depth
      }
      if (found === 0) absent.push(client, clock)
      depth = Math.max(depth, found || ABSENT_DEPTH)
    }
    deferred.depth = depth + deferred.step
    this.#absent.push(...absent)
    return null
  }
}

function append(runs: number[], start: number, end: number, depth: number): void {
  const last = runs.length - FIELDS
  if (runs[last + 1] === start && runs[last + 2] === depth) runs[last + 1] = end
  else runs.push(start, end, depth)
}

function appendAll(runs: number[], fresh: readonly number[]): void {
  for (let i = 0; i < fresh.length; i += FIELDS) append(runs, fresh[i], fresh[i + 1], fresh[i + 2])
}

function insertAll(runs: number[], fresh: readonly number[]): void {
  for (let i = 0; i < fresh.length; i += FIELDS) {
    const [start, end, depth] = [fresh[i], fresh[i + 1], fresh[i + 2]]
    let from = start
    for (let at = indexAt(runs, start); from < end; at += FIELDS) {
      const next = at < runs.length ? Math.min(runs[at], end) : end
      if (from < next) {
        runs.splice(at, 0, from, next, depth)
        at += FIELDS
      }
      from = at < runs.length ? Math.max(from, runs[at + 1]) : end
    }
  }
}

/** All of `runs`, and of `fresh` what they do not hold. */
function mergeRuns(runs: readonly number[], fresh: readonly number[]): number[] {
  const merged: number[] = []
  let at = 0
  for (let i = 0; i < fresh.length; i += FIELDS) {
    let from = fresh[i]
    const end = fresh[i + 1]
    while (at < runs.length && runs[at] < end) {
      if (from < runs[at]) append(merged, from, runs[at], fresh[i + 2])
      append(merged, runs[at], runs[at + 1], runs[at + 2])
      from = Math.max(from, runs[at + 1])
      at += FIELDS
    }
    from = Math.max(from, merged.length > 0 ? merged[merged.length - 2] : from)
    if (from < end) append(merged, from, end, fresh[i + 2])
  }
  for (; at < runs.length; at += FIELDS) append(merged, runs[at], runs[at + 1], runs[at + 2])
  return merged
}

/** Place of the first that is not below `clock`. */
function firstFrom(sorted: readonly number[], clock: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < clock) low = middle + 1
    else high = middle
  }
  return low
}

/** Place of the first run that ends after `clock`. */
function indexAt(runs: readonly number[], clock: number): number {
  let low = 0
  let high = runs.length / FIELDS
  while (low < high) {
    const middle = (low + high) >> 1
    if (runs[middle * FIELDS + 1] <= clock) low = middle + 1
    else high = middle
  }
  return low * FIELDS
}

function depthIn(all: DepthRuns, client: number, clock: number): number {
  const runs = all.get(client)
  if (!runs) return 0
  const at = indexAt(runs, clock)
  return at < runs.length && runs[at] <= clock ? runs[at + 2] : 0
}
