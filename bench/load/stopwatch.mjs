/** Sent tokens and what became of them: delays in milliseconds, percentiles, delivered share. */
import { TOKEN_LENGTH } from './wire.mjs'

const DIGITS = TOKEN_LENGTH - 2

export function createStopwatch() {
  const sentAt = []
  let delays = []
  let isOpen = true
  return {
    /** Writes the next number over the token at `offset` of `bytes`, at the moment of sending. */
    stamp(bytes, offset) {
      const number = sentAt.length
      bytes.write(String(number).padStart(DIGITS, '0'), offset + 2, 'latin1')
      sentAt.push(performance.now())
    },
    /** Finds every token in a received payload. */
    read(payload) {
      const now = performance.now()
      for (let at = payload.indexOf('@@'); at >= 0; at = payload.indexOf('@@', at + TOKEN_LENGTH)) {
        const number = Number(payload.toString('latin1', at + 2, at + TOKEN_LENGTH))
        if (isOpen && sentAt[number] !== undefined) delays.push(now - sentAt[number])
      }
    },
    get sent() {
      return sentAt.length
    },
    get seen() {
      return delays.length
    },
    /** Forgets what was measured so far (a warm-up), keeping the numbering. */
    restart() {
      delays = []
      return sentAt.length
    },
    stop: () => (isOpen = false),
    percentile(share) {
      if (delays.length === 0) return Number.NaN
      const sorted = Float64Array.from(delays).sort()
      return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
    },
  }
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
