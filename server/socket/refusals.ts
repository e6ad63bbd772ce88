/** Which close code says what went wrong; both tables are closed by the compiler. */
import { type CloseCode, closeCodes } from '../../lib/protocol/close.ts'
import type { AccessError } from '../access/access.ts'
import type { RoomError } from '../room/room.ts'

const accessCodes: Readonly<Record<AccessError['code'], CloseCode>> = {
  'bad-token': closeCodes.badToken,
  'not-allowed': closeCodes.notAllowed,
  'room-not-found': closeCodes.noSuchRoom,
  'link-gone': closeCodes.gone,
  'room-deleted': closeCodes.gone,
  'other-birth': closeCodes.gone,
}

const roomCodes: Readonly<Record<RoomError['code'], CloseCode>> = {
  'room-not-found': closeCodes.noSuchRoom,
  'room-deleted': closeCodes.gone,
  // Places become free again; bytes do not.
  'room-full': closeCodes.unavailable,
  'room-too-large': closeCodes.roomFull,
  'malformed-update': closeCodes.malformed,
  'storage-failed': closeCodes.storageFailed,
  'storage-full': closeCodes.storageFailed,
  'quota-reached': closeCodes.unavailable,
  'not-allowed': closeCodes.notAllowed,
  'shutting-down': closeCodes.unavailable,
  busy: closeCodes.unavailable,
  'too-fast': closeCodes.unavailable,
  'takes-too-long': closeCodes.unavailable,
  'takes-too-much-memory': closeCodes.unavailable,
  'work-failed': closeCodes.unavailable,
}

export const codeOfAccess = ({ code }: AccessError): CloseCode => accessCodes[code]
export const codeOfRoom = ({ code }: RoomError): CloseCode => roomCodes[code]

/** How ws names the breaking of its rules, and of its limit of a message. */
const WS_ERROR = 'WS_ERR_'
const WS_TOO_BIG = 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'

/** What ws closes by itself is counted as a refusal like ours; null for the rest. */
export function reasonOfSocket(code: string | undefined): 'message-too-big' | 'broken-frames' | null {
  if (code === WS_TOO_BIG) return 'message-too-big'
  return code?.startsWith(WS_ERROR) ? 'broken-frames' : null
}
