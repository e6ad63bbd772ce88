/** What an update may hold before it is refused: counts that its bytes could claim without paying for them. */
export interface UpdateLimits {
  readonly maxBytes: number
  /** Different authors in one update. */
  readonly maxClients: number
  readonly maxDeleteRanges: number
  /** Nesting of plain values inside one another. */
  readonly maxValueDepth: number
  /** Nesting of shared types inside one another, over all updates of a room. */
  readonly maxTypeDepth: number
}

export const updateLimits: UpdateLimits = {
  maxBytes: 64 * 1024 * 1024,
  maxClients: 100_000,
  maxDeleteRanges: 200_000,
  maxValueDepth: 64,
  maxTypeDepth: 64,
}

/** Clocks above this are no history that anyone made; staying far below 2^53 keeps all sums exact. */
export const MAX_CLOCK = 2 ** 40
