/** The one listener: our routes answer here, everything else goes to the pages. Throws end here and harm one request. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../../lib/base/clock.ts'
import type { Observe } from '../observe/observe.ts'
import { Turns } from '../room/turns.ts'
import { RoomDeleted, StorageFailed } from '../storage/storage.ts'
import { type BasePath, createBasePath } from './base-path.ts'
import { addressOf, type CallerOptions, isOriginAllowed, ownOrigin, tokenOf } from './caller.ts'
import { createEntrance } from './entrance.ts'
import { createHeldBytes, type HeldBytes, heldAnswersLimits, heldBodiesLimits } from './held-bytes.ts'
import { createLongReads, type LongReads } from './long-reads.ts'
import { createOriginWords } from './origin-words.ts'
import type { PageProxy } from './page-proxy.ts'
import { problem, type Reply } from './reply.ts'
import type { Router } from './router.ts'
import { sendReply, writeReply } from './write-reply.ts'

export interface FrontDoorOptions {
  readonly router: Router
  readonly pages: PageProxy
  readonly caller: CallerOptions
  readonly basePath?: BasePath
  readonly clock: Clock
  readonly observe: Observe
  readonly bodies?: HeldBytes
  readonly answers?: HeldBytes
  readonly longReads?: LongReads
}

export type FrontDoor = (message: IncomingMessage, response: ServerResponse) => Promise<void>

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']
const OWN_PATHS = /^\/(api|sync|sync-sse|healthz|readyz|metrics|oembed)(\/|$)/
const MAX_PATH_LENGTH = 8192
const PREFLIGHT_SECONDS = '600'
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

function isText(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

export function createFrontDoor(options: FrontDoorOptions): FrontDoor {
  const { router, pages, caller, clock, observe, basePath = createBasePath('') } = options
  const { bodies = createHeldBytes(heldBodiesLimits), answers = createHeldBytes(heldAnswersLimits) } = options
  const { longReads = createLongReads() } = options
  const turns = new Turns(clock)
  const entrance = createEntrance(clock)
  const sayOrigin = createOriginWords({ clock, observe })

  function allowOrigin(message: IncomingMessage, response: ServerResponse): void {
    response.setHeader('vary', 'origin')
    if (message.headers.origin === undefined) return
    response.setHeader('access-control-allow-origin', message.headers.origin)
    response.setHeader('access-control-expose-headers', 'etag')
    response.setHeader('cross-origin-resource-policy', 'cross-origin')
  }

  const preflight = (): Reply => ({
    status: 204,
    headers: {
      'access-control-allow-methods': METHODS.join(', '),
      'access-control-allow-headers': 'authorization, content-type, if-none-match',
      'access-control-max-age': PREFLIGHT_SECONDS,
    },
    body: null,
  })

  async function answer(message: IncomingMessage, response: ServerResponse): Promise<Reply | null> {
    const path = message.url ?? '/'
    if (!path.startsWith('/') || path.length > MAX_PATH_LENGTH || !METHODS.includes(message.method ?? '')) {
      return problem('bad-request', 'The request line is not valid.')
    }
    message.url = basePath.strip(path)
    const origin = ownOrigin(message, caller)
    if (origin === null) return problem('bad-request', 'The Host header is not valid.')
    // A path like `//host` would otherwise be read as another host.
    const url = URL.canParse(origin + message.url) ? new URL(origin + message.url) : null
    // Whoever comes after us decodes the path and would fall over what is no text.
    if (!url || !isText(url.pathname)) return problem('bad-request', 'The path is not valid.')
    if (!OWN_PATHS.test(url.pathname)) return pages.forward(message, response)

    const isAllowed = isOriginAllowed(message, caller)
    if (isAllowed) allowOrigin(message, response)
    else if (!SAFE_METHODS.includes(message.method ?? '')) {
      observe.metrics.count('refusals', { reason: 'origin' })
      sayOrigin(message)
      return problem('origin-not-allowed', 'Pages of this origin may not write here; see ALLOWED_ORIGINS.')
    }
    if (message.method === 'OPTIONS') return preflight()

    const match = router(message.method ?? '', url.pathname)
    if (match.name === 'none') return problem('not-found', 'There is nothing at this path.')
    if (match.name === 'wrong-method') {
      return problem('method-not-allowed', 'This path knows other methods.', { allow: match.allowed.join(', ') })
    }
    const address = addressOf(message, caller)
    const place = entrance.enter(address)
    if (place && !(await place)) return problem('too-fast', 'Too much is asked for at once; try again.')
    if (response.destroyed) return null
    const token = tokenOf(message, url)
    const outcome = await match.route.handle({
      message,
      url,
      params: match.params,
      token,
      address,
      bodies,
      turns,
      longReads,
      origin,
    })
    if (typeof outcome !== 'function') return outcome
    await outcome(response)
    return null
  }

  return async (message, response) => {
    const start = clock.now()
    response.on('close', () => {
      const method = METHODS.includes(message.method ?? '') ? (message.method as string) : 'other'
      observe.metrics.count('http_requests', { method, status: String(response.statusCode) })
      // A stream lasts as long as its reader stays, which says nothing about our speed.
      const isStream = String(response.getHeader('content-type')).startsWith('text/event-stream')
      if (!isStream) observe.metrics.observe('http_ms', clock.now() - start)
    })
    try {
      const reply = await answer(message, response)
      if (reply) await sendReply(message, response, reply, { address: addressOf(message, caller), answers, clock })
    } catch (error) {
      // It went while the request was under way.
      if (error instanceof RoomDeleted) {
        writeReply(message, response, problem('room-deleted', 'The room was deleted.'))
        return
      }
      if (error instanceof StorageFailed) {
        observe.metrics.count('storage_failures', { operation: 'request' })
        observe.log.error('storage-failed', { method: message.method, error })
        writeReply(message, response, problem(error.code, 'The storage does not take or give this now: try again.'))
        return
      }
      observe.metrics.count('handler_failures', { where: 'http' })
      observe.log.error('request-failed', { method: message.method, error: error as Error })
      writeReply(message, response, problem('internal-error', 'Something went wrong here; it has been logged.'))
    }
  }
}
