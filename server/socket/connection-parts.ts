/** What is a connection's own. */
import type { RoomId } from '../../lib/base/ids.ts'
import type { Channel } from '../transport/channel.ts'

export interface ConnectionParts {
  readonly id: string
  readonly roomId: RoomId
  /** As limits count it. */
  readonly address: string
  readonly token: string | null
  /** The room whose copy the client brings; null when it does not say. */
  readonly birth: string | null
  readonly channel: Channel
}
