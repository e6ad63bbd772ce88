/** Runs the connections of the fallback transport with the same class, limits and heartbeat as WebSockets. */
import type { WebSocket } from 'ws'
import type { EventStreamOptions } from './http/event-stream-routes.ts'
import type { AddressCount } from './socket/address-count.ts'
import { Connection } from './socket/connection.ts'
import { type ConnectionHostOptions, createConnectionHost } from './socket/connection-host.ts'
import { startBeating } from './socket/heart.ts'
import { sayGoodbye } from './socket/say-goodbye.ts'

export interface EventStreamPeersOptions extends ConnectionHostOptions {
  readonly heartbeatMs: number
  readonly addresses: AddressCount
}

export interface EventStreamPeers extends Pick<EventStreamOptions, 'attach' | 'refusalOf'> {
  close(): Promise<void>
}

export function createEventStreamPeers(options: EventStreamPeersOptions): EventStreamPeers {
  const { clock, observe, addresses } = options
  /** Each with what counts its address out again. */
  const connections = new Map<Connection, () => void>()
  const host = createConnectionHost(options, (closed) => {
    connections.get(closed)?.()
    connections.delete(closed)
    if (connections.size === 0) tellEmpty()
  })
  const { limits } = host
  let lastId = 0
  let isClosing = false
  let tellEmpty = (): void => {}

  const stopBeating = startBeating(clock, options.heartbeatMs, () => connections.keys())

  return {
    refusalOf({ address }) {
      if (isClosing) return 'shutting-down'
      if (addresses.of(address) < limits.maxConnectionsPerAddress) return null
      observe.metrics.count('refusals', { reason: 'connections-per-address' })
      return 'too-fast'
    },
    attach(socket, { room, token, birth, address, message }) {
      lastId += 1
      const leaveAddress = addresses.add(address)
      // Has every member that a connection and its outbox use; tests/server/http/event-stream proves it.
      const webSocket = socket as unknown as WebSocket
      const parts = {
        id: `s${lastId}`,
        roomId: room,
        token,
        birth,
        address,
        socket: webSocket,
        transport: message.socket,
      }
      connections.set(new Connection(parts, host), leaveAddress)
    },
    async close() {
      isClosing = true
      const emptied = new Promise<void>((resolve) => {
        tellEmpty = resolve
      })
      sayGoodbye([...connections.keys()], clock, limits.drainMs)
      if (connections.size > 0) await emptied
      stopBeating()
    },
  }
}
