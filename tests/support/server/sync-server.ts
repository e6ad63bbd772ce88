/** A sync server of its own on a free port, with the parts that a test wants to hold in its hands. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocket } from 'ws'
import { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { systemClock, type WallClock } from '../../../lib/base/clock.ts'
import type { RoomId } from '../../../lib/base/ids.ts'
import { ok, type Result } from '../../../lib/base/result.ts'
import type { Role } from '../../../lib/protocol/grant.ts'
import type { AccessError } from '../../../server/access/access.ts'
import type { Bus } from '../../../server/bus/bus.ts'
import { createLocalBus } from '../../../server/bus/local.ts'
import type { Metrics } from '../../../server/observe/metrics.ts'
import { createSilentObserve } from '../../../server/observe/observe.ts'
import { inlineCompactor } from '../../../server/room/compaction.ts'
import type { Compactor } from '../../../server/room/compactor.ts'
import { createRooms, type JoinableRooms } from '../../../server/room/create-rooms.ts'
import type { RoomLimits } from '../../../server/room/limits.ts'
import type { Grant } from '../../../server/room/room.ts'
import { type Connections, createConnections } from '../../../server/socket/connections.ts'
import { createSocketServer } from '../../../server/socket/create-socket-server.ts'
import type { SocketLimits } from '../../../server/socket/limits.ts'
import { createMemoryStorage } from '../../../server/storage/memory.ts'
import type { Storage } from '../../../server/storage/storage.ts'

export interface SyncServerOptions {
  readonly storage?: Storage
  /** To other servers; none when left out. */
  readonly bus?: Bus
  readonly clock?: WallClock
  readonly compactor?: Compactor
  readonly heartbeatMs?: number
  readonly roomLimits?: Partial<RoomLimits>
  readonly socketLimits?: Partial<SocketLimits>
  readonly authorise?: (room: RoomId, token: string | null) => Promise<Result<Grant, AccessError>>
  readonly isOriginAllowed?: () => boolean
}

export interface SyncServer {
  readonly url: string
  readonly rooms: JoinableRooms
  readonly connections: Connections
  readonly storage: Storage
  readonly http: Server
  readonly metrics: Metrics
  /** A stock y-websocket client. */
  client(room: string, options?: { readonly token?: string; readonly awareness?: false }): StockClient
  close(): Promise<void>
}

export interface StockClient {
  readonly doc: Y.Doc
  readonly awareness: Awareness
  readonly provider: WebsocketProvider
}

export const grantOf = (room: RoomId, role: Role, byToken = true): Grant => ({
  room,
  role,
  linkId: null,
  expiresAt: null,
  byToken,
})

/** The token is the role. */
const byRole = async (room: RoomId, token: string | null): Promise<Result<Grant, AccessError>> =>
  ok(grantOf(room, (token as Role | null) ?? 'editor'))

export async function startSyncServer(options: SyncServerOptions = {}): Promise<SyncServer> {
  const clock = options.clock ?? systemClock
  const storage = options.storage ?? createMemoryStorage()
  const observe = createSilentObserve()
  const rooms = createRooms({
    storage,
    clock,
    observe,
    bus: options.bus ?? createLocalBus(),
    compactor: options.compactor ?? inlineCompactor,
    readFacts: async () => null,
    ...(options.roomLimits ? { limits: options.roomLimits } : {}),
  })
  const connections = createConnections({
    rooms,
    clock,
    observe,
    access: { authorise: options.authorise ?? byRole },
    heartbeatMs: options.heartbeatMs ?? 5000,
    limits: { maxConnectionsPerAddress: 100_000, drainMs: 0, ...options.socketLimits },
  })
  const sockets = createSocketServer({
    connections,
    observe,
    addressOf: (request) => request.socket.remoteAddress ?? '',
    isOriginAllowed: options.isOriginAllowed ?? (() => true),
  })
  const http = createServer()
  http.on('upgrade', (request, socket, head) => sockets.handleUpgrade(request, socket, head))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}/sync`
  const providers = new Set<WebsocketProvider>()
  return {
    url,
    rooms,
    connections,
    storage,
    http,
    metrics: observe.metrics,
    client(room, { token } = {}) {
      const doc = new Y.Doc()
      const awareness = new Awareness(doc)
      const provider = new WebsocketProvider(url, room, doc, {
        awareness,
        disableBc: true,
        WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
        ...(token ? { params: { token } } : {}),
      })
      providers.add(provider)
      return { doc, awareness, provider }
    },
    async close() {
      for (const provider of providers) provider.destroy()
      for (const provider of providers) provider.awareness.destroy()
      await connections.close()
      await rooms.close()
      await new Promise((resolve) => http.close(resolve))
      observe.metrics.close()
    },
  }
}

/** A clock that a test moves: `until` nudges it a little at a time, so that ticks fall due. */
interface Nudged {
  advance(ms: number): void
}
const TURNS_PER_NUDGE = 50

/** Resolves as soon as `claim` holds, looked at on every turn of the event loop; never waits for a fixed time. */
export async function until(
  claim: () => unknown,
  what = claim.toString(),
  clock: Nudged | null = null,
  withinMs = 8000,
): Promise<void> {
  const deadline = performance.now() + withinMs
  for (let turn = 1; !claim(); turn++) {
    if (performance.now() > deadline) throw new Error(`never came true: ${what}`)
    if (turn % TURNS_PER_NUDGE === 0) clock?.advance(1)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
