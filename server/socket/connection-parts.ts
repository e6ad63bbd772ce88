/** What is a connection's own. */
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { RoomId } from '../../lib/base/ids.ts'

export interface ConnectionParts {
  readonly id: string
  readonly roomId: RoomId
  /** As limits count it. */
  readonly address: string
  readonly token: string | null
  /** The room whose copy the client brings; null when it does not say. */
  readonly birth: string | null
  readonly socket: WebSocket
  readonly transport: Duplex
}
