/** The whole server in this process, on a free port, with storage in memory and a clock that the test may drive. */
import type { IncomingMessage } from 'node:http'
import { onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { systemClock, type WallClock } from '../../../lib/base/clock.ts'
import { type RoomId, systemRandom } from '../../../lib/base/ids.ts'
import { closeCodes } from '../../../lib/protocol/close.ts'
import { createAccess } from '../../../server/access/create-access.ts'
import { endLink } from '../../../server/access/end-link.ts'
import { guardJoin } from '../../../server/access/guarded-join.ts'
import { watchLog } from '../../../server/access/log-activity.ts'
import { createLocalBus } from '../../../server/bus/local.ts'
import { createServer, type ServerParts } from '../../../server/create-server.ts'
import { createAutoVersions } from '../../../server/http/auto-versions.ts'
import { addressOf, type CallerOptions, isOriginAllowed } from '../../../server/http/caller.ts'
import { eventStreamRoutes } from '../../../server/http/event-stream-routes.ts'
import type { HttpContext } from '../../../server/http/http-context.ts'
import { createInnerCalls } from '../../../server/http/inner-calls.ts'
import { noPages } from '../../../server/http/page-source.ts'
import { createStreamRelay } from '../../../server/http/stream-relay.ts'
import { createVersionKeeping } from '../../../server/http/version-keeping.ts'
import { createVersionStore } from '../../../server/http/version-store.ts'
import type { Log } from '../../../server/observe/log.ts'
import { createSilentObserve } from '../../../server/observe/observe.ts'
import { createQuotas, type QuotaLimits, quotaLimits } from '../../../server/quota/quotas.ts'
import { endlessSpace, type Space } from '../../../server/quota/space.ts'
import { inlineCompactor } from '../../../server/room/compaction.ts'
import { createRooms } from '../../../server/room/create-rooms.ts'
import type { Grant, Peer } from '../../../server/room/room.ts'
import { createConnections } from '../../../server/socket/connections.ts'
import { createSocketServer } from '../../../server/socket/create-socket-server.ts'
import { createMemoryStorage } from '../../../server/storage/memory.ts'

export interface TestServerOptions {
  readonly adHocRooms?: boolean
  readonly adminToken?: string
  readonly clock?: WallClock
  readonly assetBytes?: number
  readonly roomBytes?: number
  readonly versionDays?: number
  readonly heartbeatMs?: number
  readonly messageBytes?: number
  readonly connectionsPerAddress?: number
  readonly quotas?: Partial<QuotaLimits>
  readonly space?: Space
  readonly basePath?: string
  readonly frameAncestors?: readonly string[] | '*'
  readonly log?: Log
  readonly parts?: Partial<ServerParts>
}

const SECRET = 'a secret of at least thirty-two characters'

export async function startTestServer(options: TestServerOptions = {}) {
  const { clock = systemClock, adHocRooms = true } = options
  const silent = createSilentObserve()
  const observe = { ...silent, log: options.log ?? silent.log }
  const bare = createMemoryStorage()
  const access = createAccess({
    records: bare.records,
    secret: SECRET,
    clock,
    random: systemRandom,
    adHocRooms,
    isDeleted: bare.log.isDeleted,
    onBorn: (room) => rooms.regrant(room, (grant) => grant, closeCodes.gone),
  })
  const storage = watchLog(bare, {
    beforeFirst: (room) => access.ensureRoom(room),
    appended: (room) => autoVersions.changed(room),
  })
  const bus = createLocalBus()
  const rooms = createRooms({
    storage,
    bus,
    compactor: inlineCompactor,
    // Batching waits for real time: a test that drives the clock drives versions, not ticks.
    clock: systemClock,
    observe,
    limits: { maxBytes: options.roomBytes ?? 64 * 1024 * 1024 },
    readFacts: (room) => access.readMeta(room),
    recheck: access.recheck,
    revoke: async (room, link) => void (await endLink({ access, rooms }, room, link)),
  })
  const versions = createVersionStore({ records: storage.records, clock, random: systemRandom })
  const roomBytes = options.roomBytes ?? 64 * 1024 * 1024
  const quotas = createQuotas({
    clock,
    observe,
    space: options.space ?? endlessSpace,
    limits: { ...quotaLimits, ...options.quotas },
  })
  const keeping = createVersionKeeping({ versions, quotas, roomBytes })
  const autoVersions = createAutoVersions({
    rooms,
    access,
    versions,
    keeping,
    clock,
    observe,
    keepDays: options.versionDays ?? 90,
  })
  const context: HttpContext = {
    access,
    rooms,
    storage,
    clock,
    random: systemRandom,
    observe,
    publicUrl: null,
    basePath: options.basePath ?? '',
    frameAncestors: options.frameAncestors ?? [],
    adminToken: options.adminToken ?? null,
    quotas,
    limits: { roomBytes, assetBytes: options.assetBytes ?? 20 * 1024 * 1024 },
    checkReady: () => storage.check(),
  }
  const caller: CallerOptions = { trustProxy: false, publicUrl: null, allowedOrigins: [] }
  const maxMessageBytes = options.messageBytes ?? 8 * 1024 * 1024
  const connections = createConnections({
    rooms: { join: guardJoin((room: RoomId, peer: Peer) => rooms.join(room, peer), access.recheck) },
    access,
    clock: systemClock,
    observe,
    heartbeatMs: options.heartbeatMs ?? 5000,
    pay: quotas.take,
    limits: {
      maxMessageBytes,
      ...(options.connectionsPerAddress ? { maxConnectionsPerAddress: options.connectionsPerAddress } : {}),
    },
  })
  const asked = {
    addressOf: (message: IncomingMessage) => addressOf(message, caller),
    isOriginAllowed: (message: IncomingMessage) => isOriginAllowed(message, caller),
  }
  const socket = createSocketServer({ connections, observe, ...asked })
  const server = await createServer({
    context,
    versions,
    keeping,
    caller,
    socket,
    moreRoutes: eventStreamRoutes({
      connections,
      relay: createStreamRelay({ bus, clock: systemClock, random: systemRandom }),
      random: systemRandom,
      maxMessageBytes,
      isOriginAllowed: asked.isOriginAllowed,
    }),
    pages: noPages,
    inner: createInnerCalls(systemRandom),
    workers: { run: async () => ({ name: 'away' }), close: () => {} },
    isDevelopment: false,
    tls: null,
    port: 0,
    host: '127.0.0.1',
    ...options.parts,
  })
  onTestFinished(async () => {
    autoVersions.close()
    await connections.close()
    await server.close({ graceMs: 0 })
    await rooms.close()
    await storage.close()
    observe.metrics.close()
  })
  return {
    connections,
    url: `http://127.0.0.1:${server.port}`,
    loopbackUrl: server.loopbackUrl,
    context,
    rooms,
    access,
    storage,
    versions,
    keeping,
    autoVersions,
    observe,
  }
}
export type TestServer = Awaited<ReturnType<typeof startTestServer>>

export interface CallOptions {
  readonly token?: string
  readonly json?: unknown
  readonly body?: BodyInit
  readonly headers?: Record<string, string>
}

/** Calls the API; `body` is parsed JSON, or null. */
export async function call(server: { url: string }, method: string, path: string, options: CallOptions = {}) {
  const { token, json, body, headers } = options
  const answer = await fetch(server.url + path, {
    method,
    body: json === undefined ? body : JSON.stringify(json),
    headers: {
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
  })
  const isJson = answer.headers.get('content-type')?.includes('json')
  return { status: answer.status, headers: answer.headers, body: isJson ? await answer.json() : null, answer }
}

/** A Yjs update that writes `value` under `key`. */
export function updateOf(key: string, value: unknown): Uint8Array<ArrayBuffer> {
  const doc = new Y.Doc()
  doc.getMap('shapes').set(key, value)
  return new Uint8Array(Y.encodeStateAsUpdate(doc))
}

export function shapesOf(update: Uint8Array): Record<string, unknown> {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  return doc.getMap('shapes').toJSON()
}

export const readShapes = async (server: TestServer, room: string, token?: string) => {
  const { answer } = await call(server, 'GET', `/api/rooms/${room}/snapshot`, token === undefined ? {} : { token })
  return shapesOf(new Uint8Array(await answer.arrayBuffer()))
}

/** A peer that writes down what happens to it. */
export function listeningPeer(grant: Grant) {
  const sent: Uint8Array[] = []
  const closes: number[] = []
  const peer: Peer = {
    id: `peer-${grant.role}`,
    address: '',
    grant,
    isInkroom: true,
    send: (message) => void sent.push(message),
    close: (code) => void closes.push(code),
  }
  return { peer, sent, closes }
}
