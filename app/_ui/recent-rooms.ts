/** The rooms that this browser has been in, newest first, and the owner tokens of those it made. */
import { parseRoomId, type RoomId } from '../../lib/base/ids.ts'
import { readStored, writeStored } from './stored.ts'

const MAX_RECENT_ROOMS = 50

export interface RecentRoom {
  readonly id: RoomId
  readonly name: string
  /** Milliseconds since the epoch. */
  readonly at: number
}

export function readRecentRooms(): readonly RecentRoom[] {
  const stored = readStored('rooms')
  if (!Array.isArray(stored)) return []
  return stored.flatMap((entry) => {
    const id = parseRoomId(entry?.id)
    if (!id) return []
    return [{ id, name: typeof entry.name === 'string' ? entry.name : '', at: Number(entry.at) || 0 }]
  })
}

const write = (rooms: readonly RecentRoom[]) => writeStored('rooms', rooms.slice(0, MAX_RECENT_ROOMS))

/** Puts the room at the head of the list; an empty name keeps the one it had. */
export function rememberRoom(room: RecentRoom): void {
  const rooms = readRecentRooms()
  const before = rooms.find(({ id }) => id === room.id)
  write([{ ...room, name: room.name || before?.name || '' }, ...rooms.filter(({ id }) => id !== room.id)])
}

export function renameRecentRoom(id: RoomId, name: string): void {
  write(readRecentRooms().map((room) => (room.id === id ? { ...room, name } : room)))
}

export function forgetRoom(id: RoomId): void {
  write(readRecentRooms().filter((room) => room.id !== id))
}

export const rememberOwnerToken = (id: RoomId, token: string): boolean => writeStored(`owner.${id}`, token)
export function readOwnerToken(id: RoomId): string | null {
  const token = readStored(`owner.${id}`)
  return typeof token === 'string' && token !== '' ? token : null
}
