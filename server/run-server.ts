/** Builds all parts from the settings and starts them; the one place that knows them all. */
import { statfs } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { WallClock } from '../lib/base/clock.ts'
import type { RandomBytes, RoomId } from '../lib/base/ids.ts'
import { closeCodes } from '../lib/protocol/close.ts'
import { loadAdminToken } from './access/admin-token.ts'
import { createAccess } from './access/create-access.ts'
import { endLink } from './access/end-link.ts'
import { guardJoin } from './access/guarded-join.ts'
import { watchLog } from './access/log-activity.ts'
import { loadSecret } from './access/secret.ts'
import { createBus } from './bus/registry.ts'
import { createCaretakers } from './caretakers.ts'
import { pagesEnvironment, workerEnvironment } from './child-environment.ts'
import type { Config } from './config.ts'
import { createServer } from './create-server.ts'
import { addressOf, type CallerOptions, isOriginAllowed } from './http/caller.ts'
import { eventStreamRoutes } from './http/event-stream-routes.ts'
import { createInnerCalls } from './http/inner-calls.ts'
import { createOriginWords } from './http/origin-words.ts'
import { createPageProcess, type PageProcess } from './http/page-process.ts'
import { noPages, type PageSource, pagesAt } from './http/page-source.ts'
import { createProxyWords } from './http/proxy-words.ts'
import { checkReadiness, watchStorage } from './http/readiness.ts'
import { createStreamRelay } from './http/stream-relay.ts'
import type { WorkerScript } from './jobs/worker-child.ts'
import { createWorkerCompactor, type WorkerCompactorOptions } from './jobs/worker-compactor.ts'
import { createWorkers, type Workers } from './jobs/workers.ts'
import type { Observe } from './observe/observe.ts'
import { createQuotas } from './quota/quotas.ts'
import { watchSpace } from './quota/space.ts'
import { createRooms } from './room/create-rooms.ts'
import type { Peer } from './room/room.ts'
import { createConnections } from './socket/connections.ts'
import { createSocketServer } from './socket/create-socket-server.ts'
import { openToTheWorld } from './start-words.ts'
import { createStorage, dataFolder } from './storage/registry.ts'
import { readBusCa, readTlsFiles, watchTlsFiles } from './tls-files.ts'

export interface RunOptions {
  readonly config: Config
  readonly clock: WallClock
  readonly random: RandomBytes
  readonly observe: Observe
  readonly env: NodeJS.ProcessEnv
  readonly projectFolder: string
  readonly isDevelopment: boolean
  readonly compactionWorker: Pick<WorkerCompactorOptions, 'url' | 'worker'>
  readonly boardWorker: Pick<WorkerScript, 'path' | 'execArgv'>
}

export interface RunningInkroom {
  readonly port: number
  /** Resolves when the pages have come up for the first time; at once when there are none of ours. */
  readonly pagesReady: Promise<void>
  /** What is open to whoever reaches the port, in plain words. */
  readonly openTo: readonly string[]
  /** Looks at once for what may have changed on the disk: the certificate. */
  reload(): void
  close(): Promise<void>
}

const LMDB = 'lmdb:'

/** Of the disk that holds the boards; null where they lie elsewhere. */
async function freeBytesOf(storageUrl: string): Promise<number | null> {
  if (!storageUrl.startsWith(LMDB)) return null
  const { bavail, bsize } = await statfs(storageUrl.slice(LMDB.length).replace(/^\/\/(?=\/)/, ''))
  return bavail * bsize
}

