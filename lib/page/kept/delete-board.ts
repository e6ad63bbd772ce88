/** Deletes a board that is not open here: for everyone, and all that this browser has of it. */
import type { RoomId } from '../../base/ids.ts'
import { createRoomApi, type RoomApi } from '../server/room-api.ts'
import { forgetOwnerToken, forgetRoom, readOwnerToken } from './recent-rooms.ts'

/** Whether the board is no more: deleted now, or by someone else before. */
export const isGone = (answer: Awaited<ReturnType<RoomApi['remove']>>): boolean =>
  answer.ok || answer.error.code === 'room-not-found'

/** False when the server did not do it; then all is as it was. */
export async function deleteBoard(room: RoomId): Promise<boolean> {
  if (!isGone(await createRoomApi(room, null, readOwnerToken(room)).remove())) return false
  forgetOwnerToken(room)
  forgetRoom(room)
  // Loaded only now: the start page knows no documents.
  const { forgetLocalCopy } = await import('../../session/local-copy.ts')
  // A browser that keeps nothing has nothing to forget.
  await forgetLocalCopy(room).catch(() => {})
  return true
}
