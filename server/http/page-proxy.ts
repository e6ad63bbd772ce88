/** Hands requests on to the page process, with a content policy for each page, and says so kindly when it is away. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { createProxyServer, proxyUpgrade } from 'httpxy'
import type { RandomBytes } from '../../lib/base/ids.ts'
import type { Observe } from '../observe/observe.ts'
import { type BasePath, createBasePath } from './base-path.ts'
import { addressOf, type CallerOptions, ownOrigin } from './caller.ts'
import { filePolicy, pagePolicy } from './page-policy.ts'
import type { PageSource } from './page-source.ts'
import { problem, type Reply } from './reply.ts'
import { waitingPage } from './waiting-page.ts'

export interface PageProxy {
  /** Answers by proxy; a reply when that cannot be. */
  forward(message: IncomingMessage, response: ServerResponse): Promise<Reply | null>
  /** Hot reload's socket, while developing; false when it is not ours. */
  upgrade(message: IncomingMessage, socket: Duplex, head: Buffer): boolean
}

export interface PageProxyOptions {
  readonly source: PageSource
  readonly caller: CallerOptions
  readonly basePath?: BasePath
  readonly random: RandomBytes
  readonly observe: Observe
  readonly isDevelopment: boolean
}

const POLICY = 'content-security-policy'
/** How the pages learn the setting as it was parsed. */
const PUBLIC_URL = 'x-inkroom-public-url'
const NONCE_BYTES = 16
const SPOOFABLE = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded']

export function createPageProxy(options: PageProxyOptions): PageProxy {
  const { source, caller, random, observe, isDevelopment, basePath = createBasePath('') } = options
  const proxy = createProxyServer({ xfwd: false })
  // Set on the answer of the page process, so that it replaces whatever came with it.
  proxy.on('proxyRes', (answer, message) => {
    const policy = message.headers[POLICY]
    answer.headers[POLICY] = basePath.strip(message.url ?? '').startsWith('/api/') ? filePolicy : policy
    // Hot reload serves one of its scripts as JSON.
    if (!isDevelopment) answer.headers['x-content-type-options'] = 'nosniff'
    answer.headers['referrer-policy'] = 'no-referrer'
  })

  /** The page process reads the nonce from the request's policy and believes our word about who asks. */
  function prepare(message: IncomingMessage, origin: URL): void {
    const { headers } = message
    const address = addressOf(message, caller)
    for (const name of SPOOFABLE) delete headers[name]
    headers['x-forwarded-for'] = address
    if (caller.publicUrl === null) delete headers[PUBLIC_URL]
    else headers[PUBLIC_URL] = caller.publicUrl
    headers['x-forwarded-host'] = origin.host
    headers['x-forwarded-proto'] = origin.protocol.slice(0, -1)
    headers[POLICY] = pagePolicy({ nonce: Buffer.from(random(NONCE_BYTES)).toString('base64'), isDevelopment })
  }

  function away(message: IncomingMessage): Reply {
    const isPage = message.method === 'GET' && /\btext\/html\b/.test(message.headers.accept ?? '')
    return isPage ? waitingPage() : problem('pages-unavailable', 'The page process is starting; try again in a moment.')
  }

  return {
    async forward(message, response) {
      const { state } = source
      if (state.name === 'off') return problem('no-pages', 'This server serves no pages.')
      if (state.name === 'away') return away(message)
      const origin = ownOrigin(message, caller)
      if (origin === null) return problem('bad-request', 'The Host header is not valid.')
      prepare(message, new URL(origin))
      message.url = basePath.restore(message.url ?? '/')
      try {
        await proxy.web(message, response, { target: state.url })
        return null
      } catch (error) {
        if (response.headersSent || response.destroyed) {
          response.destroy()
          return null
        }
        observe.log.warn('pages-unreachable', { error: error as Error })
        return away(message)
      }
    },
    upgrade(message, socket, head) {
      const { state } = source
      if (!isDevelopment || state.name !== 'at' || !message.url?.startsWith('/_next/')) return false
      message.url = basePath.restore(message.url)
      proxyUpgrade(state.url, message, socket, head).catch(() => socket.destroy())
      return true
    },
  }
}
