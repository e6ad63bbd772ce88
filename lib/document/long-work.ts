/** What is too long for one frame is done in turns: the first at once, the others between frames, in order. */
import type { Clock } from '../base/clock.ts'
import { type ReadonlySignal, signal } from '../base/signal.ts'
import type { Steps } from '../base/steps.ts'

export interface Progress {
  /** Shapes of `total` that are written. */
  readonly done: number
  readonly total: number
  /** Gives it up; left out where it cannot be. */
  cancel?(): void
}
/** Work that can be left after every portion. */
export type Portions = Generator<Progress, void, undefined>

export interface LongWork {
  /** Runs as much as fits in one turn, after all that was begun before; without a clock all of it. */
  run(portions: Portions): void
  /** Once nothing is under way: at once, or at the end of it. */
  afterwards(act: () => void): void
  /** Does at once what remains: what comes next must find it done. */
  finish(): void
  /** How far something is that is done elsewhere, in a thread; null: it is over. */
  tell(progress: Progress | null): void
  /** How far it is, while it takes more than one turn. */
  readonly progress: ReadonlySignal<Progress | null>
}

/** What is only looked at so far: nobody knows how much of it is done. */
export const PREPARING: Progress = { done: 0, total: 1 }

/** What `making` comes to, with frames in between; shown as `at`. */
export function* preparing<T>(making: Steps<T>, at: Progress = PREPARING): Generator<Progress, T, undefined> {
  for (;;) {
    const step = making.next()
    if (step.done) return step.value
    yield at
  }
}

/** As portions, so that hands and frames come in between; `keep` is told what it came to. */
export function* prepared<T>(making: Steps<T>, keep: (made: T) => void): Portions {
  keep(yield* preparing(making))
}

/** Done by `work`; settles once it is. */
export const inTurns = <T>(work: LongWork, making: Steps<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    function* settling(): Portions {
      try {
        yield* prepared(making, resolve)
      } catch (cause) {
        reject(cause)
      }
    }
    work.run(settling())
  })

/** A turn ends after this long: hands and frames wait no longer for it. */
export const TURN_MS = 50

export function createLongWork(clock?: Clock): LongWork {
  const progress = signal<Progress | null>(null)
  const waiting: (() => void)[] = []
  let active: Portions | null = null
  let isRunning = false
  let cancelTurn: (() => void) | null = null

  function turn(isLast: boolean): void {
    if (!active || isRunning) return
    cancelTurn?.()
    cancelTurn = null
    const until = clock ? clock.now() + TURN_MS : 0
    isRunning = true
    try {
      for (let step = active.next(); !step.done; step = active.next()) {
        if (isLast || !clock || clock.now() < until) continue
        progress.value = step.value
        cancelTurn = clock.after(0, () => turn(false))
        return
      }
      active = null
    } catch (cause) {
      active = null
      throw cause
    } finally {
      isRunning = false
    }
    // One of these may begin something long: the others wait for that too.
    while (!active && waiting.length > 0) waiting.shift()?.()
    if (!active) progress.value = null
  }
  const finish = (): void => {
    while (active && !isRunning) turn(true)
  }
  return {
    progress,
    run(portions) {
      // Somebody who listens to what is being written writes something: that is done before the next portion.
      if (isRunning) {
        for (const _ of portions);
        return
      }
      finish()
      active = portions
      turn(false)
    },
    afterwards(act) {
      if (active) waiting.push(act)
      else act()
    },
    finish,
    tell(elsewhere) {
      if (!active) progress.value = elsewhere
    },
  }
}
