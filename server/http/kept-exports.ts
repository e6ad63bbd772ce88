/** Exports of boards as they are now: named by what they are made of, and kept, so that an unchanged board costs no work. */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { RoomId } from '../../lib/base/ids.ts'
import { readAssetsTotal } from './asset-routes.ts'
import type { HttpContext } from './http-context.ts'
import { empty, type Headers, type Reply } from './reply.ts'
import { matchesEtag } from './snapshot-routes.ts'

/** For all rooms together; whatever was not asked for longest goes first. */
const MAX_BYTES = 32 * 1024 * 1024
/** A larger file is made anew each time: one of them would push out many pictures. */
const MAX_FILE_BYTES = 4 * 1024 * 1024
/** What an entry takes beside its body. */
const ENTRY_BYTES = 1024
const SALT_BYTES = 12
/** Above every seq: a log asked for what comes after it reads nothing but its last number. */
const BEYOND_ALL = Number.MAX_SAFE_INTEGER

export interface AskedExport {
  readonly room: RoomId
  readonly format: string
  /** Without the token: whoever may read gets the same file. */
  readonly query: URLSearchParams
  readonly ifNoneMatch: string | undefined
}

export interface KeptExports {
  /** The kept file, or that of `make`; 304 when the caller has it. The same file is made once at a time. */
  serve(asked: AskedExport, make: () => Promise<Reply>): Promise<Reply>
}

export function createKeptExports(
  context: Pick<HttpContext, 'access' | 'rooms' | 'storage' | 'random'>,
  limits = { bytes: MAX_BYTES, fileBytes: MAX_FILE_BYTES },
): KeptExports {
  const kept = new LRUCache<string, Reply>({
    maxSize: limits.bytes,
    maxEntrySize: limits.fileBytes,
    sizeCalculation: ({ body }) => (body?.length ?? 0) + ENTRY_BYTES,
  })
  const underWay = new Map<string, Promise<Reply>>()
  // Another build may draw another picture of the same board.
  const salt = Buffer.from(context.random(SALT_BYTES)).toString('base64url')

  async function tagOf({ room, format, query }: AskedExport): Promise<string> {
    const [meta, images] = await Promise.all([
      context.access.readMeta(room),
      readAssetsTotal(context.storage.records, room),
    ])
    const live = context.rooms.live(room)
    const seq = live ? live.stats().seq : ((await context.storage.log.load(room, BEYOND_ALL))?.lastSeq ?? 0)
    const sorted = [...query].sort()
    const parts = [salt, room, meta?.birth ?? '', meta?.title ?? '', seq, images, format, sorted]
    return `"${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}"`
  }

  function makeOnce(tag: string, make: () => Promise<Reply>): Promise<Reply> {
    const making = make().finally(() => underWay.delete(tag))
    underWay.set(tag, making)
    return making
  }

  return {
    async serve(asked, make) {
      const tag = await tagOf(asked)
      const headers = headersOf(asked.format, tag)
      if (matchesEtag(asked.ifNoneMatch, tag)) return empty(304, headers)
      const found = kept.get(tag)
      if (found) return found
      // Who began it may have gone, or found no place: then those who waited begin once more, again as one.
      const shared = await underWay.get(tag)
      const made = shared?.status === 200 ? shared : await (underWay.get(tag) ?? makeOnce(tag, make))
      if (made.status !== 200) return made
      const reply = { ...made, headers: { ...made.headers, ...headers } }
      kept.set(tag, reply)
      return reply
    },
  }
}

/** A picture may be shown by pages of other origins: its address is all that it needs, so a page learns nothing by it. */
const headersOf = (format: string, etag: string): Headers => ({
  etag,
  'cache-control': 'private, no-cache',
  ...(format === 'png' || format === 'svg' ? { 'cross-origin-resource-policy': 'cross-origin' } : {}),
})
