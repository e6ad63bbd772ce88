/**
 * Who reads a long value next. What is read lies in memory before anybody takes it, so few are read at once, in turn by
 * address, whatever becomes of them: an answer, its head alone, or nothing, as its reader has it already.
 */
import type { IncomingMessage } from 'node:http'
import { fail, ok, type Result } from '../../lib/base/result.ts'
import { createFairQueue, type QueueLimits } from '../jobs/fair-queue.ts'
import { PIECE_BYTES } from '../storage/long-values.ts'
import type { BodyError } from './body.ts'

export interface LongReads {
  /** Runs `read`, which takes `bytes` of memory, when it is its turn; what is short is read at once. */
  run<T>(reader: Reader, bytes: number, read: () => Promise<T>): Promise<Result<T, BodyError>>
}

export interface Reader {
  readonly message: IncomingMessage
  readonly address: string
}

/** Four of the largest boards in memory, three of them for one address. As many wait as may hold answers. */
export const longReadsLimits: QueueLimits = {
  atOnce: 4,
  perAddress: 500,
  waiting: 4000,
  waitingBytes: Number.POSITIVE_INFINITY,
}

export function createLongReads(limits = longReadsLimits): LongReads {
  const queue = createFairQueue(limits)
  let last = 0
  return {
    async run({ message, address }, bytes, read) {
      if (bytes <= PIECE_BYTES) return ok(await read())
      // A reader holds up no other reader of its room: each has a name of its own.
      const ticket = queue.enter({ address, room: String(++last), bytes: 0 })
      if (!ticket) return fail('too-fast', 'Too much is being read at once; try again.')
      const { socket } = message
      socket.once('close', ticket.leave)
      try {
        return (await ticket.turn) ? ok(await read()) : fail('bad-request', 'The reader has gone.')
      } finally {
        socket.off('close', ticket.leave)
        ticket.leave()
      }
    },
  }
}
