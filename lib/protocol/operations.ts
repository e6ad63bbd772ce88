/**
 * The HTTP interface as one table: the server's routes take their address from it and answer by its types, the OpenAPI page
 * and the table of docs/PROTOCOL.md are made of it.
 */
import type { z } from 'zod'
import * as answers from './answers.ts'
import type { Role } from './grant.ts'
import {
  chatBody,
  createLinkBody,
  createRoomBody,
  createVersionBody,
  exportFormats,
  importFormats,
  patchRoomBody,
  titleBody,
} from './http.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** An answer or a body that is no JSON, by its media type. */
export interface Media {
  readonly media: string
}

export interface Operation {
  readonly method: Method
  /** `:name` stands for one part of the path. */
  readonly path: string
  /** What the caller's grant must allow; `admin`: the operator's token; null: anyone. */
  readonly grant: Role | 'admin' | null
  /** A sentence for people. */
  readonly summary: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: z.ZodType | Media
  readonly status: 200 | 201 | 204
  /** null: an answer without a body. */
  readonly answer: z.core.$ZodType | Media | null
}

/** What an operation answers, as the server writes it. */
export type AnswerOf<O extends Operation> = O['answer'] extends z.core.$ZodType ? z.core.input<O['answer']> : never

const UPDATE: Media = { media: 'application/octet-stream' }
const ROOM = '/api/rooms/:room'

