/**
 * A job as it crosses to a thread: all of its bytes in one piece, which is copied in steps and handed over. As it is it would
 * be cloned in one go, a quarter of a second for the largest boards, with all that lies under each view.
 */
import { joiningBytes, type Steps } from '../../lib/base/steps.ts'

export type ThreadJob =
  | { readonly name: 'compact'; readonly snapshot: Uint8Array | null; readonly updates: readonly Uint8Array[] }
  | { readonly name: 'restore'; readonly updates: readonly Uint8Array[]; readonly target: Uint8Array }

export interface PackedJob {
  readonly name: ThreadJob['name']
  readonly bytes: Uint8Array
  /** Of the snapshot or target, and of each update. */
  readonly sizes: readonly number[]
}

const NOTHING = new Uint8Array()

export function* packing(job: ThreadJob): Steps<PackedJob> {
  const first = job.name === 'compact' ? (job.snapshot ?? NOTHING) : job.target
  const parts = [first, ...job.updates]
  return { name: job.name, bytes: yield* joiningBytes(parts), sizes: parts.map(({ length }) => length) }
}

export function unpack({ name, bytes, sizes }: PackedJob): ThreadJob {
  let at = 0
  const [first, ...updates] = sizes.map((size) => {
    at += size
    return bytes.subarray(at - size, at)
  })
  if (name === 'restore') return { name, updates, target: first }
  return { name, snapshot: first.length > 0 ? first : null, updates }
}
