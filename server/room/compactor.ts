/** The compactor port: work on whole boards that would hold up everyone if the relay did it itself. */
export interface Compacted {
  readonly bytes: Uint8Array
  /** Updates that Yjs cannot read and that were left out. */
  readonly skipped: number
}

/** For whom the work is done: both take turns with others, and neither has all of it. */
export interface WorkOwner {
  readonly room: string
  /** Whoever asks, or wrote last; empty when nobody here did. */
  readonly address: string
}

export type CompactorErrorCode = 'busy' | 'too-fast' | 'takes-too-long' | 'takes-too-much-memory' | 'work-failed'

/** Why the work was not done: a code of the HTTP interface, and a sentence. */
export class CompactorFailure extends Error {
  readonly code: CompactorErrorCode
  constructor(code: CompactorErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

/** Rejects with a `CompactorFailure`. */
export interface Compactor {
  /** One update of many, without deleted content. Fails when they contradict one another. */
  compact(snapshot: Uint8Array | null, updates: readonly Uint8Array[], owner: WorkOwner): Promise<Compacted>
  /** The change that turns the state of `updates` into that of `target`. */
  restore(updates: readonly Uint8Array[], target: Uint8Array, owner: WorkOwner): Promise<Uint8Array>
  close(): Promise<void>
}
