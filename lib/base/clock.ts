/** The one door through which time comes in; tests pass a fake. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /** Runs `callback` once after `delayMs`; returns a cancel function. */
  after(delayMs: number, callback: () => void): () => void
  /** Runs `callback` every `periodMs` until the returned function is called. */
  every(periodMs: number, callback: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
  every(periodMs, callback) {
    const timer = setInterval(callback, periodMs)
    return () => clearInterval(timer)
  },
}
