/**
 * What an update may hold before it is refused. Counts are those of memory: an author costs some hundred bytes of it
 * and a range some ten, however few they take in the update. No board that people made in years comes near them.
 */
export interface UpdateLimits {
  readonly maxBytes: number
  /** Different authors in one update. */
  readonly maxClients: number
  readonly maxDeleteRanges: number
  /** Nesting of plain values inside one another. */
  readonly maxValueDepth: number
  /** Nesting of shared types inside one another, over all updates of a room. */
  readonly maxTypeDepth: number
  /** It lies in the store already: what is refused today is told and not refused. */
  readonly isStored?: true
}

export const updateLimits: UpdateLimits = {
  maxBytes: 64 * 1024 * 1024,
  maxClients: 500_000,
  maxDeleteRanges: 1_000_000,
  maxValueDepth: 64,
  maxTypeDepth: 64,
}

/** Clocks above this are no history that anyone made; staying far below 2^53 keeps all sums exact. */
export const MAX_CLOCK = 2 ** 40
