/** All connections of the process, whatever carries them: counts them by address, beats their heart, says goodbye at the end. */
import { createAddressCount } from './address-count.ts'
import { Connection } from './connection.ts'
import { type ConnectionHostOptions, createConnectionHost } from './connection-host.ts'
import type { ConnectionParts } from './connection-parts.ts'
import { startBeating } from './heart.ts'
import type { SocketLimits } from './limits.ts'
import { sayGoodbye } from './say-goodbye.ts'

export interface ConnectionsOptions extends ConnectionHostOptions {
  readonly heartbeatMs: number
}

export interface Connections {
  readonly limits: SocketLimits
  readonly count: number
  /** Why nobody comes in from `address` now, or null; what is refused is counted. */
  refusalOf(address: string): 'connections-per-address' | 'shutting-down' | null
  /** Runs the protocol over a channel that has just opened. */
  add(parts: Omit<ConnectionParts, 'id'>): void
  /** Takes nobody new, closes everybody with 4503 (spread over `drainMs`), resolves when all are gone. */
  close(): Promise<void>
}

export function createConnections(options: ConnectionsOptions): Connections {
  const { clock, observe } = options
  /** Each with what counts its address out again. */
  const connections = new Map<Connection, () => void>()
  const addresses = createAddressCount()
  const host = createConnectionHost(options)
  const { limits } = host
  let lastId = 0
  let isClosing = false
  let tellEmpty = (): void => {}

  function forget(connection: Connection): void {
    connections.get(connection)?.()
    connections.delete(connection)
    if (connections.size === 0) tellEmpty()
  }

  const stopBeating = startBeating(clock, options.heartbeatMs, () => connections.keys())

  return {
    limits,
    get count() {
      return connections.size
    },
    refusalOf(address) {
      const isCrowded = addresses.of(address) >= limits.maxConnectionsPerAddress
      const reason = isClosing ? 'shutting-down' : isCrowded ? 'connections-per-address' : null
      if (reason) observe.metrics.count('refusals', { reason })
      return reason
    },
    add(parts) {
      const leaveAddress = addresses.add(parts.address)
      const connection: Connection = new Connection({ ...parts, id: String(++lastId) }, host, () => forget(connection))
      connections.set(connection, leaveAddress)
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
