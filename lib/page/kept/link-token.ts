/**
 * The token of a link, kept by the browser so that it can leave the address bar: whoever copies the address, looks over a
 * shoulder or reads the history of a browser gets no more than the bare link.
 */
import type { RoomId } from '../../base/ids.ts'
import { readStored, writeStored } from './stored.ts'

const key = (room: RoomId): string => `link.${room}`
const tabKey = (room: RoomId): string => `inkroom.${key(room)}`
const asToken = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** For this tab while it stays, and for later visits; false when the browser keeps neither. */
export function keepLinkToken(room: RoomId, token: string): boolean {
  const isKept = writeStored(key(room), token)
  try {
    sessionStorage.setItem(tabKey(room), token)
    return true
  } catch {
    return isKept
  }
}

/** The link that this tab came by. */
export function readTabToken(room: RoomId): string | null {
  try {
    return asToken(sessionStorage.getItem(tabKey(room)))
  } catch {
    return null
  }
}

/** The last link by which this browser came, for a room that the bare link does not open. */
export const readKeptToken = (room: RoomId): string | null => asToken(readStored(key(room)))

/** The server refused it: the next visit goes without. */
export function forgetLinkToken(room: RoomId): void {
  writeStored(key(room), undefined)
  try {
    sessionStorage.removeItem(tabKey(room))
  } catch {
    // Blocked storage holds nothing either.
  }
}
