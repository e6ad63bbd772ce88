/** The one door through which time comes in; tests pass a fake. */
export interface Clock {
  /**
   * Milliseconds that only go forward, whatever is done to the machine's clock: for all that elapses. They begin near the
   * date at which the process did, and are not a date.
   */
  now(): number
  /** Runs `callback` once after `delayMs`; returns a cancel function. */
  after(delayMs: number, callback: () => void): () => void
  /** Runs `callback` every `periodMs` until the returned function is called. */
  every(periodMs: number, callback: () => void): () => void
}

/** For what is read as a date, by people or by other machines: when something was made, until when a link holds. */
export interface WallClock extends Clock {
  /** Milliseconds since the Unix epoch by the machine's clock, which may be set back or ahead at any time. */
  date(): number
}

export const systemClock: WallClock = {
  now: () => Math.floor(performance.timeOrigin + performance.now()),
  date: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
  every(periodMs, callback) {
    const timer = setInterval(callback, periodMs)
    return () => clearInterval(timer)
  },
}
