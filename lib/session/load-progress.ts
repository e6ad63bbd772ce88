/** How far a board has come that is on its way in pieces: the server says how much it will be, and what arrives is counted. */
import { type ReadonlySignal, signal } from '../base/signal.ts'

export interface LoadProgress {
  /** 0 to 1 in whole hundredths; null while nothing long is on its way. */
  readonly share: ReadonlySignal<number | null>
  begins(bytes: number): void
  came(bytes: number): void
  ends(): void
}

export function createLoadProgress(): LoadProgress {
  const share = signal<number | null>(null)
  let [total, got] = [0, 0]
  const publish = (): void => {
    // What is told is about right: the last hundredth is the word of the end.
    share.value = total > 0 ? Math.min(99, Math.floor((got * 100) / total)) / 100 : null
  }
  return {
    share,
    begins(bytes) {
      total = bytes
      got = 0
      publish()
    },
    came(bytes) {
      if (total === 0) return
      got += bytes
      publish()
    },
    ends() {
      total = 0
      publish()
    },
  }
}
