/** State vectors: how far each author's clock is known. */
import * as encoding from 'lib0/encoding'
import { type Failure, fail, ok, type Result } from '../base/result.ts'
import { finish, Meter, type Steps } from '../base/steps.ts'
import { ByteReader, Malformed } from './byte-reader.ts'
import { MAX_CLOCK } from './limits.ts'
import { WideMap } from './wide-map.ts'

export type StateVector = ReadonlyMap<number, number>

/** Work of an author, in the units of `Meter`. */
const AUTHOR_UNITS = 8

/** True when `theirs` knows everything that `ours` does. Says nothing about deletions. */
export const isUpToDate = (ours: StateVector, theirs: StateVector): boolean => finish(comparing(ours, theirs))

export function* comparing(ours: StateVector, theirs: StateVector): Steps<boolean> {
  const meter = new Meter()
  for (const [client, clock] of ours) {
    if ((theirs.get(client) ?? 0) < clock) return false
    if (meter.spend(AUTHOR_UNITS)) yield
  }
  return true
}

export const encodeStateVector = (vector: StateVector): Uint8Array => finish(encodingStateVector(vector))

export function* encodingStateVector(vector: StateVector): Steps<Uint8Array> {
  const meter = new Meter()
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, vector.size)
  for (const [client, clock] of vector) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
    if (meter.spend(AUTHOR_UNITS)) yield
  }
  return encoding.toUint8Array(encoder)
}

type VectorError = Failure<'malformed-state-vector'>

/** Total: any bytes give a vector or a reason. */
export const decodeStateVector = (bytes: Uint8Array): Result<StateVector, VectorError> =>
  finish(decodingStateVector(bytes))

export function* decodingStateVector(bytes: Uint8Array): Steps<Result<StateVector, VectorError>> {
  try {
    const meter = new Meter()
    const reader = new ByteReader(bytes)
    const count = reader.count()
    const vector = new WideMap<number>()
    for (let i = 0; i < count; i++) {
      const client = reader.varUint()
      const clock = reader.varUint()
      if (clock > MAX_CLOCK) throw new Malformed('claims an impossible history')
      vector.set(client, clock)
      if (meter.spend(AUTHOR_UNITS)) yield
    }
    if (reader.remaining > 0) throw new Malformed('goes on after its end')
    return ok(vector)
  } catch (error) {
    if (error instanceof Malformed) return fail('malformed-state-vector', `the state vector ${error.message}`)
    throw error
  }
}
