/** How much may still be stored: measured now and then, and counted on from there. */
import type { Clock } from '../../lib/base/clock.ts'
import type { Observe } from '../observe/observe.ts'
import type { StorageUsage } from '../storage/storage.ts'

export interface Space {
  /** Whether there is place for so many bytes more. */
  has(bytes: number): boolean
  take(bytes: number): void
}

export interface WatchedSpace extends Space {
  measure(): Promise<void>
  close(): void
}

const MIB = 1024 * 1024
export const MEASURE_MS = 10_000
/** Kept free on the disk, of which a small one gives only a part. */
export const SPARE_BYTES = 512 * MIB
const SPARE_SHARE = 0.05

export const endlessSpace: Space = { has: () => true, take() {} }

/** `maxBytes`: what all rooms together may take; null: what the disk has, but for a spare part. */
export async function watchSpace(options: {
  readonly usage: () => Promise<StorageUsage>
  readonly clock: Clock
  readonly observe: Observe
  readonly maxBytes: number | null
}): Promise<WatchedSpace> {
  const { clock, observe, maxBytes } = options
  let left = Number.POSITIVE_INFINITY
  let isLow = false

  async function measure(): Promise<void> {
    try {
      const { usedBytes, disk } = await options.usage()
      const spare = disk ? Math.min(SPARE_BYTES, disk.totalBytes * SPARE_SHARE) : 0
      left = Math.min(
        maxBytes === null ? Number.POSITIVE_INFINITY : maxBytes - usedBytes,
        disk ? disk.freeBytes - spare : Number.POSITIVE_INFINITY,
      )
      observe.metrics.set('stored_bytes', usedBytes)
    } catch (error) {
      // What cannot be measured is no reason to refuse; a storage that is really full says so itself.
      observe.log.warn('space-unknown', { error: error as Error })
      return
    }
    if (left <= 0 && !isLow) observe.log.error('storage-full', { left: Math.round(left) })
    if (left > 0 && isLow) observe.log.info('storage-has-space', { left: Math.round(left) })
    isLow = left <= 0
  }

  await measure()
  const stop = clock.every(MEASURE_MS, () => void measure())
  return {
    has: (bytes) => bytes <= left,
    take(bytes) {
      left -= bytes
    },
    measure,
    close: stop,
  }
}
