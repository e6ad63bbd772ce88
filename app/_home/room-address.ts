import { parseRoomId } from '../../lib/base/ids.ts'

/** The path of the room that `typed` means: a room id, or a link to one (of any host). Null when it means none. */
export function roomAddress(typed: string): string | null {
  const text = typed.trim()
  const id = parseRoomId(text)
  if (id) return `/r/${id}`
  const match = /\/r\/([A-Za-z0-9_-]{1,128})\/?(?:\?[^#]*)?(#.*)?$/.exec(text)
  return match ? `/r/${match[1]}${match[2] ?? ''}` : null
}
