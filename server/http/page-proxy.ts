/** Fetches pages from the page process, with a content policy for each page, and says so kindly when it is away. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { createProxyServer, proxyUpgrade } from 'httpxy'
import type { Clock } from '../../lib/base/clock.ts'
import type { RandomBytes } from '../../lib/base/ids.ts'
import { FRAME_ANCESTORS_HEADER, type FrameAncestors, writeFrameAncestors } from '../../lib/protocol/framing.ts'
import type { Observe } from '../observe/observe.ts'
import { type BasePath, createBasePath } from './base-path.ts'
import { addressOf, type CallerOptions, ownOrigin } from './caller.ts'
import { createPageFiles } from './page-files.ts'
import { findPagePath, NOTHING_THERE } from './page-paths.ts'
import { pageHeaders, pagePolicy } from './page-policy.ts'
import { createPageRequests, type PageAnswer, type PageRequestLimits } from './page-request.ts'
import type { PageSource } from './page-source.ts'
import { problem, type Reply } from './reply.ts'
import { waitingPage } from './waiting-page.ts'

export interface PageProxy {
  /** The answer of a path that is none of the API's; null when it has been given already. */
  forward(message: IncomingMessage, response: ServerResponse): Promise<Reply | null>
  /** Hot reload's socket, while developing; false when it is not ours. */
  upgrade(message: IncomingMessage, socket: Duplex, head: Buffer): boolean
  close(): void
}

export interface PageProxyOptions {
  readonly source: PageSource
  readonly caller: CallerOptions
  readonly basePath?: BasePath
  readonly clock: Clock
  readonly random: RandomBytes
  readonly observe: Observe
  readonly isDevelopment: boolean
  /** Whose pages may show embedded boards in a frame; our own always may. */
  readonly frameAncestors?: FrameAncestors
  readonly limits?: PageRequestLimits
  /** Pages that are being made at once, for one address and for all. */
  readonly atOnce?: { readonly perAddress: number; readonly total: number }
}

const POLICY = 'content-security-policy'
/** How the pages learn the setting as it was parsed. */
const PUBLIC_URL = 'x-inkroom-public-url'
const NONCE_BYTES = 16
/** A class behind one address opens the board at once; every browser asks for six things at a time. */
const AT_ONCE = { perAddress: 256, total: 1024 }
/** All that a page is made of: whatever else Next would listen to is not said to it. */
const PASSED_ON = [
  'accept',
  'accept-language',
  'if-none-match',
  'next-router-prefetch',
  'next-router-segment-prefetch',
  'next-router-state-tree',
  'next-url',
  'rsc',
  'user-agent',
]

const isBrowser = (message: IncomingMessage): boolean => /\btext\/html\b/.test(message.headers.accept ?? '')

