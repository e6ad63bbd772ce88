/** The rooms that this browser has been in, newest first, and the owner tokens of those it made. */
import { parseRoomId, type RoomId } from '../../base/ids.ts'
import { readStored, writeStored } from './stored.ts'

const MAX_RECENT_ROOMS = 50

export interface RecentRoom {
  readonly id: RoomId
  /** The board's title when it was last here; may be empty. */
  readonly name: string
  /** What this person calls it; empty: as the board itself. */
  readonly alias: string
  /** Milliseconds since the epoch. */
  readonly at: number
}

const asText = (stored: unknown): string => (typeof stored === 'string' ? stored : '')

export function readRecentRooms(): readonly RecentRoom[] {
  const stored = readStored('rooms')
  if (!Array.isArray(stored)) return []
  return stored.flatMap((entry) => {
    const id = parseRoomId(entry?.id)
    if (!id) return []
    return [{ id, name: asText(entry.name), alias: asText(entry.alias), at: Number(entry.at) || 0 }]
  })
}

const write = (rooms: readonly RecentRoom[]) => writeStored('rooms', rooms.slice(0, MAX_RECENT_ROOMS))

/** Puts the room at the head of the list; an empty name keeps the one it had, as does the name given to it here. */
export function rememberRoom({ id, name, at }: Omit<RecentRoom, 'alias'>): void {
  const rooms = readRecentRooms()
  const before = rooms.find((room) => room.id === id)
  const { alias = '', name: known = '' } = before ?? {}
  write([{ id, name: name || known, alias, at }, ...rooms.filter((room) => room.id !== id)])
}

/** What the person calls the room from now on; empty: as the board itself. */
export function renameRecentRoom(id: RoomId, alias: string): void {
  write(readRecentRooms().map((room) => (room.id === id ? { ...room, alias } : room)))
}

export function forgetRoom(id: RoomId): void {
  write(readRecentRooms().filter((room) => room.id !== id))
}

/** Takes a forgotten room back, to its place. */
export function recallRoom(room: RecentRoom): void {
  write([...readRecentRooms().filter(({ id }) => id !== room.id), room].sort((a, b) => b.at - a.at))
}

export const rememberOwnerToken = (id: RoomId, token: string): boolean => writeStored(`owner.${id}`, token)
export const forgetOwnerToken = (id: RoomId): boolean => writeStored(`owner.${id}`, undefined)
export function readOwnerToken(id: RoomId): string | null {
  const token = readStored(`owner.${id}`)
  return typeof token === 'string' && token !== '' ? token : null
}
