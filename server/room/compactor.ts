/** The compactor port: work on whole boards that would hold up everyone if the relay did it itself. */
export interface Compacted {
  readonly bytes: Uint8Array
  /** Updates that Yjs cannot read and that were left out. */
  readonly skipped: number
}

export interface Compactor {
  /** One update of many, without deleted content. Rejects when they contradict one another. */
  compact(snapshot: Uint8Array | null, updates: readonly Uint8Array[]): Promise<Compacted>
  /** The change that turns the state of `updates` into that of `target`. */
  restore(updates: readonly Uint8Array[], target: Uint8Array): Promise<Uint8Array>
  close(): Promise<void>
}
