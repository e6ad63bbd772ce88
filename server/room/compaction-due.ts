/** When a log is worth compacting: thresholds by count and bytes, higher after each failure. */
import type { RoomLimits } from './limits.ts'

/** Entries that compaction takes at most double their trigger each time it fails. */
const MAX_FAILURES = 10

export interface LogSize {
  /** Stored entries after the snapshot. */
  readonly entries: number
  readonly snapshotBytes: number
  /** Bytes after the snapshot. */
  readonly tailBytes: number
  /** Compactions that failed in a row. */
  readonly failures: number
}

type Limits = Pick<RoomLimits, 'compactAfterUpdates' | 'compactAfterBytes'>

/** Large boards wait until the log is half of them, so that compaction costs no more than writing did. */
export function isCompactionDue({ entries, snapshotBytes, tailBytes, failures }: LogSize, limits: Limits): boolean {
  if (entries === 0) return false
  const factor = 2 ** Math.min(MAX_FAILURES, failures)
  return (
    entries >= limits.compactAfterUpdates * factor ||
    tailBytes >= Math.max(limits.compactAfterBytes, snapshotBytes / 2) * factor
  )
}
