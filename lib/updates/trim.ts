/**
 * Updates as Yjs can take them on top of a log. Of a struct of which it knows the first part Yjs takes the second, but it
 * throws when the first was forgotten. Cut off beforehand, the second part says itself what it lies beside.
 */
import * as Y from 'yjs'
import { type Failure, fail, ok, type Result } from '../base/result.ts'
import { Meter, type Steps } from '../base/steps.ts'
import type { Coverage } from './coverage.ts'
import { isItemAcross } from './cut.ts'
import type { ParsedUpdate } from './header.ts'
import type { UpdateLimits } from './limits.ts'
import { encodingStateVector } from './state-vector.ts'
import { WideMap } from './wide-map.ts'

/** Yjs takes all structs apart to cut one, in one go. Our own clients send less at once. */
const MAX_TRIMMED_BYTES = 1024 * 1024
const BLOCK_UNITS = 16

/** `busy`: whoever comes back asks what is known, and cuts it itself. */
export type UnfitUpdate = Failure<'malformed-update' | 'busy'>

export function* fittingUpdate(
  update: ParsedUpdate,
  coverage: Coverage,
  limits: UpdateLimits,
): Steps<Result<ParsedUpdate, UnfitUpdate>> {
  if (yield* coverage.forgetsHalf(update.header)) return fail('malformed-update', 'the update contradicts what waits')
  const meter = new Meter()
  const known = new WideMap<number>()
  for (const block of update.header.blocks) {
    const clock = coverage.stateVector.get(block.client) ?? 0
    if (block.clock < clock && clock < block.end && (yield* isItemAcross(update, block, clock))) {
      known.set(block.client, clock)
    }
    if (meter.spend(BLOCK_UNITS)) yield
  }
  if (known.size === 0) return ok(update)
  if (update.bytes.length > MAX_TRIMMED_BYTES) return fail('busy', 'half of a struct is known: ask what is, and cut it')
  return yield* coverage.parsing(Y.diffUpdate(update.bytes, yield* encodingStateVector(known)), limits)
}
