/** Limits of what one message may carry; going over one is answered with a close code. */
export interface MessageLimits {
  readonly maxPresenceEntries: number
  readonly maxPresenceEntryBytes: number
  readonly maxStateVectorBytes: number
}

export const messageLimits: MessageLimits = {
  maxPresenceEntries: 4096,
  maxPresenceEntryBytes: 256 * 1024,
  maxStateVectorBytes: 2 * 1024 * 1024,
}
