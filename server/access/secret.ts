/** The signing secret: given by the operator, or made once and kept with the data, so that links outlive a restart. */
import { type RandomBytes, randomId } from '../../lib/base/ids.ts'
import type { RecordKey, Records } from '../storage/storage.ts'

const SECRET_KEY: RecordKey = ['server', 'secret']
const SECRET_LENGTH = 43

/** Of several processes that start at once on an empty store, the first one's is everyone's. */
export async function loadSecret(records: Records, random: RandomBytes): Promise<string> {
  const stored = await records.get(SECRET_KEY)
  if (stored) return new TextDecoder().decode(stored)
  await records.swap(SECRET_KEY, null, new TextEncoder().encode(randomId(SECRET_LENGTH, random)))
  const written = await records.get(SECRET_KEY)
  if (!written) throw new Error('the storage does not keep what it is given')
  return new TextDecoder().decode(written)
}
