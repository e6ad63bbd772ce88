/** Limits of what one message may carry; going over one is answered with a close code. */
export interface MessageLimits {
  readonly maxPresenceEntries: number
  readonly maxPresenceEntryBytes: number
  /** Of one message: what lies beyond is not looked at, as when somebody repeats what a whole room says. */
  readonly maxPresenceBytes: number
  readonly maxStateVectorBytes: number
}

export const messageLimits: MessageLimits = {
  maxPresenceEntries: 4096,
  maxPresenceEntryBytes: 256 * 1024,
  maxPresenceBytes: 1024 * 1024,
  maxStateVectorBytes: 4 * 1024 * 1024,
}