export function createPageProxy(options: PageProxyOptions): PageProxy {
  const { source, caller, clock, random, observe, isDevelopment, limits, atOnce = AT_ONCE } = options
  const { basePath = createBasePath(''), frameAncestors = [] } = options
  const requests = createPageRequests(clock, limits)
  const files = createPageFiles()
  const underWay = new Map<string, number>()
  let total = 0
  // Hot reload asks for much that nobody else may.
  const development = isDevelopment ? createProxyServer({ xfwd: false }) : null
  development?.on('proxyRes', (proxied, message) => {
    proxied.headers[POLICY] = message.headers[POLICY]
    proxied.headers['referrer-policy'] = 'no-referrer'
  })

  /** Only a board without its menus stands in pages of others: what could be clicked by mistake there is not on it. */
  const ancestorsOf = (message: IncomingMessage): FrameAncestors => {
    const { pathname, searchParams } = new URL(`http://front${message.url ?? '/'}`)
    return pathname.startsWith('/r/') && searchParams.get('embed') === '1' ? frameAncestors : []
  }
  const newPolicy = (message: IncomingMessage): string => {
    const nonce = Buffer.from(random(NONCE_BYTES)).toString('base64')
    return pagePolicy({ nonce, isDevelopment, frameAncestors: ancestorsOf(message) })
  }

  /** The page process reads the nonce from the request's policy and believes our word about who asks. */
  function headersFor(message: IncomingMessage, policy: string): Record<string, string> {
    const origin = new URL(ownOrigin(message, caller) ?? 'http://localhost')
    const headers: Record<string, string> = {
      host: origin.host,
      'x-forwarded-host': origin.host,
      'x-forwarded-proto': origin.protocol.slice(0, -1),
      [POLICY]: policy,
      [FRAME_ANCESTORS_HEADER]: writeFrameAncestors(frameAncestors),
      ...(caller.publicUrl === null ? {} : { [PUBLIC_URL]: caller.publicUrl }),
    }
    for (const name of PASSED_ON) {
      const value = message.headers[name]
      if (typeof value === 'string') headers[name] = value
    }
    // Two kinds of answers and no more, so that both can be kept.
    if (/\bgzip\b/.test(message.headers['accept-encoding'] ?? '')) headers['accept-encoding'] = 'gzip'
    return headers
  }

  function away(message: IncomingMessage): Reply {
    const isPage = message.method === 'GET' && isBrowser(message)
    return isPage
      ? waitingPage(ancestorsOf(message))
      : problem('pages-unavailable', 'The page process is starting; try again in a moment.')
  }

  function replyOf(message: IncomingMessage, answer: PageAnswer, policy: string): Reply {
    const headers: Record<string, string> = {}
    for (const [name, value] of Object.entries(answer.headers)) headers[name] = String(value)
    const isSecure = ownOrigin(message, caller)?.startsWith('https:') ?? false
    Object.assign(headers, pageHeaders({ isSecure }), { [POLICY]: policy })
    const isBare = answer.status === 304 || answer.status === 204
    return { status: answer.status, headers, body: isBare ? null : answer.body }
  }

  async function ask(message: IncomingMessage, url: URL, policy: string): Promise<PageAnswer | null> {
    const address = addressOf(message, caller)
    const own = underWay.get(address) ?? 0
    if (own >= atOnce.perAddress || total >= atOnce.total) {
      observe.metrics.count('refusals', { reason: 'pages' })
      return null
    }
    underWay.set(address, own + 1)
    total++
    try {
      return await requests.ask({ method: 'GET', url, headers: headersFor(message, policy) })
    } catch (error) {
      observe.log.warn('pages-unreachable', { error: error as Error })
      return null
    } finally {
      const left = (underWay.get(address) ?? 1) - 1
      if (left > 0) underWay.set(address, left)
      else underWay.delete(address)
      total--
    }
  }

  async function answer(message: IncomingMessage): Promise<Reply> {
    if (message.method !== 'GET' && message.method !== 'HEAD') {
      // What may still come of a body is not waited for.
      return problem('method-not-allowed', 'Pages are only read.', { allow: 'GET, HEAD', connection: 'close' })
    }
    const { pathname, searchParams } = new URL(`http://front${message.url ?? '/'}`)
    const found = findPagePath(pathname)
    if (found.name === 'none' && !isBrowser(message)) return problem('not-found', 'There is nothing at this path.')
    const policy = newPolicy(message)
    const { state } = source
    const key = `${pathname} ${/\bgzip\b/.test(message.headers['accept-encoding'] ?? '')}`
    const kept = found.name === 'built' ? files.get(key) : null
    if (kept) return replyOf(message, kept, policy)
    if (state.name !== 'at') return away(message)
    const url = new URL(basePath.restore(found.name === 'none' ? NOTHING_THERE : found.path), state.url)
    const part = searchParams.get('_rsc')
    if (part !== null && found.name === 'page') url.searchParams.set('_rsc', part)
    const fresh = await ask(message, url, policy)
    if (!fresh) return away(message)
    if (found.name === 'built' && fresh.status === 200) files.keep(key, fresh)
    return replyOf(message, fresh, policy)
  }

  return {
    async forward(message, response) {
      const { state } = source
      if (state.name === 'off') return problem('no-pages', 'This server serves no pages.')
      if (ownOrigin(message, caller) === null) return problem('bad-request', 'The Host header is not valid.')
      if (!development) return answer(message)
      if (state.name !== 'at') return away(message)
      Object.assign(message.headers, headersFor(message, newPolicy(message)))
      message.url = basePath.restore(message.url ?? '/')
      return development.web(message, response, { target: state.url }).then(
        () => null,
        () => away(message),
      )
    },
    upgrade(message, socket, head) {
      const { state } = source
      if (!isDevelopment || state.name !== 'at' || !message.url?.startsWith('/_next/')) return false
      message.url = basePath.restore(message.url)
      proxyUpgrade(state.url, message, socket, head).catch(() => socket.destroy())
      return true
    },
    close: () => requests.close(),
  }
}
