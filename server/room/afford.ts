/** Whether a room may take a change: its own size first, then what its author may still store. */
import { fail, ok, type Result } from '../../lib/base/result.ts'
import { type CloseCode, closeCodes } from '../../lib/protocol/close.ts'
import type { Observe } from '../observe/observe.ts'
import type { LoadedLog } from './loaded-log.ts'
import type { Outcome } from './member.ts'
import type { Pay, RoomError } from './room.ts'

export interface Purse {
  readonly log: LoadedLog
  readonly maxBytes: number
  readonly observe: Observe
}

const free: Pay = () => ok(null)

/** Takes what the change costs, or nothing. */
export function afford({ log, maxBytes, observe }: Purse, bytes: number, pay = free): Result<null, RoomError> {
  if (log.bytes + bytes > maxBytes) {
    observe.metrics.count('refusals', { reason: 'room-too-large' })
    if (log.tailLength > 1) void log.compact()
    return fail('room-too-large', 'the board is full')
  }
  return pay({ bytes, isFirst: log.position === 0 && log.seq === 0 })
}

/** A full board stays full; quotas grow back and disks are cleared. */
const codes: Readonly<Partial<Record<RoomError['code'], CloseCode>>> = {
  'room-too-large': closeCodes.roomFull,
  'malformed-update': closeCodes.malformed,
  'storage-full': closeCodes.storageFailed,
  'quota-reached': closeCodes.unavailable,
}

export const outcomeOf = ({ code, message }: RoomError): Outcome => ({
  code: codes[code] ?? closeCodes.unavailable,
  reason: message,
})
