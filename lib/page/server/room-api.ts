/** The HTTP side of a room, as promised by the public interface. Every answer is a Result with the server's stable code. */
import type { RoomId } from '../../base/ids.ts'
import { type Failure, fail, ok, type Result } from '../../base/result.ts'
import type { Access } from '../../protocol/grant.ts'
import { basePath } from './base-path.ts'

export type ApiResult<T> = Promise<Result<T, Failure>>

export interface CreatedRoom {
  readonly room: RoomId
  readonly ownerToken: string
  readonly url: string
}
export interface ShareLink {
  readonly id: string
  readonly role: 'viewer' | 'editor'
  readonly label: string
  readonly expiresAt: number | null
  readonly url?: string
}
export interface Version {
  readonly id: string
  readonly label: string
  readonly at: number
  /** Made by the server by itself. */
  readonly auto: boolean
  /** Who was there; absent from a server that does not tell. */
  readonly people?: readonly string[]
}
export interface Imported {
  readonly added: number
  readonly skipped: readonly { readonly type: string; readonly reason: string; readonly count: number }[]
}
export interface ChatMessage {
  readonly id: string
  readonly from: string
  readonly text: string
  readonly at: number
}

interface Request {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly token?: string | null
  readonly json?: unknown
  readonly body?: BodyInit
  readonly type?: string
}

async function request<T>(path: string, { method = 'GET', token, json, body, type }: Request): ApiResult<T> {
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
    const answer: unknown = response.status === 204 || !isJson ? null : await response.json()
    if (response.ok) return ok(answer as T)
    const problem = (answer ?? {}) as { code?: unknown; detail?: unknown; title?: unknown }
    return fail(
      typeof problem.code === 'string' ? problem.code : `http-${response.status}`,
      String(problem.detail ?? problem.title ?? response.statusText),
    )
  } catch {
    // fetch rejects only when there was no answer at all.
    return fail('unreachable', 'The server did not answer.')
  }
}

/** Creates a room on the server; the owner token is shown only this once. */
export const createRoom = (options: { readonly title?: string; readonly access?: Access } = {}) =>
  request<CreatedRoom>(`${basePath}/api/rooms`, { method: 'POST', json: options })

export interface RoomApi {
  patch(change: { readonly title?: string; readonly access?: Access }): ApiResult<unknown>
  remove(): ApiResult<null>
  /** All earlier owner tokens end with it. */
  renewOwnerToken(): ApiResult<{ readonly ownerToken: string }>
  links(): ApiResult<readonly ShareLink[]>
  addLink(link: { role: ShareLink['role']; label?: string; lifetimeMs?: number }): ApiResult<ShareLink>
  revokeLink(id: string): ApiResult<null>
  versions(): ApiResult<readonly Version[]>
  addVersion(label: string): ApiResult<unknown>
  versionBytes(id: string): ApiResult<Uint8Array>
  restoreVersion(id: string): ApiResult<unknown>
  /** Merges a Yjs update into the board. */
  putSnapshot(update: Uint8Array<ArrayBuffer>): ApiResult<unknown>
  putAsset(sha256: string, bytes: Blob): ApiResult<unknown>
  assetUrl(sha256: string): string
  exportUrl(format: string): string
  importFile(format: string, text: string): ApiResult<Imported>
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

/** A list may come bare or under its name, so that paging can be added without breaking pages that are open. */
const listOf = <T>(answer: unknown, name: string): readonly T[] => {
  if (Array.isArray(answer)) return answer as T[]
  const inner = (answer as Record<string, unknown> | null)?.[name]
  return Array.isArray(inner) ? (inner as T[]) : []
}

async function list<T>(path: string, token: string | null, name: string): ApiResult<readonly T[]> {
  const answer = await request<unknown>(path, { token })
  return answer.ok ? ok(listOf<T>(answer.value, name)) : answer
}

/** `token` is what this page came with; `ownerToken` what this browser remembers from creating the room. */
export function createRoomApi(room: RoomId, token: string | null, ownerToken: string | null): RoomApi {
  const base = `${basePath}/api/rooms/${room}`
  const best = ownerToken ?? token
  const query = best ? `?token=${encodeURIComponent(best)}` : ''
  return {
    patch: (json) => request(base, { method: 'PATCH', token: best, json }),
    remove: () => request(base, { method: 'DELETE', token: best }),
    renewOwnerToken: () => request(`${base}/owner-token`, { method: 'POST', token: best }),
    links: () => list(`${base}/links`, best, 'links'),
    addLink: (json) => request(`${base}/links`, { method: 'POST', token: best, json }),
    revokeLink: (id) => request(`${base}/links/${id}`, { method: 'DELETE', token: best }),
    versions: () => list(`${base}/versions`, best, 'versions'),
    addVersion: (label) => request(`${base}/versions`, { method: 'POST', token: best, json: label ? { label } : {} }),
    versionBytes: (id) => readBytes(`${base}/versions/${id}`, best),
    restoreVersion: (id) => request(`${base}/versions/${id}/restore`, { method: 'POST', token: best }),
    putSnapshot: (body) =>
      request(`${base}/snapshot`, { method: 'PUT', token: best, body, type: 'application/octet-stream' }),
    putAsset: (sha256, body) =>
      request(`${base}/assets/${sha256}`, { method: 'PUT', token: best, body, type: body.type }),
    assetUrl: (sha256) => `${base}/assets/${sha256}${query}`,
    exportUrl: (format) => `${base}/export/${format}${query}`,
    importFile: (format, body) => request(`${base}/import/${format}`, { method: 'POST', token: best, body }),
    chat: () => list(`${base}/chat`, best, 'messages'),
    say: (from, text) => request(`${base}/chat`, { method: 'POST', token: best, json: { from, text } }),
  }
}
