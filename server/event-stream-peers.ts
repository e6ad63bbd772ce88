/** Runs the connections of the fallback transport with the same class, limits and heartbeat as WebSockets. */
import type { WebSocket } from 'ws'
import type { Clock } from '../lib/base/clock.ts'
import { closeCodes } from '../lib/protocol/close.ts'
import type { AccessControl } from './access/access.ts'
import type { EventStreamOptions } from './http/event-stream-routes.ts'
import type { Observe } from './observe/observe.ts'
import type { JoinableRooms } from './room/create-rooms.ts'
import type { AddressCount } from './socket/address-count.ts'
import { Connection } from './socket/connection.ts'
import { createFramer } from './socket/framing.ts'
import { type SocketLimits, socketLimits } from './socket/limits.ts'

export interface EventStreamPeersOptions {
  readonly rooms: Pick<JoinableRooms, 'join'>
  readonly access: Pick<AccessControl, 'authorise'>
  readonly clock: Clock
  readonly observe: Observe
  readonly heartbeatMs: number
  readonly limits: Partial<SocketLimits>
  readonly addresses: AddressCount
}

export interface EventStreamPeers extends Pick<EventStreamOptions, 'attach' | 'refusalOf'> {
  close(): Promise<void>
}

export function createEventStreamPeers(options: EventStreamPeersOptions): EventStreamPeers {
  const { clock, observe, access, rooms, addresses } = options
  const limits: SocketLimits = { ...socketLimits, ...options.limits }
  const frame = createFramer()
  const connections = new Set<Connection>()
  let lastId = 0
  let isClosing = false
  let tellEmpty = (): void => {}

  const stopBeating = clock.every(options.heartbeatMs, () => {
    const now = clock.now()
    for (const connection of connections) connection.beat(now)
  })

  return {
    refusalOf({ address }) {
      if (isClosing) return 'shutting-down'
      if (addresses.of(address) < limits.maxConnectionsPerAddress) return null
      observe.metrics.count('refusals', { reason: 'connections-per-address' })
      return 'too-fast'
    },
    attach(socket, { room, token, address, message }) {
      lastId += 1
      const leaveAddress = addresses.add(address)
      const connection = new Connection({
        id: `s${lastId}`,
        roomId: room,
        token,
        // Has every member that a connection and its outbox use; tests/server/http/event-stream proves it.
        socket: socket as unknown as WebSocket,
        transport: message.socket,
        clock,
        limits,
        observe,
        frame,
        authorise: (id, secret) => access.authorise(id, secret),
        join: (id, peer) => rooms.join(id, peer),
        onClosed: (closed) => {
          connections.delete(closed)
          leaveAddress()
          if (connections.size === 0) tellEmpty()
        },
      })
      connections.add(connection)
    },
    async close() {
      isClosing = true
      const emptied = new Promise<void>((resolve) => {
        tellEmpty = resolve
      })
      for (const connection of [...connections]) {
        connection.notify({ name: 'shutting-down' })
        connection.close(closeCodes.unavailable, 'shutting-down')
      }
      if (connections.size > 0) await emptied
      stopBeating()
    },
  }
}
