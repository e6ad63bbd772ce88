/** Wires the parts that it is given behind one port. Knows no environment and opens nothing but its listeners. */
import { createServer as createHttpServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { createAddLink } from './access/limited-links.ts'
import { adminRoutes } from './http/admin-routes.ts'
import { assetRoutes } from './http/asset-routes.ts'
import { createBasePath } from './http/base-path.ts'
import { type CallerOptions, ownOrigin, speakFor } from './http/caller.ts'
import { chatRoutes } from './http/chat-routes.ts'
import { fileRoutes } from './http/file-routes.ts'
import { createFrontDoor } from './http/front-door.ts'
import { healthRoutes } from './http/health-routes.ts'
import type { HttpContext } from './http/http-context.ts'
import type { InnerCalls } from './http/inner-calls.ts'
import { linkRoutes } from './http/link-routes.ts'
import { createLongReads } from './http/long-reads.ts'
import { oembedRoutes } from './http/oembed-routes.ts'
import { openApiRoutes } from './http/openapi.ts'
import { createPageProxy } from './http/page-proxy.ts'
import type { PageSource } from './http/page-source.ts'
import { peerRoutes } from './http/peer-routes.ts'
import { roomRoutes } from './http/room-routes.ts'
import { createRouter, type Route } from './http/router.ts'
import { snapshotRoutes } from './http/snapshot-routes.ts'
import { answerWithoutUpgrade, isWebSocket } from './http/unknown-upgrades.ts'
import type { VersionKeeping } from './http/version-keeping.ts'
import { versionRoutes } from './http/version-routes.ts'
import type { VersionStore } from './http/version-store.ts'
import type { Workers } from './jobs/workers.ts'
import { refuseUpgrade } from './socket/refuse-upgrade.ts'

/** Whoever speaks the sync protocol: server/socket. Checks the origin and takes over the socket, whatever comes of it. */
export interface UpgradeHandler {
  handleUpgrade(message: IncomingMessage, socket: Duplex, head: Buffer): void
}

export interface ServerParts {
  readonly context: HttpContext
  readonly versions: VersionStore
  readonly keeping: VersionKeeping
  readonly caller: CallerOptions
  readonly socket: UpgradeHandler
  readonly pages: PageSource
  readonly workers: Workers
  readonly inner: InnerCalls
  readonly isDevelopment: boolean
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null
  readonly port: number
  readonly host: string
  /** Routes of other transports. */
  readonly moreRoutes?: readonly Route[]
}

export interface RunningServer {
  readonly port: number
  /** Plain http on the loopback interface, for our own processes. */
  readonly loopbackUrl: string
  /** From the next connection on; nothing happens without TLS. */
  useCertificate(files: { readonly cert: Buffer; readonly key: Buffer }): void
  /** Takes no new connections; resolves when the last answer is out, or cuts off what takes longer than `graceMs`. */
  close(options?: { readonly graceMs?: number }): Promise<void>
}

const HEADERS_TIMEOUT_MS = 15_000
const REQUEST_TIMEOUT_MS = 120_000
const KEEP_ALIVE_MS = 65_000
const CLOSE_GRACE_MS = 2_000
const LOOPBACK = '127.0.0.1'
const EVERYWHERE = '::'
const EVERYWHERE_IPV4 = '0.0.0.0'
const SYNC_PATH = /^\/sync\/[^/?]*(?:\?|$)/

const serverOptions = {
  headersTimeout: HEADERS_TIMEOUT_MS,
  requestTimeout: REQUEST_TIMEOUT_MS,
  keepAliveTimeout: KEEP_ALIVE_MS,
}

export async function createServer(parts: ServerParts): Promise<RunningServer> {
  const { context, caller, versions, keeping } = parts
  const { metrics, log } = context.observe
  const basePath = createBasePath(context.basePath)
  const pages = createPageProxy({
    basePath,
    frameAncestors: context.frameAncestors,
    source: parts.pages,
    caller,
    clock: context.clock,
    random: context.random,
    observe: context.observe,
    isDevelopment: parts.isDevelopment,
  })
  const addLink = createAddLink(context.access)
  const router = createRouter([
    ...healthRoutes(context),
    ...roomRoutes(context),
    ...snapshotRoutes(context),
    ...versionRoutes(context, versions, keeping),
    ...linkRoutes(context, addLink),
    ...peerRoutes(context, addLink),
    ...assetRoutes(context),
    ...chatRoutes(context),
    ...fileRoutes(context, parts),
    ...adminRoutes(context),
    ...oembedRoutes(context),
    ...openApiRoutes(context.basePath),
    ...(parts.moreRoutes ?? []),
  ])
  const { clock, observe } = context
  const shared = { router, pages, basePath, clock, observe, longReads: createLongReads() }
  const answer = createFrontDoor({ ...shared, caller })
  const listener: RequestListener = (message, response) => void answer(message, response)
  // Our own processes tell by their key for whom they ask, and nobody else is believed there.
  const answerInside = createFrontDoor({ ...shared, caller: { ...caller, trustProxy: false } })

  function upgrade(message: IncomingMessage, socket: Duplex, head: Buffer): void {
    // A peer that resets in the middle of its handshake must not take the process with it.
    socket.on('error', () => socket.destroy())
    try {
      message.url = basePath.strip(message.url ?? '/')
      if (ownOrigin(message, caller) === null) refuseUpgrade(socket, '400 Bad Request')
      else if (!SYNC_PATH.test(message.url)) {
        if (!pages.upgrade(message, socket, head)) refuseUpgrade(socket, '404 Not Found')
      } else parts.socket.handleUpgrade(message, socket, head)
    } catch (error) {
      metrics.count('handler_failures', { where: 'upgrade' })
      log.error('upgrade-failed', { error: error as Error })
      refuseUpgrade(socket, '500 Internal Server Error')
    }
  }

  const { tls } = parts
  const front = tls
    ? createHttpsServer({ ...serverOptions, cert: tls.cert, key: tls.key }, listener)
    : createHttpServer(serverOptions, listener)
  const loopback = createHttpServer(serverOptions, (message, response) => {
    const address = parts.inner.addressOf(message)
    if (address !== null) speakFor(message, address)
    void answerInside(message, response)
  })
  front.on('upgrade', (message, socket, head) => {
    if (isWebSocket(message)) upgrade(message, socket, head)
    else answerWithoutUpgrade(front, message, socket, head)
  })
  // TCP noise of a single client: answered by Node, worth no more than a count.
  front.on('clientError', (_error, socket) => refuseUpgrade(socket, '400 Bad Request'))
  const port = await listenEverywhere(front, parts.port, parts.host)
  const loopbackPort = await listen(loopback, 0, LOOPBACK)
  return {
    port,
    loopbackUrl: `http://${LOOPBACK}:${loopbackPort}`,
    useCertificate({ cert, key }) {
      if ('setSecureContext' in front) front.setSecureContext({ cert, key })
    },
    async close({ graceMs = CLOSE_GRACE_MS } = {}) {
      const closed = Promise.all([closeServer(front), closeServer(loopback)])
      for (const server of [front, loopback]) server.closeIdleConnections()
      const cancel = context.clock.after(graceMs, () => {
        for (const server of [front, loopback]) server.closeAllConnections()
      })
      await closed
      cancel()
      pages.close()
    },
  }
}

const closeServer = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()))

/** Everywhere means IPv4 and IPv6; a machine without IPv6 is listened to by what it has. */
async function listenEverywhere(server: Server, port: number, host: string): Promise<number> {
  try {
    return await listen(server, port, host)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (host !== EVERYWHERE || (code !== 'EAFNOSUPPORT' && code !== 'EADDRNOTAVAIL')) throw error
    return listen(server, port, EVERYWHERE_IPV4)
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}
