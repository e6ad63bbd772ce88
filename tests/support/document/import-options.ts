/** Ids and seeds that count up, so that an import gives the same result each time. */
import type { ShapeId } from '../../../lib/base/ids.ts'
import type { ImportOptions } from '../../../lib/interchange/import-result.ts'

export function countingOptions(): ImportOptions {
  let next = 0
  return { newId: () => `s${++next}` as ShapeId, newSeed: () => 7 }
}
