/** A line with time and bytes on it, judged beat by beat. */
import { expect, it } from 'vitest'
import { Liveness } from '../../../server/socket/liveness.ts'

const limits = { maxStallMs: 30_000, maxLongMessageMs: 600_000, minBytesPerSecond: 16_384 }
const BEAT_MS = 5_000

interface Line {
  /** What moves in a beat. */
  readonly up?: number
  readonly taken?: number
  readonly pongs?: boolean
}

/** Sends `board` at once, then lets the line do `each` beat; gives the verdict and the beat at which it ended. */
function judge(board: number, each: (beat: number) => Line, beats = 200): string {
  const liveness = new Liveness(limits, 0)
  let [read, sent, waiting] = [0, 0, 0]
  for (let beat = 1; beat <= beats; beat++) {
    const { up = 0, taken = 0, pongs } = each(beat)
    read += up
    if (beat === 2) {
      sent = board
      waiting = board
    }
    waiting = Math.max(0, waiting - taken)
    if (pongs || beat === 1) liveness.heardPong()
    const verdict = liveness.judge({ now: beat * BEAT_MS, waitingBytes: waiting, bytesRead: read, longBytesSent: sent })
    if (verdict !== 'alive') return `${verdict} ${beat}`
  }
  return 'alive'
}

it('PR8 a peer that answers nothing and moves nothing is silent at the second beat', () => {
  expect(judge(0, () => ({}))).toBe('silent 2')
})

it('PR8 a board on a slow line is waited for while it is taken, and while it lies in the buffers of the way', () => {
  const slowly = (beat: number): Line => ({ taken: 1_500_000, pongs: beat > 6 })
  expect(judge(7_400_000, slowly)).toBe('alive')
  // All in the kernel at once: nothing seems to wait, and the pong comes when the line has carried it.
  const buffered = (beat: number): Line => ({ taken: 7_400_000, pongs: beat > 20 })
  expect(judge(7_400_000, buffered)).toBe('alive')
})

it('PR8 a long upload is waited for, whole or in pieces, as slow as lines are', () => {
  expect(judge(0, (beat) => ({ up: 375_000, pongs: beat > 8 }))).toBe('alive')
  expect(judge(0, (beat) => ({ up: 100_000, pongs: beat > 100 }))).toBe('alive')
})

it('PR8 whoever moves less than the slowest line and answers nothing is gone soon', () => {
  expect(judge(0, () => ({ up: 500 }))).toBe('silent 2')
  expect(judge(0, () => ({ up: 40_000 }))).toMatch(/^silent [2-4]$/)
})

it('PR8 nobody is waited for without an end, however much moves', () => {
  expect(judge(0, () => ({ up: 1_000_000 }))).toBe('silent 120')
  expect(judge(7_400_000, () => ({ taken: 7_400_000 }))).toMatch(/^silent (9\d)$/)
})

it('PR8 whoever takes nothing of what waits is closed when the longest stall is over', () => {
  expect(judge(7_400_000, () => ({ pongs: true }))).toBe('stalled 7')
})
