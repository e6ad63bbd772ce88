/** Channels of rooms begin with it; all others are for every process. */
export const ROOM_CHANNEL = 'room:'

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