export async function runServer(options: RunOptions): Promise<RunningInkroom> {
  const { config, clock, random, observe, isDevelopment } = options
  const { limits } = config
  const tls = config.tls && readTlsFiles(config.tls)
  const health = watchStorage(await createStorage(config.storageUrl, clock, config.databasePool), clock)
  const bare = health.storage
  const bus = await createBus({
    url: config.busUrl,
    ca: readBusCa(config.busCaPath),
    clock,
    random,
    heartbeatMs: config.heartbeatMs,
    onChange(isUp) {
      observe.metrics.set('bus_up', isUp ? 1 : 0)
      if (isUp) observe.log.info('bus-up')
      else observe.log.error('bus-down')
    },
    onOtherVersion: (versions) => observe.log.warn('bus-other-version', versions),
  })
  const { records } = bare
  const secret = config.secret ?? (await loadSecret(records, random))
  const access = createAccess({
    records,
    secret,
    clock,
    random,
    adHocRooms: config.adHocRooms,
    isDeleted: bare.log.isDeleted,
    // Whoever is there learns to which room their copies belong.
    onBorn: (room) => rooms.regrant(room, (grant) => grant, closeCodes.gone),
  })
  const folder = dataFolder(config.storageUrl)
  const admin = await loadAdminToken({
    setting: config.adminToken,
    folder,
    records: folder === null && config.storageUrl !== 'memory:' ? records : null,
    random,
  })
  const storage = watchLog(bare, {
    beforeFirst: (room) => access.ensureRoom(room),
    appended: (room) => autoVersions.changed(room),
  })
  const compactor = createWorkerCompactor({ ...options.compactionWorker, clock, observe })
  const rooms = createRooms({
    storage,
    bus,
    compactor,
    clock,
    observe,
    limits: {
      maxPeers: limits.peersPerRoom,
      maxBytes: limits.roomBytes,
      recipientBytesPerSecond: limits.presenceBytesPerSecond,
    },
    readFacts: async (room) => {
      const meta = await access.readMeta(room)
      return meta && { ...meta, ...(config.roomExpiryDays > 0 ? { expiryDays: config.roomExpiryDays } : {}) }
    },
    recheck: access.recheck,
    revoke: async (room, link) => void (await endLink({ access, rooms }, room, link)),
  })
  const space = await watchSpace({ usage: () => bare.usage(), clock, observe, maxBytes: limits.totalBytes })
  const quotas = createQuotas({ clock, observe, space, limits })
  const { versions, keeping, autoVersions, housekeeping } = createCaretakers({
    rooms,
    access,
    records,
    quotas,
    clock,
    random,
    observe,
    bus,
    config,
  })
  const { trustProxy, publicUrl, allowedOrigins } = config
  const caller: CallerOptions = { trustProxy, publicUrl, allowedOrigins }
  const sayOrigin = createOriginWords({ clock, observe })
  const sayProxy = createProxyWords({ clock, observe, trustProxy })
  const connections = createConnections({
    rooms: {
      join: guardJoin((room: RoomId, peer: Peer) => {
        housekeeping.visited(room)
        return rooms.join(room, peer)
      }, access.recheck),
    },
    access,
    clock,
    observe,
    heartbeatMs: config.heartbeatMs,
    pay: quotas.take,
    limits: {
      maxMessageBytes: limits.messageBytes,
      maxConnectionsPerAddress: limits.connectionsPerAddress,
      maxMessagesPerSecond: limits.messagesPerSecond,
    },
  })
  const asked = {
    addressOf(message: IncomingMessage) {
      sayProxy(message)
      return addressOf(message, caller)
    },
    isOriginAllowed(message: IncomingMessage) {
      const isAllowed = isOriginAllowed(message, caller)
      if (!isAllowed) sayOrigin(message)
      return isAllowed
    },
  }
  const socket = createSocketServer({ connections, observe, ...asked })
  const relay = createStreamRelay({ bus, clock, random })

  let isStopping = false
  let tellPagesReady = (): void => {}
  const pagesReady = new Promise<void>((resolve) => {
    tellPagesReady = resolve
    if (config.web.name !== 'child') resolve()
  })
  let pageProcess: PageProcess | null = null
  let workers: Workers | null = null
  const pages: PageSource = {
    get state() {
      if (config.web.name === 'url') return pagesAt(config.web.url).state
      if (config.web.name === 'off') return noPages.state
      return pageProcess?.state ?? { name: 'away' }
    },
  }
  const server = await createServer({
    context: {
      access,
      rooms,
      storage,
      clock,
      random,
      observe,
      quotas,
      publicUrl,
      basePath: config.basePath,
      frameAncestors: config.frameAncestors,
      adminToken: admin.token,
      limits,
      checkReady: () =>
        checkReadiness({
          storage: health,
          bus,
          freeBytes: () => freeBytesOf(config.storageUrl),
          arePagesThere: () => config.web.name !== 'child' || pages.state.name === 'at',
          isStopping: () => isStopping,
        }),
    },
    versions,
    keeping,
    caller,
    socket,
    pages,
    inner: createInnerCalls(random),
    // Known when it listens, and nobody asks before.
    workers: {
      run: async (request) => (await workers?.run(request)) ?? { name: 'away' },
      close: () => workers?.close(),
    },
    isDevelopment,
    tls,
    port: config.port,
    host: config.host,
    moreRoutes: eventStreamRoutes({
      connections,
      relay,
      random,
      maxMessageBytes: limits.messageBytes,
      isOriginAllowed: asked.isOriginAllowed,
    }),
  })
  const certificate =
    tls && config.tls && watchTlsFiles({ paths: config.tls, first: tls, use: server.useCertificate, clock, observe })
  const told = { INKROOM_SERVER_URL: server.loopbackUrl, NEXT_TELEMETRY_DISABLED: '1' }
  workers = createWorkers({
    script: {
      ...options.boardWorker,
      folder: options.projectFolder,
      env: { ...workerEnvironment(options.env), ...told },
    },
    clock,
    observe,
  })
  if (config.web.name === 'child') {
    pageProcess = createPageProcess({
      script: join(options.projectFolder, 'scripts', 'pages.mjs'),
      folder: options.projectFolder,
      env: { ...pagesEnvironment(options.env), ...told },
      clock,
      observe,
      onFirstStart: tellPagesReady,
    })
    pageProcess.start()
  }

  return {
    port: server.port,
    pagesReady,
    openTo: openToTheWorld(config, admin.where),
    reload: () => certificate?.check(),
    async close() {
      isStopping = true
      workers?.close()
      autoVersions.close()
      housekeeping.close()
      space.close()
      certificate?.close()
      // New visitors are turned away while those who are here are told to come back.
      await Promise.all([connections.close(), server.close(), pageProcess?.close()])
      // Before the rooms, which wait for what it works on: a log that is not compacted is as true.
      await compactor.close()
      await rooms.close()
      relay.close()
      await bus.close()
      await storage.close()
      observe.metrics.close()
    },
  }
}
