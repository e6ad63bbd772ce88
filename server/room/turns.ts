/**
 * Long work on the event loop, in turns: so much at once and then whatever else is waiting. Owners (addresses) take
 * turns, and so do the jobs of one, so that whoever brings much waits for itself.
 */
import type { Clock } from '../../lib/base/clock.ts'
import type { Steps } from '../../lib/base/steps.ts'

/** Steps of all work that is done where it comes, in one turn of the loop: two or three milliseconds. */
const STEPS_AT_ONCE = 16
/** Steps of one turn of waiting work: about five milliseconds. */
const STEPS_A_TURN = 32
/** What either may take: the steps of code that has just been loaded, or of a machine that is busy, take many times as long. */
const TURN_MS = 4

/** Between two turns of waiting work: what has come meanwhile is done first. */
const PAUSE_MS = 1

interface Job {
  /** True when it is done, also when it failed. */
  advance(): boolean
}

export class Turns {
  readonly #clock: Clock
  readonly #waiting = new Map<string, Job[]>()
  /** What was done where it came since the last turn. */
  #spent = 0
  #spentMs = 0
  #isArmed = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** What is short is done at once; else a promise, and others have their turn in between. */
  run<T>(steps: Steps<T>, owner: string): T | Promise<T> {
    while (this.#spent < STEPS_AT_ONCE && this.#spentMs < TURN_MS) {
      const startedAt = this.#clock.now()
      const step = steps.next()
      if (step.done) return step.value
      this.#spentMs += this.#clock.now() - startedAt
      this.#spent++
      this.#arm()
    }
    return this.later(steps, owner)
  }

  /** Nothing of it where it comes: what begins with a step that nobody can cut waits for its turn. */
  later<T>(steps: Steps<T>, owner: string): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#enqueue(owner, {
        advance() {
          try {
            const step = steps.next()
            if (step.done) resolve(step.value)
            return step.done === true
          } catch (error) {
            reject(error)
            return true
          }
        },
      })
    })
  }

  #enqueue(owner: string, job: Job): void {
    const jobs = this.#waiting.get(owner)
    if (jobs) jobs.push(job)
    else this.#waiting.set(owner, [job])
    this.#arm()
  }

  #arm(): void {
    if (this.#isArmed) return
    this.#isArmed = true
    this.#clock.after(PAUSE_MS, () => this.#turn())
  }

  #turn(): void {
    this.#isArmed = false
    this.#spent = 0
    this.#spentMs = 0
    const until = this.#clock.now() + TURN_MS
    for (const [owner, jobs] of this.#waiting) {
      const job = jobs.shift()
      this.#waiting.delete(owner)
      let isDone = !job
      let left = STEPS_A_TURN
      while (job && !isDone && left-- > 0) {
        isDone = job.advance()
        if (this.#clock.now() >= until) break
      }
      if (job && !isDone) jobs.push(job)
      if (jobs.length > 0) this.#waiting.set(owner, jobs)
      break
    }
    if (this.#waiting.size > 0) this.#arm()
  }
}

/** The work of one room: one after another, as what looks at the board must not see it change. */
export class RoomWork {
  readonly #turns: Turns
  #last: Promise<void> | null = null

  constructor(turns: Turns) {
    this.#turns = turns
  }

  /** Done at once when it is short and nothing is under way; else a promise. `begin` is called when its turn has come. */
  run<T>(begin: () => Steps<T>, owner = ''): T | Promise<T> {
    const result = this.#last ? this.#last.then(() => this.#turns.run(begin(), owner)) : this.#turns.run(begin(), owner)
    if (result instanceof Promise) this.#follow(result)
    return result
  }

  #follow(result: Promise<unknown>): void {
    const over = (): void => {
      if (this.#last === last) this.#last = null
    }
    const last: Promise<void> = result.then(over, over)
    this.#last = last
  }
}
