/**
 * How deep every struct of a room lies inside shared types: 1 in a root, one more in each type within. Deleting a type
 * goes down all that it holds, in every client at once, so a chain that grows update by update must end somewhere.
 */
import { Meter, type Steps } from '../base/steps.ts'
import { Malformed } from './byte-reader.ts'
import { type RunsByClient, runsOf } from './clock-runs.ts'
import { MAX_CLOCK } from './limits.ts'
import { WideMap } from './wide-map.ts'

/**
 * What is taken for the depth of something that is not here: it was deleted and forgotten, or comes later. Whatever
 * then comes in its place must not lie deeper.
 */
export const ABSENT_DEPTH = 16
/** Structs of one update that can be measured only when all of it was read: each is kept until then. */
const MAX_DEFERRED = 1_000_000
/** Work of a look-up, in the units of `Meter`. */
const LOOK_UP = 8

export class Nesting {
  readonly #runs: RunsByClient = new WideMap()
  /** Clocks that were taken to lie at ABSENT_DEPTH. */
  readonly #absent: RunsByClient = new WideMap()

  /** 0 when it is not known. */
  at(client: number, clock: number): number {
    return this.#runs.get(client)?.at(clock) ?? 0
  }

  /** True when a struct at this place may have this depth without making untrue what others were let in for. */
  *allows(client: number, start: number, end: number, depth: number, meter: Meter): Steps<boolean> {
    const absent = depth > ABSENT_DEPTH ? this.#absent.get(client)?.next(start) : null
    if (absent && absent.start < end) return false
    const runs = this.#runs.get(client)
    for (let run = runs?.next(start); run && run.start < end; run = runs?.next(run.end)) {
      if (depth > run.value) return false
      if (meter.spend(LOOK_UP)) yield
    }
    return true
  }

  /** What is known already stays; only what is new is added. */
  *add(client: number, start: number, end: number, depth: number, meter: Meter): Steps<void> {
    const runs = runsOf(this.#runs, client)
    for (let from = start; from < end; ) {
      const run = runs.next(from)
      if (run && run.start <= from) from = run.end
      else {
        const to = run ? Math.min(run.start, end) : end
        runs.fill(from, to, depth)
        from = to
      }
      if (meter.spend(LOOK_UP)) yield
    }
  }

  /** Notes that a struct was let in as if `clock` lay at ABSENT_DEPTH. */
  expect(client: number, clock: number): void {
    runsOf(this.#absent, client).cover(clock, clock + 1)
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
  readonly #runs: RunsByClient = new WideMap()
  readonly #deferred: Deferred[] = []
  readonly #absent: number[] = []
  readonly #meter = new Meter()

  constructor(known: Nesting, maxDepth: number) {
    this.#known = known
    this.#maxDepth = maxDepth
  }

  /** False for what the update holds as forgotten, or beside or within what is not here, which may be forgotten. */
  isRooted(client: number, clock: number): boolean {
    const depth = this.#depthOf(depthIn(this.#runs, client, clock))
    return depth > 0 && depth < ABSENT_DEPTH
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
  *finish(): Steps<void> {
    const open = new Set<Deferred>()
    for (const deferred of this.#deferred) {
      const needed = deferred.depth === 0 ? this.#measure(deferred, open) : null
      if (needed) yield* this.#settle([deferred, needed], open)
      else open.delete(deferred)
      if (this.#meter.spend(LOOK_UP)) yield
    }
    for (const [client, runs] of this.#runs) {
      for (const [start, end, put] of runs) {
        const depth = this.#depthOf(put)
        const isAllowed =
          depth <= this.#maxDepth &&
          (!this.#isBounded || (yield* this.#known.allows(client, start, end, depth, this.#meter)))
        if (!isAllowed) throw new Malformed('nests types too deeply')
        if (this.#meter.spend(LOOK_UP)) yield
      }
    }
  }

  /** The update is in the log now. */
  *commit(): Steps<void> {
    for (const [client, runs] of this.#runs) {
      for (const [start, end, put] of runs) {
        yield* this.#known.add(client, start, end, this.#depthOf(put), this.#meter)
      }
    }
    for (let i = 0; i < this.#absent.length; i += 2) {
      this.#known.expect(this.#absent[i], this.#absent[i + 1])
      if (this.#meter.spend(LOOK_UP)) yield
    }
  }

  #depthOf(depth: number): number {
    return depth < 0 ? this.#deferred[-depth - 1].depth : depth
  }

  /** What was stored before there was a limit is let in as it is. */
  get #isBounded(): boolean {
    return this.#maxDepth < MAX_CLOCK
  }

  #put(client: number, start: number, end: number, depth: number): void {
    runsOf(this.#runs, client).fill(start, end, depth)
  }

  /** By a stack of our own: what is nested too deeply for a limit may be too deep for recursion. */
  *#settle(stack: Deferred[], open: Set<Deferred>): Steps<void> {
    for (let top = stack[stack.length - 1]; stack.length > 0; top = stack[stack.length - 1]) {
      const needed = top.depth === 0 ? this.#measure(top, open) : null
      if (needed) stack.push(needed)
      else {
        open.delete(top)
        stack.pop()
      }
      if (this.#meter.spend(LOOK_UP)) yield
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

const depthIn = (all: RunsByClient, client: number, clock: number): number => all.get(client)?.at(clock) ?? 0
