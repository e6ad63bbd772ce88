/** Calls of our own processes over loopback: by a key that only they know they may say for whom they ask. */
import type { IncomingMessage } from 'node:http'
import type { RandomBytes } from '../../lib/base/ids.ts'
import { isSameSecret } from '../access/same-secret.ts'

export interface InnerCalls {
  /** What our own processes get, to repeat it with each call. */
  headers(address: string): Readonly<Record<string, string>>
  /** The address for which one of our own processes asks; null when it is not one. */
  addressOf(message: IncomingMessage): string | null
}

export const KEY_HEADER = 'x-inkroom-key'
export const ADDRESS_HEADER = 'x-inkroom-address'
const KEY_BYTES = 32

export function createInnerCalls(random: RandomBytes): InnerCalls {
  const key = Buffer.from(random(KEY_BYTES)).toString('base64url')
  return {
    headers: (address) => ({ [KEY_HEADER]: key, [ADDRESS_HEADER]: address }),
    addressOf({ headers }) {
      const [given, address] = [headers[KEY_HEADER], headers[ADDRESS_HEADER]]
      return typeof given === 'string' && typeof address === 'string' && isSameSecret(given, key) ? address : null
    },
  }
}
