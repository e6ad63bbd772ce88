/** The sync endpoint: takes upgrades of /sync/:roomId, keeps all connections, beats their heart, drains them at the end. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { parseRoomId, type RoomId } from '../../lib/base/ids.ts'
import { SUBPROTOCOLS } from '../../lib/protocol/messages.ts'
import { tokenIn } from '../../lib/protocol/token-protocol.ts'
import { type AddressCount, createAddressCount } from './address-count.ts'
import { Connection } from './connection.ts'
import { type ConnectionHostOptions, createConnectionHost } from './connection-host.ts'
import { startBeating } from './heart.ts'
import { refuseUpgrade } from './refuse-upgrade.ts'
import { sayGoodbye } from './say-goodbye.ts'

export interface SocketServerOptions extends ConnectionHostOptions {
  readonly heartbeatMs: number
  /** Shared with the other transport, so that both together keep to the limit of an address. */
  readonly addresses?: AddressCount
  /** The address that connections are counted by; behind a proxy, the one that the proxy names. */
  readonly addressOf: (request: IncomingMessage) => string
  readonly isOriginAllowed: (request: IncomingMessage) => boolean
}

export interface SocketServer {
  /** Takes over the socket, whatever comes of it. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  readonly connectionCount: number
  /** Takes nobody new, closes everybody with 4503 (spread over `drainMs`), resolves when all are gone. */
  close(): Promise<void>
}

const SYNC_PATH = /^\/sync\/([^/]+)$/

interface Target {
  readonly roomId: RoomId
  readonly token: string | null
  readonly birth: string | null
}

export function createSocketServer(options: SocketServerOptions): SocketServer {
  const { clock, observe } = options
  /** Each with what counts its address out again. */
  const connections = new Map<Connection, () => void>()
  const addresses = options.addresses ?? createAddressCount()
  const host = createConnectionHost(options, (closed) => {
    connections.get(closed)?.()
    connections.delete(closed)
    if (connections.size === 0) onEmpty?.()
  })
  const { limits } = host
  const handshakes = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.maxMessageBytes,
    // A browser drops a connection whose offer gets no answer, so a stranger's first word is echoed.
    handleProtocols: (offered) => SUBPROTOCOLS.find((known) => offered.has(known)) ?? [...offered][0],
  })
  let lastId = 0
  let onEmpty: (() => void) | null = null
  let isClosing = false

  const stopBeating = startBeating(clock, options.heartbeatMs, () => connections.keys())

  function refusalOf(request: IncomingMessage, target: Target | null, address: string): Refusal | null {
    if (isClosing) return { status: '503 Service Unavailable', reason: 'shutting-down' }
    if (!target) return { status: '400 Bad Request', reason: 'bad-path' }
    if (!options.isOriginAllowed(request)) return { status: '403 Forbidden', reason: 'origin' }
    const isCrowded = addresses.of(address) >= limits.maxConnectionsPerAddress
    return isCrowded ? { status: '429 Too Many Requests', reason: 'connections-per-address' } : null
  }

  function accept(socket: WebSocket, transport: Duplex, target: Target, address: string): void {
    const leaveAddress = addresses.add(address)
    const connection = new Connection({ id: String(++lastId), ...target, address, socket, transport }, host)
    connections.set(connection, leaveAddress)
  }

  function handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const target = parseTarget(request)
    const address = options.addressOf(request)
    const refusal = refusalOf(request, target, address)
    if (refusal || !target) {
      observe.metrics.count('refusals', { reason: refusal?.reason ?? 'bad-path' })
      refuseUpgrade(socket, refusal?.status ?? '400 Bad Request')
      return
    }
    if ('setNoDelay' in socket && typeof socket.setNoDelay === 'function') socket.setNoDelay(true)
    handshakes.handleUpgrade(request, socket, head, (webSocket) => accept(webSocket, socket, target, address))
  }

  async function drain(): Promise<void> {
    const emptied = new Promise<void>((resolve) => {
      onEmpty = resolve
    })
    sayGoodbye([...connections.keys()], clock, limits.drainMs)
    if (connections.size > 0) await emptied
  }

  return {
    handleUpgrade,
    get connectionCount() {
      return connections.size
    },
    async close() {
      isClosing = true
      await drain()
      stopBeating()
    },
  }
}

interface Refusal {
  readonly status: string
  readonly reason: string
}

/** A token comes in a header or beside the subprotocol; stock clients have only the query. */
function parseTarget({ url = '', headers }: IncomingMessage): Target | null {
  if (!URL.canParse(url, 'http://host')) return null
  const { pathname, searchParams } = new URL(url, 'http://host')
  const roomId = parseRoomId(SYNC_PATH.exec(pathname)?.[1])
  if (!roomId) return null
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  const offered = headers['sec-websocket-protocol']?.split(',').map((protocol) => protocol.trim()) ?? []
  return {
    roomId,
    token: bearer ?? tokenIn(offered) ?? (searchParams.get('token') || null),
    birth: searchParams.get('birth') || null,
  }
}
