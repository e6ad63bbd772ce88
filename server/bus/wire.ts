/** Channels of rooms begin with it; all others are for every process. */
export const ROOM_CHANNEL = 'room:'

/** From the attempt to being of use, for each host; whatever swallows a handshake would be waited for without end. */
export const READY_WITHIN_MS = 8_000
/** What may be said and not have left, or arrived; more is dropped, and everyone rereads. */
export const MAX_WAITING_BYTES = 16 * 1024 * 1024
const RETRY_STEP_MS = 50
const MAX_RETRY_MS = 1_000
/** Milliseconds before the next attempt to connect. */
export const retryAfter = (times: number): number => Math.min(MAX_RETRY_MS, times * RETRY_STEP_MS)

/** What carries messages between processes by channels, in the order of each sender, and may lose them. */
export interface Wire {
  readonly isUp: boolean
  /** False when it was not sent, and will not be. */
  publish(channel: string, message: Uint8Array): boolean
  /** `heard` runs once, when messages of the channel come from now on. */
  subscribe(channel: string, heard: () => void): void
  unsubscribe(channel: string): void
  /** It looks alive and carries nothing: connects anew. */
  reset(): void
  close(): Promise<void>
}
