/** What the server answers over HTTP, as schemas: it writes by their types, the page reads by them, the contract shows them. */
import * as z from 'zod/mini'
import { parseRoomId, type RoomId } from '../base/ids.ts'
import { accessModes, floorModes, linkRoles, roles } from './grant.ts'

/** Milliseconds since 1970. */
const time = z.number()
const roomId = z.pipe(
  z.string(),
  z.custom<RoomId>((id) => parseRoomId(id as string) !== null),
)
const linkRole = z.enum(linkRoles)

export const createdRoom = z.object({ room: roomId, ownerToken: z.string(), url: z.string() })

export const roomFacts = z.object({
  id: z.string(),
  title: z.string(),
  access: z.enum(accessModes),
  floor: z.enum(floorModes),
  createdAt: time,
  updatedAt: time,
  peers: z.number(),
  bytes: z.number(),
  seq: z.number(),
})
export type RoomFacts = z.infer<typeof roomFacts>

/** With what the caller may do there. */
export const roomForCaller = z.extend(roomFacts, { role: z.enum(roles) })

export const renewedToken = z.object({ ownerToken: z.string() })
/** The number of the change in the room's log, once it is durable. */
export const storedSeq = z.object({ seq: z.number() })

export const versionFacts = z.object({
  id: z.string(),
  label: z.string(),
  at: time,
  seq: z.number(),
  bytes: z.number(),
  /** Made by the server, and thinned out with age. */
  auto: z.boolean(),
  /** What those called themselves who were there; none in versions from before this was kept. */
  people: z.readonly(z.array(z.string())),
})
export type Version = Readonly<z.infer<typeof versionFacts>>
export const versionList = z.object({ versions: z.readonly(z.array(versionFacts)) })

export const linkFacts = z.object({
  id: z.string(),
  role: linkRole,
  label: z.string(),
  createdAt: time,
  /** null: it does not end. */
  expiresAt: z.nullable(time),
  /** Given to one person who was there, and not to be passed on. */
  isPass: z.optional(z.literal(true)),
})
export type LinkFacts = Readonly<z.infer<typeof linkFacts>>
export const linkList = z.object({ links: z.readonly(z.array(linkFacts)) })
/** The token is shown only here. */
export const createdLink = z.extend(linkFacts, { token: z.string(), url: z.string() })

export const keptAsset = z.object({ sha256: z.string(), type: z.string(), bytes: z.number() })

export const chatMessage = z.object({ id: z.string(), from: z.string(), text: z.string(), at: time })
export type ChatMessage = Readonly<z.infer<typeof chatMessage>>
export const chatList = z.object({ messages: z.readonly(z.array(chatMessage)) })

/** What of a file is on the board now, and what is not, by its reason. */
export const imported = z.object({
  added: z.number(),
  skipped: z.readonly(z.array(z.object({ type: z.string(), reason: z.string(), count: z.number() }))),
})
export type Imported = Readonly<z.infer<typeof imported>>

export const adminRoomList = z.object({
  rooms: z.readonly(z.array(z.omit(roomFacts, { bytes: true, seq: true }))),
  /** Where the next page begins (`after`); null at the end. */
  next: z.nullable(z.string()),
})

/** https://oembed.com: `rich` where pages of others may frame a board, `link` where none may. */
export const oembed = z.object({
  type: z.enum(['rich', 'link']),
  version: z.literal('1.0'),
  title: z.string(),
  provider_name: z.literal('Inkroom'),
  provider_url: z.string(),
  html: z.optional(z.string()),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
})

export const alive = z.object({ status: z.literal('alive') })
export const ready = z.object({ status: z.literal('ready') })

/** RFC 9457; `code` is the stable one. */
export const problemFacts = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.string(),
  reason: z.optional(z.string()),
})
