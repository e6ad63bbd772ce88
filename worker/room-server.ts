/** The sync server as these handlers use it: with the caller's own grant, so nobody gets more here than there. */
import { err, ok, type Result } from '../lib/base/result.ts'
import { problem } from './problem.ts'

/** The value, or the answer that says why not. */
export type Answered<T> = Result<T, Response>

export interface RoomServer {
  /** The board as one update; null when the room does not exist (yet). */
  snapshot(): Promise<Answered<Uint8Array | null>>
  /** The title that the room was given over HTTP; empty: none, or nobody says. */
  title(): Promise<string>
  merge(update: Uint8Array): Promise<Answered<null>>
  putAsset(hash: string, bytes: Uint8Array): Promise<Answered<null>>
  asset(hash: string): Promise<{ readonly mimeType: string; readonly bytes: Uint8Array } | null>
}

export interface RoomServerOptions {
  readonly room: string
  /** Where the sync server listens; undefined when the process was started without it. */
  readonly serverUrl: string | undefined
  readonly fetch: typeof fetch
  /** Sent along with every call: what is stored counts for the visitor and not for this process. */
  readonly innerHeaders?: Readonly<Record<string, string>>
}

/** Speaks for whoever sent `request`. */
export function createRoomServer(request: Request, options: RoomServerOptions): RoomServer {
  const { room, serverUrl, fetch, innerHeaders = {} } = options
  const token = new URL(request.url).searchParams.get('token')
  const authorization = request.headers.get('authorization') ?? (token ? `Bearer ${token}` : null)
  const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
    if (!serverUrl) return problem('server-unreachable', 'The worker does not know where the server is.')
    const headers = new Headers({ ...innerHeaders, ...(init.headers as Record<string, string> | undefined) })
    if (authorization) headers.set('authorization', authorization)
    const url = new URL(`/api/rooms/${encodeURIComponent(room)}${path === '' ? '' : `/${path}`}`, serverUrl)
    try {
      return await fetch(url, { ...init, headers, cache: 'no-store', redirect: 'error' })
    } catch {
      // fetch rejects only when there was no answer at all.
      return problem('server-unreachable', 'The server does not answer.')
    }
  }
  const put = async (path: string, body: Uint8Array): Promise<Answered<null>> => {
    const answer = await call(path, {
      method: 'PUT',
      body: body as Uint8Array<ArrayBuffer>,
      headers: { 'content-type': 'application/octet-stream' },
    })
    return answer.ok ? ok(null) : err(await passedOn(answer))
  }
  return {
    async snapshot() {
      const answer = await call('snapshot')
      if (answer.status === 404) return ok(null)
      return answer.ok ? ok(new Uint8Array(await answer.arrayBuffer())) : err(await passedOn(answer))
    },
    async title() {
      const answer = await call('')
      const told: unknown = answer.ok ? await answer.json().catch(() => null) : null
      const title = (told as { readonly title?: unknown } | null)?.title
      return typeof title === 'string' ? title : ''
    },
    merge: (update) => put('snapshot', update),
    putAsset: (hash, bytes) => put(`assets/${hash}`, bytes),
    async asset(hash) {
      const answer = await call(`assets/${hash}`)
      if (!answer.ok) return null
      const mimeType = (answer.headers.get('content-type') ?? '').split(';')[0]
      return { mimeType, bytes: new Uint8Array(await answer.arrayBuffer()) }
    },
  }
}

/** The server's own refusal, for the caller to read. */
async function passedOn(answer: Response): Promise<Response> {
  const headers = new Headers({ 'cache-control': 'no-store' })
  for (const name of ['content-type', 'www-authenticate', 'retry-after']) {
    const value = answer.headers.get(name)
    if (value) headers.set(name, value)
  }
  return new Response(await answer.arrayBuffer(), { status: answer.status, headers })
}
