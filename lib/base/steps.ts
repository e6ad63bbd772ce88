/** Long work in steps: whoever runs it decides when others have their turn in between. */

/** Yields whenever a step is full. What it looks at must not change until it is done. */
export type Steps<T> = Generator<undefined, T, undefined>

/** Runs all of it at once: for what is small, for workers and for tests. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Work of one step, in units of some ten nanoseconds: a step takes a tenth of a millisecond or two. */
const STEP_UNITS = 4096

/** Counts work while it is done. */
export class Meter {
  #units = 0

  /** True when a step is full: time to yield. */
  spend(units: number): boolean {
    this.#units += units
    if (this.#units < STEP_UNITS) return false
    this.#units = 0
    return true
  }
}

/** Things that are read or copied in one step, each of which takes some ten microseconds. */
const STEP_THINGS = 32

/** `change` of each, in steps. */
export function* mapping<A, B>(all: Iterable<A>, change: (one: A) => B): Steps<B[]> {
  const changed: B[] = []
  for (const one of all) {
    changed.push(change(one))
    if (changed.length % STEP_THINGS === 0) yield
  }
  return changed
}

/** Bytes that are copied in one step: memory that is new has to be laid out, which takes longer than the copying. */
const COPY_BYTES = 128 * 1024

/** One array of bytes for many. */
export function* joiningBytes(parts: readonly Uint8Array[]): Steps<Uint8Array> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  let copied = 0
  for (const part of parts) {
    for (let from = 0; from < part.length; ) {
      const portion = part.subarray(from, from + COPY_BYTES - copied)
      whole.set(portion, at)
      at += portion.length
      from += portion.length
      copied += portion.length
      if (copied < COPY_BYTES) continue
      copied = 0
      yield
    }
  }
  return whole
}
