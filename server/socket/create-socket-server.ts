/** The sync endpoint for WebSockets: takes upgrades of /sync/:roomId, or says in HTTP why not. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { parseRoomId, type RoomId } from '../../lib/base/ids.ts'
import { SUBPROTOCOLS } from '../../lib/protocol/messages.ts'
import { tokenIn } from '../../lib/protocol/token-protocol.ts'
import type { Observe } from '../observe/observe.ts'
import { createFramer } from '../transport/framing.ts'
import { WebSocketChannel } from '../transport/web-socket-channel.ts'
import type { Connections } from './connections.ts'
import { refuseUpgrade } from './refuse-upgrade.ts'

export interface SocketServerOptions {
  readonly connections: Connections
  readonly observe: Observe
  /** The address that connections are counted by; behind a proxy, the one that the proxy names. */
  readonly addressOf: (request: IncomingMessage) => string
  readonly isOriginAllowed: (request: IncomingMessage) => boolean
}

export interface SocketServer {
  /** Takes over the socket, whatever comes of it. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
}

/** What a refused upgrade is answered. */
const STATUS_OF = {
  'bad-path': '400 Bad Request',
  origin: '403 Forbidden',
  'connections-per-address': '429 Too Many Requests',
  'shutting-down': '503 Service Unavailable',
} as const

const SYNC_PATH = /^\/sync\/([^/]+)$/

interface Target {
  readonly roomId: RoomId
  readonly token: string | null
  readonly birth: string | null
}

export function createSocketServer(options: SocketServerOptions): SocketServer {
  const { connections, observe } = options
  const frame = createFramer()
  const handshakes = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: connections.limits.maxMessageBytes,
    // A browser drops a connection whose offer gets no answer, so a stranger's first word is echoed.
    handleProtocols: (offered) => SUBPROTOCOLS.find((known) => offered.has(known)) ?? [...offered][0],
  })

  function refusalOf(request: IncomingMessage, target: Target | null, address: string): keyof typeof STATUS_OF | null {
    const local = !target ? 'bad-path' : options.isOriginAllowed(request) ? null : 'origin'
    if (!local) return connections.refusalOf(address)
    observe.metrics.count('refusals', { reason: local })
    return local
  }

  return {
    handleUpgrade(request, socket, head) {
      const target = parseTarget(request)
      const address = options.addressOf(request)
      const refusal = refusalOf(request, target, address)
      if (refusal || !target) {
        refuseUpgrade(socket, STATUS_OF[refusal ?? 'bad-path'])
        return
      }
      if ('setNoDelay' in socket && typeof socket.setNoDelay === 'function') socket.setNoDelay(true)
      handshakes.handleUpgrade(request, socket, head, (webSocket) => {
        const channel = new WebSocketChannel({
          socket: webSocket,
          transport: socket,
          maxMessageBytes: connections.limits.maxMessageBytes,
          frame,
        })
        connections.add({ ...target, address, channel })
      })
    },
  }
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
