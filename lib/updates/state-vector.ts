/** State vectors: how far each author's clock is known. */
import * as encoding from 'lib0/encoding'
import { type Failure, fail, ok, type Result } from '../base/result.ts'
import { ByteReader, Malformed } from './byte-reader.ts'
import { MAX_CLOCK } from './limits.ts'

export type StateVector = ReadonlyMap<number, number>

/** True when `theirs` knows everything that `ours` does. Says nothing about deletions. */
export function isUpToDate(ours: StateVector, theirs: StateVector): boolean {
  for (const [client, clock] of ours) if ((theirs.get(client) ?? 0) < clock) return false
  return true
}

export function encodeStateVector(vector: StateVector): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, vector.size)
  for (const [client, clock] of vector) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
  }
  return encoding.toUint8Array(encoder)
}

/** Total: any bytes give a vector or a reason. */
export function decodeStateVector(bytes: Uint8Array): Result<StateVector, Failure<'malformed-state-vector'>> {
  try {
    const reader = new ByteReader(bytes)
    const count = reader.count()
    const vector = new Map<number, number>()
    for (let i = 0; i < count; i++) {
      const client = reader.varUint()
      const clock = reader.varUint()
      if (clock > MAX_CLOCK) throw new Malformed('claims an impossible history')
      vector.set(client, clock)
    }
    if (reader.remaining > 0) throw new Malformed('goes on after its end')
    return ok(vector)
  } catch (error) {
    if (error instanceof Malformed) return fail('malformed-state-vector', `the state vector ${error.message}`)
    throw error
  }
}
