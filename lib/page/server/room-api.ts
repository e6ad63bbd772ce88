/** The HTTP side of a room, as promised by the public interface. Every answer is a Result with the server's stable code. */
import * as z from 'zod/mini'
import type { RoomId } from '../../base/ids.ts'
import { type Failure, fail, ok, type Result } from '../../base/result.ts'
import {
  type ChatMessage,
  chatList,
  createdLink,
  createdRoom,
  type Imported,
  imported,
  type LinkFacts,
  linkList,
  problemFacts,
  renewedToken,
  type Version,
  versionList,
} from '../../protocol/answers.ts'
import type { Access, Floor } from '../../protocol/grant.ts'
import type { PeerOrder } from '../../protocol/http.ts'
import { basePath } from './base-path.ts'

export type ApiResult<T> = Promise<Result<T, Failure>>

/** A link as the owner sees it; `url` only when it was just made. */
export type ShareLink = LinkFacts & { readonly url?: string }

interface Request {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly token?: string | null
  readonly json?: unknown
  readonly body?: BodyInit
  readonly type?: string
}

/** Where nobody needs what is answered. */
const anything = z.unknown()

/** `answer`: what is read of the JSON that comes back, also from a server that tells more. */
async function request<T>(path: string, answer: z.ZodMiniType<T>, asked: Request): ApiResult<T> {
  const { method = 'GET', token, json, body, type } = asked
  const headers = new Headers()
  if (token) headers.set('authorization', `Bearer ${token}`)
  if (json !== undefined) headers.set('content-type', 'application/json')
  if (type) headers.set('content-type', type)
  try {
    const response = await fetch(path, {
      method,
      headers,
      body: json === undefined ? body : JSON.stringify(json),
      credentials: 'same-origin',
    })
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    const told: unknown = response.status === 204 || !isJson ? null : await response.json()
    if (!response.ok) {
      const problem = problemFacts.safeParse(told)
      if (problem.success) return fail(problem.data.code, problem.data.detail)
      return fail(`http-${response.status}`, response.statusText)
    }
    const read = answer.safeParse(told)
    return read.success ? ok(read.data) : fail('bad-answer', 'The server answered something else.')
  } catch {
    // fetch rejects only when there was no answer at all.
    return fail('unreachable', 'The server did not answer.')
  }
}

/** Creates a room on the server; the owner token is shown only this once. */
export const createRoom = (options: { readonly title?: string; readonly access?: Access } = {}) =>
  request(`${basePath}/api/rooms`, createdRoom, { method: 'POST', json: options })

export interface RoomApi {
  /** What the room says of itself to whoever may see it. */
  look(): ApiResult<unknown>
  changeAccess(access: Access): ApiResult<unknown>
  changeTitle(title: string): ApiResult<unknown>
  /** Who writes, and whom all views follow; a facilitator's. */
  conduct(change: { readonly floor?: Floor; readonly lead?: number | null }): ApiResult<unknown>
  /** What a facilitator does with whoever speaks for the client id. */
  order(clientId: number, order: PeerOrder, name?: string): ApiResult<unknown>
  remove(): ApiResult<unknown>
  /** All earlier owner tokens end with it. */
  renewOwnerToken(): ApiResult<{ readonly ownerToken: string }>
  links(): ApiResult<readonly ShareLink[]>
  addLink(link: { role: ShareLink['role']; label?: string; lifetimeMs?: number }): ApiResult<ShareLink>
  revokeLink(id: string): ApiResult<unknown>
  versions(): ApiResult<readonly Version[]>
  addVersion(label: string): ApiResult<unknown>
  versionBytes(id: string): ApiResult<Uint8Array>
  restoreVersion(id: string): ApiResult<unknown>
  /** Merges a Yjs update into the board. */
  putSnapshot(update: Uint8Array<ArrayBuffer>): ApiResult<unknown>
  putAsset(sha256: string, bytes: Blob): ApiResult<unknown>
  assetUrl(sha256: string): string
  exportUrl(format: string): string
  importFile(format: string, content: string | Blob): ApiResult<Imported>
  chat(): ApiResult<readonly ChatMessage[]>
  say(from: string, text: string): ApiResult<unknown>
}

async function readBytes(path: string, token: string | null): ApiResult<Uint8Array> {
  try {
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
    const response = await fetch(path, { headers, credentials: 'same-origin' })
    if (!response.ok) return fail(`http-${response.status}`, response.statusText)
    return ok(new Uint8Array(await response.arrayBuffer()))
  } catch {
    // fetch rejects only when there was no answer at all.
    return fail('unreachable', 'The server did not answer.')
  }
}

/** What of an answer is wanted. */
async function pick<T, U>(answer: ApiResult<T>, part: (value: T) => U): ApiResult<U> {
  const told = await answer
  return told.ok ? ok(part(told.value)) : told
}

/**
 * `token` is what this page came with; `ownerToken` what this browser remembers from creating the room; `pass` what it was
 * let do since.
 */
export function createRoomApi(
  room: RoomId,
  token: string | null,
  ownerToken: string | null,
  pass: () => string | null = () => null,
): RoomApi {
  const base = `${basePath}/api/rooms/${room}`
  const best = () => ownerToken ?? pass() ?? token
  const query = () => {
    const token = best()
    return token ? `?token=${encodeURIComponent(token)}` : ''
  }
  const ask = <T>(path: string, answer: z.ZodMiniType<T>, asked: Omit<Request, 'token'> = {}): ApiResult<T> =>
    request(`${base}${path}`, answer, { ...asked, token: best() })
  return {
    look: () => ask('', anything),
    changeAccess: (access) => ask('', anything, { method: 'PATCH', json: { access } }),
    changeTitle: (title) => ask('/title', anything, { method: 'PUT', json: { title } }),
    conduct: (json) => ask('/conduct', anything, { method: 'PUT', json }),
    order: (clientId, order, name = '') =>
      ask(`/peers/${clientId}`, anything, { method: 'POST', json: { order, name } }),
    remove: () => ask('', anything, { method: 'DELETE' }),
    renewOwnerToken: () => ask('/owner-token', renewedToken, { method: 'POST' }),
    links: () => pick(ask('/links', linkList), ({ links }) => links),
    addLink: (json) => ask('/links', createdLink, { method: 'POST', json }),
    revokeLink: (id) => ask(`/links/${id}`, anything, { method: 'DELETE' }),
    versions: () => pick(ask('/versions', versionList), ({ versions }) => versions),
    addVersion: (label) => ask('/versions', anything, { method: 'POST', json: label ? { label } : {} }),
    versionBytes: (id) => readBytes(`${base}/versions/${id}`, best()),
    restoreVersion: (id) => ask(`/versions/${id}/restore`, anything, { method: 'POST' }),
    putSnapshot: (body) => ask('/snapshot', anything, { method: 'PUT', body, type: 'application/octet-stream' }),
    putAsset: (sha256, body) => ask(`/assets/${sha256}`, anything, { method: 'PUT', body, type: body.type }),
    assetUrl: (sha256) => `${base}/assets/${sha256}${query()}`,
    exportUrl: (format) => `${base}/export/${format}${query()}`,
    importFile: (format, body) => ask(`/import/${format}`, imported, { method: 'POST', body }),
    chat: () => pick(ask('/chat', chatList), ({ messages }) => messages),
    say: (from, text) => ask('/chat', anything, { method: 'POST', json: { from, text } }),
  }
}
