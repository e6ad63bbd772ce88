/** A sync server in a process of its own, to be killed: `node child-server.js <folder> <limits JSON>`; prints its port. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemClock } from '../../../lib/base/clock.ts'
import { ok } from '../../../lib/base/result.ts'
import { createLocalBus } from '../../../server/bus/local.ts'
import { createWorkerCompactor } from '../../../server/jobs/worker-compactor.ts'
import { createSilentObserve } from '../../../server/observe/observe.ts'
import { createRooms } from '../../../server/room/create-rooms.ts'
import { createConnections } from '../../../server/socket/connections.ts'
import { createSocketServer } from '../../../server/socket/create-socket-server.ts'
import { createStorage } from '../../../server/storage/registry.ts'

const [folder, settings] = process.argv.slice(2)
const { heartbeatMs = 5000, ...limits } = JSON.parse(settings ?? '{}')
const storage = await createStorage(folder === 'memory:' ? folder : `lmdb:${folder}`)
const observe = createSilentObserve()
const rooms = createRooms({
  storage,
  observe,
  clock: systemClock,
  bus: createLocalBus(),
  compactor: createWorkerCompactor({ url: new URL('./compaction-worker.js', import.meta.url), clock: systemClock }),
  readFacts: async () => null,
  limits: { maxPeers: 10_000, ...limits },
})
const connections = createConnections({
  rooms,
  observe,
  clock: systemClock,
  access: {
    authorise: async (room) => ok({ room, role: 'editor', linkId: null, expiresAt: null, byToken: false }),
  },
  heartbeatMs,
  limits: { maxConnectionsPerAddress: 100_000, maxMessagesPerSecond: 1_000_000, joinWithinMs: 60_000 },
})
const sockets = createSocketServer({
  connections,
  observe,
  addressOf: () => 'test',
  isOriginAllowed: () => true,
})
const http = createServer((request, response) => {
  if (request.url === '/gc') (globalThis as { gc?: () => void }).gc?.()
  response.end(JSON.stringify({ cpu: process.cpuUsage(), memory: process.memoryUsage(), live: rooms.liveCount }))
})
http.on('upgrade', (request, socket, head) => sockets.handleUpgrade(request, socket, head))
http.listen(0, '127.0.0.1', 4096, () => console.log((http.address() as AddressInfo).port))
