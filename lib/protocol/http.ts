/** The HTTP interface as data: bodies are parsed by these schemas, errors carry these codes. */
import * as z from 'zod/mini'
import { cleanText } from '../base/clean-text.ts'
import { accessModes, floorModes, linkRoles } from './grant.ts'

export const MAX_TITLE_LENGTH = 200
export const MAX_LABEL_LENGTH = 80
export const MAX_NAME_LENGTH = 60
export const MAX_CHAT_LENGTH = 2000
/** A version tells who was there up to this many. */
export const MAX_VERSION_PEOPLE = 50

/** What no screen shows goes at the door: control characters and halves of letters come from no hand. */
const line = (max: number) =>
  z.string().check(
    z.overwrite((text) => cleanText(text).replaceAll('\n', ' ')),
    z.trim(),
    z.maxLength(max),
  )
const lines = (max: number) => z.string().check(z.overwrite(cleanText), z.trim(), z.minLength(1), z.maxLength(max))

const title = line(MAX_TITLE_LENGTH)
const label = line(MAX_LABEL_LENGTH)
const access = z.enum(accessModes)
/** Milliseconds since the epoch, or an ISO 8601 date. */
const time = z.union([
  z.int().check(z.positive()),
  z.pipe(
    z.iso.datetime({ offset: true }),
    z.transform((text) => Date.parse(text)),
  ),
])

export const createRoomBody = z.strictObject({ title: z._default(title, ''), access: z._default(access, 'edit') })
/** Whoever may draw may change the title, on the board and here. */
export const titleBody = z.strictObject({ title })
export const patchRoomBody = z.strictObject({ title: z.optional(title), access: z.optional(access) })
export const conductBody = z.strictObject({
  floor: z.optional(z.enum(floorModes)),
  /** Client id of whom everyone's view follows. */
  lead: z.optional(z.nullable(z.int().check(z.nonnegative()))),
})
/** What a facilitator may do with one who is here. */
export const peerOrders = ['write', 'facilitate', 'watch', 'lower-hand', 'remove'] as const
export type PeerOrder = (typeof peerOrders)[number]
export const peerOrderBody = z.strictObject({ order: z.enum(peerOrders), name: z._default(label, '') })
/** Ten years: longer is for ever. */
const MAX_LIFETIME_MS = 10 * 366 * 24 * 3_600_000
export const createLinkBody = z
  .strictObject({
    role: z.enum(linkRoles),
    label: z._default(label, ''),
    expiresAt: z._default(z.nullable(time), null),
    /** From now on, by the server's clock: whoever asks may have a wrong one. */
    lifetimeMs: z._default(z.nullable(z.int().check(z.positive(), z.maximum(MAX_LIFETIME_MS))), null),
  })
  .check(z.refine(({ expiresAt, lifetimeMs }) => expiresAt === null || lifetimeMs === null))
export const createVersionBody = z.strictObject({ label: z._default(label, '') })
export const chatBody = z.strictObject({
  from: z._default(line(MAX_NAME_LENGTH), ''),
  text: lines(MAX_CHAT_LENGTH),
})

/** Every code that an error may carry, with its HTTP status. Codes are promises: they are added, never changed. */
export const problems = {
  'bad-request': 400,
  'malformed-json': 400,
  'invalid-body': 400,
  'invalid-room-id': 400,
  'invalid-query': 400,
  'malformed-update': 400,
  'hash-mismatch': 400,
  'bad-token': 401,
  'not-allowed': 403,
  'origin-not-allowed': 403,
  'not-found': 404,
  'room-not-found': 404,
  'version-not-found': 404,
  'link-not-found': 404,
  'peer-not-found': 404,
  'asset-not-found': 404,
  'unknown-format': 404,
  'no-pages': 404,
  'method-not-allowed': 405,
  'too-many-links': 409,
  'too-many-versions': 409,
  'link-gone': 410,
  'connection-gone': 410,
  'length-required': 411,
  'body-too-large': 413,
  'room-too-large': 413,
  'room-full': 503,
  'assets-full': 413,
  'versions-full': 413,
  'wrong-type': 415,
  'not-an-image': 415,
  'takes-too-long': 422,
  'takes-too-much-memory': 422,
  'work-failed': 422,
  'too-fast': 429,
  'quota-reached': 429,
  'internal-error': 500,
  'storage-failed': 503,
  'shutting-down': 503,
  'not-ready': 503,
  'pages-unavailable': 503,
  'storage-full': 507,
  busy: 503,
} as const
export type ProblemCode = keyof typeof problems

/** Codes that go out as a more general one, which older programs know, and say themselves in `reason`. */
export const narrowerProblems = {
  'room-deleted': 'room-not-found',
  'other-birth': 'room-not-found',
} as const satisfies Readonly<Record<string, ProblemCode>>
export type NarrowProblemCode = keyof typeof narrowerProblems
export type FailureCode = ProblemCode | NarrowProblemCode

/** Formats of `/import/:format` and `/export/:format`. */
export const importFormats = [
  'excalidraw',
  'tldraw',
  'json',
  'drawio',
  'canvas',
  'ocif',
  'mermaid',
  'csv',
  'markdown',
  'svg',
  'pdf',
] as const
export type ImportFormat = (typeof importFormats)[number]
export const exportFormats = ['json', 'excalidraw', 'svg', 'png', 'pdf', 'pptx', 'markdown', 'mermaid', 'csv'] as const
export type ExportFormat = (typeof exportFormats)[number]
