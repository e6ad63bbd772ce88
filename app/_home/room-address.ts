import { parseRoomId } from '../../lib/base/ids.ts'

export type RoomAddress =
  /** A path on this server. */
  | { readonly name: 'here'; readonly path: string }
  /** A board on another server, whose page has to be left to. */
  | { readonly name: 'elsewhere'; readonly url: string }

const PATH = /^(?:\/[^?#]*)?\/r\/([A-Za-z0-9_-]{1,128})\/?$/

function parseUrl(text: string): URL | null {
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`)
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : null
  } catch {
    return null
  }
}

/** The room that `typed` means: a room id, a path, or a link to one on any server. Null when it means none. */
export function roomAddress(typed: string, origin: string): RoomAddress | null {
  const text = typed.trim()
  const id = parseRoomId(text)
  if (id) return { name: 'here', path: `/r/${id}` }
  if (text.startsWith('/')) return roomAddress(`${origin}${text}`, origin)
  const url = parseUrl(text)
  const match = url && PATH.exec(url.pathname)
  if (!url || !match) return null
  // Links are pasted without their scheme too: the host alone then tells whether it is here.
  return url.host === new URL(origin).host
    ? { name: 'here', path: `/r/${match[1]}${url.search}${url.hash}` }
    : { name: 'elsewhere', url: url.href }
}
