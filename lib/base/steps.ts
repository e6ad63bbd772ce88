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
