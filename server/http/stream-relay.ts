/**
 * Lets any process take what a client of the fallback transport posts, also when another one holds its stream: behind a
 * load balancer each POST may arrive somewhere else. Nobody keeps anything: what gets no answer is refused, and the client
 * opens another stream.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Clock } from '../../lib/base/clock.ts'
import { type RandomBytes, type RoomId, randomId } from '../../lib/base/ids.ts'
import type { Bus } from '../bus/bus.ts'

/** What a POST says to a stream; without a body it only asks whether the stream is there. */
export interface StreamPost {
  readonly room: string
  readonly pong: number | null
  readonly body: Uint8Array | null
}

export interface StreamRelay {
  /** Takes posts for a stream of this process from others, until the returned function is called. */
  hold(connection: string, take: (post: StreamPost) => Promise<boolean>): () => void
  /** Hands a post that came from `address` to whoever holds the stream; false when nobody does. */
  pass(connection: string, post: StreamPost, address: string): Promise<boolean>
  close(): void
}

const ANSWER_WITHIN_MS = 2_000
/** Posts that wait for an answer at once, in all and of one address; more are refused. */
const MAX_WAITING = 1_000
const MAX_WAITING_OF_ADDRESS = 200
const SELF_LENGTH = 16
/** No room is called so: these signs are in no room id. */
const streamChannel = (connection: string): RoomId => `~stream~${connection}` as RoomId
const answerChannel = (self: string): RoomId => `~answers~${self}` as RoomId

interface Question extends StreamPost {
  readonly answerTo: string
  readonly nth: number
}

export function createStreamRelay(options: {
  readonly bus: Bus
  readonly clock: Clock
  readonly random: RandomBytes
}): StreamRelay {
  const { bus, clock, random } = options
  if (!bus.isShared) return { hold: () => () => {}, pass: async () => false, close() {} }
  const self = randomId(SELF_LENGTH, random)
  const waiting = new Map<number, (isTaken: boolean) => void>()
  /** Whoever asks for streams that nobody holds waits the longest: one address may not use up everybody's places. */
  const byAddress = new Map<string, number>()
  let last = 0
  const answers = bus.join(answerChannel(self), {
    receive(message) {
      const decoder = decoding.createDecoder(message)
      waiting.get(decoding.readVarUint(decoder))?.(decoding.readVarUint(decoder) === 1)
    },
    lost() {},
    gone() {},
  })

  return {
    hold(connection, take) {
      const held = bus.join(streamChannel(connection), {
        receive(message) {
          const { answerTo, nth, ...post } = decodeQuestion(message)
          void take(post).then((isTaken) => {
            const encoder = encoding.createEncoder()
            encoding.writeVarUint(encoder, nth)
            encoding.writeVarUint(encoder, isTaken ? 1 : 0)
            bus.tell(answerChannel(answerTo), encoding.toUint8Array(encoder))
          })
        },
        lost() {},
        gone() {},
      })
      return () => held.leave()
    },
    pass(connection, post, address) {
      const own = byAddress.get(address) ?? 0
      if (waiting.size >= MAX_WAITING || own >= MAX_WAITING_OF_ADDRESS) return Promise.resolve(false)
      byAddress.set(address, own + 1)
      const nth = ++last
      return new Promise((resolve) => {
        const done = (isTaken: boolean): void => {
          cancel()
          waiting.delete(nth)
          const left = (byAddress.get(address) ?? 1) - 1
          if (left > 0) byAddress.set(address, left)
          else byAddress.delete(address)
          resolve(isTaken)
        }
        const cancel = clock.after(ANSWER_WITHIN_MS, () => done(false))
        waiting.set(nth, done)
        bus.tell(streamChannel(connection), encodeQuestion({ ...post, answerTo: self, nth }))
      })
    },
    close() {
      answers.leave()
      for (const done of [...waiting.values()]) done(false)
    },
  }
}

function encodeQuestion({ answerTo, nth, room, pong, body }: Question): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, JSON.stringify({ answerTo, nth, room, pong, hasBody: body !== null }))
  if (body) encoding.writeUint8Array(encoder, body)
  return encoding.toUint8Array(encoder)
}

function decodeQuestion(message: Uint8Array): Question {
  const decoder = decoding.createDecoder(message)
  const { hasBody, ...question } = JSON.parse(decoding.readVarString(decoder))
  return { ...question, body: hasBody ? message.slice(decoder.pos) : null }
}
