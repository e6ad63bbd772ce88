/** Matches requests to handlers. A handler gets a parsed request and returns a reply; it never touches the socket. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Method } from '../../lib/protocol/operation.ts'
import type { Turns } from '../room/turns.ts'
import type { HeldBytes } from './held-bytes.ts'
import type { LongReads } from './long-reads.ts'
import type { Reply } from './reply.ts'

export interface HttpRequest {
  readonly message: IncomingMessage
  readonly url: URL
  readonly params: Readonly<Record<string, string>>
  /** From `Authorization: Bearer` or `?token=`. */
  readonly token: string | null
  /** The client's address, from `X-Forwarded-For` when a proxy is trusted. */
  readonly address: string
  /** Counts what is held of bodies while they come in. */
  readonly bodies: HeldBytes
  readonly turns: Turns
  /** Lets few read what is long. */
  readonly longReads: LongReads
  /** `http://host` as the client sees this server. */
  readonly origin: string
}

/** Answers by itself: a stream or a proxied request. */
export type TakeOver = (response: ServerResponse) => void | Promise<void>

export interface Route {
  readonly method: Method
  /** `/api/rooms/:room/links/:link` */
  readonly path: string
  handle(request: HttpRequest): Promise<Reply | TakeOver>
}

export type Match =
  | { readonly name: 'found'; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly name: 'wrong-method'; readonly allowed: readonly Method[] }
  | { readonly name: 'none' }

export type Router = (method: string, path: string) => Match

/** The longest id there is, and short enough for a storage key. */
const MAX_PARAM_LENGTH = 128

/** HEAD is answered as GET without the body. */
export function createRouter(routes: readonly Route[]): Router {
  const compiled = routes.map((route) => ({ route, match: compilePath(route.path) }))
  return (method, path) => {
    const wanted = method === 'HEAD' ? 'GET' : method
    const allowed: Method[] = []
    for (const { route, match } of compiled) {
      const params = match(path)
      if (!params) continue
      if (route.method === wanted) return { name: 'found', route, params }
      allowed.push(route.method)
    }
    return allowed.length > 0 ? { name: 'wrong-method', allowed } : { name: 'none' }
  }
}

function compilePath(pattern: string): (path: string) => Readonly<Record<string, string>> | null {
  const wanted = pattern.split('/')
  return (path) => {
    const given = path.split('/')
    if (given.length !== wanted.length) return null
    const params: Record<string, string> = {}
    for (const [nth, part] of wanted.entries()) {
      if (part.startsWith(':')) {
        if (given[nth] === '' || given[nth].length > MAX_PARAM_LENGTH) return null
        params[part.slice(1)] = given[nth]
      } else if (part !== given[nth]) return null
    }
    return params
  }
}