export const operations = {
  createRoom: {
    method: 'POST',
    path: '/api/rooms',
    grant: null,
    summary: 'A new room. The owner token is shown only here.',
    body: createRoomBody,
    status: 201,
    answer: answers.createdRoom,
  },
  readRoom: {
    method: 'GET',
    path: ROOM,
    grant: 'viewer',
    summary: 'What the room is, and what the caller may do in it.',
    status: 200,
    answer: answers.roomForCaller,
  },
  patchRoom: {
    method: 'PATCH',
    path: ROOM,
    grant: 'owner',
    summary: 'Another title or access; live peers follow at once.',
    body: patchRoomBody,
    status: 200,
    answer: answers.roomFacts,
  },
  retitleRoom: {
    method: 'PUT',
    path: `${ROOM}/title`,
    grant: 'editor',
    summary: "Another title, which is the board's and so belongs to all who draw.",
    body: titleBody,
    status: 200,
    answer: answers.roomFacts,
  },
  renewOwnerToken: {
    method: 'POST',
    path: `${ROOM}/owner-token`,
    grant: 'owner',
    summary: 'A new owner token. All earlier ones end, and peers that came by one are closed with 4410.',
    status: 201,
    answer: answers.renewedToken,
  },
  deleteRoom: {
    method: 'DELETE',
    path: ROOM,
    grant: 'owner',
    summary: 'Deletes the room for good; peers are closed with 4410.',
    status: 204,
    answer: null,
  },
  readSnapshot: {
    method: 'GET',
    path: `${ROOM}/snapshot`,
    grant: 'viewer',
    summary: 'The board as one Yjs v1 update, with a strong ETag; honours If-None-Match.',
    status: 200,
    answer: UPDATE,
  },
  mergeSnapshot: {
    method: 'PUT',
    path: `${ROOM}/snapshot`,
    grant: 'editor',
    summary: 'Merges a Yjs v1 update into the live room; answers once durable.',
    body: UPDATE,
    status: 200,
    answer: answers.storedSeq,
  },
  listVersions: {
    method: 'GET',
    path: `${ROOM}/versions`,
    grant: 'viewer',
    summary: 'Versions, newest first. `people`: what those called themselves who were there, up to 50.',
    status: 200,
    answer: answers.versionList,
  },
  keepVersion: {
    method: 'POST',
    path: `${ROOM}/versions`,
    grant: 'editor',
    summary: 'Keeps the board as it is as a version; 200 when the same is kept already.',
    body: createVersionBody,
    status: 201,
    answer: answers.versionFacts,
  },
  readVersion: {
    method: 'GET',
    path: `${ROOM}/versions/:version`,
    grant: 'viewer',
    summary: 'The bytes of a version, a Yjs v1 update.',
    status: 200,
    answer: UPDATE,
  },
  restoreVersion: {
    method: 'POST',
    path: `${ROOM}/versions/:version/restore`,
    grant: 'editor',
    summary: 'The live board becomes that version by one ordinary change; comments, votes and the timer stay.',
    status: 200,
    answer: answers.storedSeq,
  },
  listLinks: {
    method: 'GET',
    path: `${ROOM}/links`,
    grant: 'owner',
    summary: 'The links of the room, without their tokens.',
    status: 200,
    answer: answers.linkList,
  },
  createLink: {
    method: 'POST',
    path: `${ROOM}/links`,
    grant: 'owner',
    summary: "A link. It ends at `expiresAt` (ms or ISO 8601), or `lifetimeMs` from now on by the server's clock.",
    body: createLinkBody,
    status: 201,
    answer: answers.createdLink,
  },
  revokeLink: {
    method: 'DELETE',
    path: `${ROOM}/links/:link`,
    grant: 'owner',
    summary: 'Ends a link; peers that came by it are closed with 4410.',
    status: 204,
    answer: null,
  },
  putAsset: {
    method: 'PUT',
    path: `${ROOM}/assets/:hash`,
    grant: 'editor',
    summary: 'Keeps an image under its SHA-256: PNG, JPEG, GIF, WebP or SVG.',
    body: { media: 'image/*' },
    status: 201,
    answer: answers.keptAsset,
  },
  readAsset: {
    method: 'GET',
    path: `${ROOM}/assets/:hash`,
    grant: 'viewer',
    summary: 'The image.',
    status: 200,
    answer: { media: 'image/*' },
  },
  importFile: {
    method: 'POST',
    path: `${ROOM}/import/:format`,
    grant: 'editor',
    summary: `Adds a file to the board as one change. Formats: ${importFormats.join(', ')}.`,
    body: { media: '*/*' },
    status: 200,
    answer: answers.imported,
  },
  exportBoard: {
    method: 'GET',
    path: `${ROOM}/export/:format`,
    grant: 'viewer',
    summary: `The board as a file, with an ETag; honours If-None-Match. Formats: ${exportFormats.join(', ')}.`,
    query: {
      theme: 'light or dark',
      dark: 'true: the dark theme',
      background: 'false: without the paper',
      scale: 'dots per board pixel, 0.05 to 10',
      ids: 'only these shapes, with commas between them',
      selection: 'the same as ids',
      frame: 'only this frame, by its edges',
    },
    status: 200,
    answer: { media: '*/*' },
  },
  readChat: {
    method: 'GET',
    path: `${ROOM}/chat`,
    grant: 'viewer',
    summary: 'The last 500 messages, oldest first.',
    status: 200,
    answer: answers.chatList,
  },
  say: {
    method: 'POST',
    path: `${ROOM}/chat`,
    grant: 'editor',
    summary: 'Says something to everyone in the room.',
    body: chatBody,
    status: 201,
    answer: answers.chatMessage,
  },
  alive: {
    method: 'GET',
    path: '/healthz',
    grant: null,
    summary: 'The process answers.',
    status: 200,
    answer: answers.alive,
  },
  ready: {
    method: 'GET',
    path: '/readyz',
    grant: null,
    summary: 'All that people need works; 503 not-ready names what does not.',
    status: 200,
    answer: answers.ready,
  },
  metrics: {
    method: 'GET',
    path: '/metrics',
    grant: null,
    summary: 'Prometheus text.',
    status: 200,
    answer: { media: 'text/plain' },
  },
  openApi: {
    method: 'GET',
    path: '/api/openapi.json',
    grant: null,
    summary: 'This interface as an OpenAPI 3.1 document.',
    status: 200,
    answer: { media: 'application/json' },
  },
  listAllRooms: {
    method: 'GET',
    path: '/api/admin/rooms',
    grant: 'admin',
    summary: 'All rooms, by id.',
    query: { limit: 'rooms a page, 1 to 1000', after: 'the id that the page begins after' },
    status: 200,
    answer: answers.adminRoomList,
  },
  deleteAnyRoom: {
    method: 'DELETE',
    path: '/api/admin/rooms/:room',
    grant: 'admin',
    summary: 'Deletes a room for good.',
    status: 204,
    answer: null,
  },
} as const satisfies Readonly<Record<string, Operation>>

export type OperationName = keyof typeof operations

/** The names in the path of an operation: `room`, `link` ... */
export const paramsOf = ({ path }: Operation): readonly string[] =>
  path.split('/').flatMap((part) => (part.startsWith(':') ? [part.slice(1)] : []))
