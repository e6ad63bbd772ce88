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
function keepLinkToken(room: RoomId, token: string): boolean {
  const isKept = writeStored(key(room), token)
  try {
    sessionStorage.setItem(tabKey(room), token)
    return true
  } catch {
    return isKept
  }
}

/** The link that this tab came by. */
function readTabToken(room: RoomId): string | null {
  try {
    return asToken(sessionStorage.getItem(tabKey(room)))
  } catch {
    return null
  }
}

/** The last link by which this browser came, for a room that the bare link does not open. */
const readKeptToken = (room: RoomId): string | null => asToken(readStored(key(room)))

const passKey = (room: RoomId): string => `pass.${room}`

/** A facilitator has let this browser write: it comes by that from now on. Null: no longer. */
export const keepPass = (room: RoomId, token: string | null): void =>
  void writeStored(passKey(room), token ?? undefined)
export const readPass = (room: RoomId): string | null => asToken(readStored(passKey(room)))

/** The server refused it: the next visit goes without. */
export function forgetLinkToken(room: RoomId): void {
  writeStored(key(room), undefined)
  try {
    sessionStorage.removeItem(tabKey(room))
  } catch {
    // Blocked storage holds nothing either.
  }
}

/** The grant of a link rides in the fragment, which no server or log ever sees. */
export const tokenOf = (hash: string): string | null => new URLSearchParams(hash.replace(/^#/, '')).get('token')

/** The link's token leaves the address bar at once, unless the browser keeps nothing and a reload would lose it. */
export function takeLinkToken(room: RoomId, isClosedToVisitors: boolean): string | null {
  const given = tokenOf(location.hash)
  if (given === null) return readTabToken(room) ?? (isClosedToVisitors ? readKeptToken(room) : null)
  if (keepLinkToken(room, given)) {
    const rest = location.hash
      .slice(1)
      .split('&')
      .filter((part) => !part.startsWith('token='))
    const fragment = rest.length === 0 ? '' : `#${rest.join('&')}`
    history.replaceState(null, '', location.pathname + location.search + fragment)
  }
  return given
}
