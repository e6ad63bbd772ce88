/** Limits of rooms; the ones that an operator sets come from the settings, the others are ours. */
import { type MessageLimits, messageLimits } from '../../lib/protocol/limits.ts'
import { type UpdateLimits, updateLimits } from '../../lib/updates/limits.ts'
import type { WaitingLimits } from './waiting-bytes.ts'

export interface RoomLimits extends WaitingLimits {
  readonly maxPeers: number
  readonly maxBytes: number
  /** Each costs some hundred bytes of memory while the room is loaded, however little it wrote. */
  readonly maxAuthors: number
  /** Shortest time between two fan-outs of a room; the first after a quiet time goes at once. */
  readonly tickMs: number
  /** How far the tick stretches when the process is busy. */
  readonly maxTickMs: number
  /** Shortest time between two writes to storage, all rooms together; the first after a quiet time goes at once. */
  readonly commitEveryMs: number
  /** Log entries after the snapshot that start a compaction. */
  readonly compactAfterUpdates: number
  /** Log bytes after the snapshot that start one; large boards wait until the log is half of them. */
  readonly compactAfterBytes: number
  /** Entries that make it worth while when the last peer has gone. */
  readonly compactOnUnload: number
  readonly unloadAfterMs: number
  readonly retryAppendMs: number
  /** How long another process may take to store what it relayed, or to say which numbers it gave. */
  readonly trustOthersMs: number
  /** Shortest time between two times that people are asked to say themselves anew, and what each adds to it. */
  readonly renewAfterMs: number
  readonly renewAfterMsPerPeer: number
  readonly maxPresenceIdsPerPeer: number
  /** Ids beyond the one that each peer has. */
  readonly maxMorePresenceIdsPerRoom: number
  /** Presence that is kept: whoever says more than the first itself is out; beyond the others only little is shown. */
  readonly maxPresenceBytesPerPeer: number
  readonly maxPresenceBytesPerRoom: number
  readonly maxPresenceBytesPerServer: number
  /** Presence and live changes that one recipient is told; presence waits beyond that. */
  readonly recipientBytesPerSecond: number
  /** Clients that have gone and whose last clock is remembered. */
  readonly maxGoneIds: number
  readonly updates: UpdateLimits
  readonly messages: MessageLimits
}

export const roomLimits: RoomLimits = {
  maxPeers: 1000,
  maxBytes: 64 * 1024 * 1024,
  maxAuthors: 500_000,
  tickMs: 16,
  maxTickMs: 100,
  commitEveryMs: 8,
  compactAfterUpdates: 500,
  compactAfterBytes: 1024 * 1024,
  compactOnUnload: 32,
  unloadAfterMs: 10_000,
  retryAppendMs: 1000,
  trustOthersMs: 2000,
  renewAfterMs: 1000,
  renewAfterMsPerPeer: 10,
  maxPresenceIdsPerPeer: 16,
  maxMorePresenceIdsPerRoom: 256,
  maxPresenceBytesPerPeer: 512 * 1024,
  maxPresenceBytesPerRoom: 4 * 1024 * 1024,
  maxPresenceBytesPerServer: 64 * 1024 * 1024,
  recipientBytesPerSecond: 125_000,
  maxGoneIds: 2000,
  maxWaitingBytesPerAddress: 128 * 1024 * 1024,
  maxWaitingBytes: 384 * 1024 * 1024,
  updates: updateLimits,
  messages: messageLimits,
}
