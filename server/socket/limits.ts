/** Limits of connections; the ones that an operator sets come from the settings, the others are ours. */
import { type MessageLimits, messageLimits } from '../../lib/protocol/limits.ts'

const MIB = 1024 * 1024

export interface SocketLimits {
  readonly maxMessageBytes: number
  readonly maxConnectionsPerAddress: number
  readonly maxMessagesPerSecond: number
  readonly maxBytesPerSecond: number
  /** How many seconds of the rates may come at once. */
  /** Of an address, in messages that are more than a name and a cursor. */
  readonly maxPresenceBytesPerSecond: number
  readonly burstSeconds: number
  /** From the upgrade to the first sync step 1; nothing that is sent makes it longer. */
  readonly joinWithinMs: number
  /** How long a peer may take to answer a close. */
  readonly closeGraceMs: number
  /** Bytes waiting for a slow reader at which it gets no more presence. */
  readonly presencePauseBytes: number
  /** ... and at which it gets no more updates until it has read on. */
  readonly dataPauseBytes: number
  /** How long a reader that is behind may read nothing at all. */
  readonly maxStallMs: number
  /** Longest stay without a pong, however much is under way. */
  readonly maxLongMessageMs: number
  /** What the slowest line carries, on the average of a long message: whatever is slower counts as dead. */
  readonly minBytesPerSecond: number
  /** Over which time a shutdown spreads its closes, so that not all come back in the same instant. */
  readonly drainMs: number
  readonly messages: MessageLimits
}

export const socketLimits: SocketLimits = {
  maxMessageBytes: 8 * MIB,
  maxConnectionsPerAddress: 200,
  maxMessagesPerSecond: 200,
  maxBytesPerSecond: 16 * MIB,
  maxPresenceBytesPerSecond: 2 * MIB,
  burstSeconds: 5,
  joinWithinMs: 10_000,
  closeGraceMs: 2000,
  presencePauseBytes: 256 * 1024,
  dataPauseBytes: MIB,
  maxStallMs: 30_000,
  maxLongMessageMs: 10 * 60_000,
  minBytesPerSecond: 16 * 1024,
  drainMs: 500,
  messages: messageLimits,
}
