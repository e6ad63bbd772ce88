/** A board file becomes a new room of this browser; nothing is left of one whose file cannot be read. */
import type { RoomId } from '../../base/ids.ts'
import { type Failure, fail, ok, type Result } from '../../base/result.ts'
import type { Imported } from '../../protocol/answers.ts'
import { rememberOwnerToken } from '../kept/recent-rooms.ts'
import { createRoom, createRoomApi } from '../server/room-api.ts'

/** `not-made`: there is no room; `not-read`: there was one, and the message says what is wrong with the file. */
export type BoardFromFile = Result<Imported & { readonly room: RoomId }, Failure<'not-made' | 'not-read'>>

export async function boardFromFile(format: string, content: string | Blob): Promise<BoardFromFile> {
  const made = await createRoom()
  if (!made.ok) return fail('not-made', made.error.message)
  const { room, ownerToken } = made.value
  const api = createRoomApi(room, null, ownerToken)
  const imported = await api.importFile(format, content)
  if (!imported.ok) {
    await api.remove()
    return fail('not-read', imported.error.message)
  }
  rememberOwnerToken(room, ownerToken)
  return ok({ ...imported.value, room })
}
