/** oEmbed: how other programs show a board by its address. Tells what the bare link may see, and of all else nothing. */
import { escapeXml } from '../../lib/base/escape-xml.ts'
import { parseRoomId, type RoomId } from '../../lib/base/ids.ts'
import { operations } from '../../lib/protocol/operations.ts'
import { type HttpContext, isKnownRoom, roomUrl } from './http-context.ts'
import { answerTo, problem } from './reply.ts'
import type { HttpRequest, Route } from './router.ts'

const SIZE = { width: 800, height: 600 }
const MIN_SIDE = 100
const MAX_SIDE = 4096
const UNTITLED = 'Board'

/** As large as asked for at most; null when it is no size. */
function sideOf(asked: string | null, most: number): number | null {
  if (asked === null) return most
  const side = Number(asked)
  return /^\d{1,6}$/.test(asked) && side > 0 ? Math.min(most, Math.max(MIN_SIDE, Math.min(MAX_SIDE, side))) : null
}

/** The room of an address of ours. */
function roomOf(context: HttpContext, request: HttpRequest, address: string | null): RoomId | null {
  if (address === null || !URL.canParse(address)) return null
  const { origin, pathname } = new URL(address)
  const base = new URL(context.publicUrl ?? request.origin + context.basePath)
  const before = `${base.pathname.replace(/\/$/, '')}/r/`
  if (origin !== base.origin || !pathname.startsWith(before)) return null
  return parseRoomId(pathname.slice(before.length))
}

export function oembedRoutes(context: HttpContext): readonly Route[] {
  const nothing = problem('room-not-found', 'There is no board to show at this address.')

  /** The title that a visitor without a token may read; null: the room is closed, deleted or not there, and which is not said. */
  async function readTitle(room: RoomId): Promise<string | null> {
    const grant = await context.access.authorise(room, null)
    if (!grant.ok || !(await isKnownRoom(context, room))) return null
    return (await context.access.readMeta(room))?.title || UNTITLED
  }

  return [
    {
      ...operations.oembed,
      async handle(request) {
        const { searchParams } = request.url
        if ((searchParams.get('format') ?? 'json') !== 'json')
          return problem('unknown-format', 'oEmbed is answered as json.')
        const width = sideOf(searchParams.get('maxwidth'), SIZE.width)
        const height = sideOf(searchParams.get('maxheight'), SIZE.height)
        if (width === null || height === null)
          return problem('invalid-query', 'maxwidth and maxheight are whole numbers of pixels.')
        const room = roomOf(context, request, searchParams.get('url'))
        const title = room && (await readTitle(room))
        if (room === null || title === null) return nothing
        const address = roomUrl(context, request, room)
        const about = {
          version: '1.0' as const,
          title,
          provider_name: 'Inkroom' as const,
          provider_url: new URL(address).origin,
        }
        // Where no other page may frame a board, a frame would stay empty.
        if (context.frameAncestors.length === 0) return answerTo(operations.oembed, { ...about, type: 'link' })
        const html = `<iframe src="${escapeXml(address)}?embed=1" width="${width}" height="${height}" style="border:0" title="${escapeXml(title)}" allow="clipboard-write; fullscreen"></iframe>`
        return answerTo(operations.oembed, { ...about, type: 'rich', html, width, height })
      },
    },
  ]
}
