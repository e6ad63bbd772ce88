/** What the server tells the page of a room. */
import type { RoomId } from '../../../lib/base/ids.ts'
import type { FrameAncestors } from '../../../lib/protocol/framing.ts'
import type { RoomFacts } from '../../../lib/session/session.ts'

export interface RoomProps {
  readonly room: RoomId
  /** The address that links should name; null derives it from the page's own. */
  readonly publicUrl: string | null
  /** Whose pages may show this one in a frame and speak with it. */
  readonly frameAncestors: FrameAncestors
  /** What a visitor without a token may do; null when that is not known yet. */
  readonly firstFacts: RoomFacts | null
}
