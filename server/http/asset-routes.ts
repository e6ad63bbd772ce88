/** Images of a room, named by their hash: checked against it and against their real type, then never changed. */
import { createHash } from 'node:crypto'
import type { RoomId } from '../../lib/base/ids.ts'
import { fail, ok, type Result } from '../../lib/base/result.ts'
import { operations } from '../../lib/protocol/operations.ts'
import { createSerial } from '../access/serial.ts'
import type { RecordKey, Records } from '../storage/storage.ts'
import { type BodyError, readBytes } from './body.ts'
import { admit, admitToExisting, type HttpContext, isKnownRoom } from './http-context.ts'
import { type ImageType, sniffImage } from './image-type.ts'
import { answerTo, bytes, empty, type Headers, problem, refuse, replyTo } from './reply.ts'
import type { Route } from './router.ts'
import { matchesEtag } from './snapshot-routes.ts'

const HASH = /^[0-9a-f]{64}$/
/** A room may keep this many times the size of the largest allowed image. */
const ASSETS_PER_ROOM = 25
/** Processes that count images of a room at the same moment. */
const MAX_ATTEMPTS = 20

const assetKey = (room: RoomId, hash: string): RecordKey => ['room', room, 'assets', hash]
const totalKey = (room: RoomId): RecordKey => ['room', room, 'assets-total']

function readTotal(stored: Uint8Array | null): number {
  const total = stored ? Number(new TextDecoder().decode(stored)) : 0
  return Number.isFinite(total) ? total : 0
}

/** Bytes of all images of the room; they are only ever added. */
export const readAssetsTotal = async (records: Records, room: RoomId): Promise<number> =>
  readTotal(await records.get(totalKey(room)))

/** Its name says what is in it: whoever has it has it for good. */
const keptHeaders = (hash: string) =>
  ({ etag: `"${hash}"`, 'cache-control': 'private, max-age=31536000, immutable' }) as const

/** An SVG opened by its own address may run nothing and reach nothing; inside a board it is only an image. */
const safeHeaders = (type: ImageType, hash: string): Headers => ({
  'content-type': type,
  ...keptHeaders(hash),
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
  'content-disposition': type === 'image/svg+xml' ? `attachment; filename="${hash.slice(0, 12)}.svg"` : 'inline',
})

const noAsset = () => problem('asset-not-found', 'There is no such asset in this room.')

export function assetRoutes(context: HttpContext): readonly Route[] {
  const { records } = context.storage
  const { assetBytes } = context.limits
  const serial = createSerial()

  /** Takes place among the room's images before anything is written, also when other processes take some too. */
  async function takePlace(room: RoomId, bytes: number): Promise<boolean> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const stored = await records.get(totalKey(room))
      const total = readTotal(stored) + bytes
      if (total > assetBytes * ASSETS_PER_ROOM) return false
      if (await records.swap(totalKey(room), stored, new TextEncoder().encode(String(total)))) return true
    }
    throw new Error('the images of a room change faster than they can be counted')
  }

  async function keep(room: RoomId, hash: string, body: Uint8Array, address: string): Promise<Result<null, BodyError>> {
    if ((await records.size(assetKey(room, hash))) !== null) return ok(null)
    const isFirst = !(await isKnownRoom(context, room))
    const paid = context.quotas.take(address, { bytes: body.length, isFirst })
    if (!paid.ok) return paid
    await context.access.ensureRoom(room)
    if (!(await takePlace(room, body.length))) {
      return fail('assets-full', `A room keeps up to ${assetBytes * ASSETS_PER_ROOM} bytes of images.`)
    }
    try {
      await records.write([{ key: assetKey(room, hash), value: body }])
    } catch (error) {
      // A disk that is full for a while would fill the room and the day of its visitors for good.
      context.quotas.giveBack(address, body.length)
      await takePlace(room, -body.length)
      throw error
    }
    return ok(null)
  }

  return [
    {
      ...operations.putAsset,
      async handle(request) {
        const admitted = await admit(context, request, 'editor')
        if (!admitted.ok) return refuse(admitted.error)
        const { hash } = request.params
        if (!HASH.test(hash)) return problem('hash-mismatch', 'The name of an asset is its SHA-256, in lower-case hex.')
        const body = await readBytes(request, assetBytes)
        if (!body.ok) return refuse(body.error)
        if (createHash('sha256').update(body.value).digest('hex') !== hash) {
          return problem('hash-mismatch', 'The SHA-256 of the body is not the one in the path.')
        }
        const type = sniffImage(body.value)
        if (!type) return problem('not-an-image', 'Allowed are PNG, JPEG, GIF, WebP and SVG.')
        const { room } = admitted.value
        const kept = await serial(room, () => keep(room, hash, body.value, request.address))
        if (!kept.ok) return refuse(kept.error)
        return answerTo(operations.putAsset, { sha256: hash, type, bytes: body.value.length })
      },
    },
    {
      ...operations.readAsset,
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'viewer')
        if (!admitted.ok) return refuse(admitted.error)
        const { hash } = request.params
        const key = assetKey(admitted.value.room, hash)
        const size = HASH.test(hash) ? await records.size(key) : null
        if (size === null) return noAsset()
        const kept = keptHeaders(hash)
        if (matchesEtag(request.message.headers['if-none-match'], kept.etag)) return empty(304, kept)
        const read = await request.longReads.run(request, size, () => records.get(key))
        return replyTo(read, (stored) => {
          const type = stored && sniffImage(stored)
          return stored && type ? bytes(stored, safeHeaders(type, hash)) : noAsset()
        })
      },
    },
  ]
}
