/** The server's messages besides y-websocket's own, each to the part of a session that it is for. */
import * as decoding from 'lib0/decoding'
import type { WebsocketProvider } from 'y-websocket'
import { messageTypes, motionTypes } from '../protocol/messages.ts'
import type { LoadProgress } from './load-progress.ts'
import type { Notices } from './notices.ts'
import type { Presence } from './presence.ts'
import type { SaveTracker } from './save-tracker.ts'
import { parseLoading, parseNotice } from './server-messages.ts'

interface Hearing {
  readonly presence: Pick<Presence, 'hearAudience' | 'hearMovers' | 'hearMotion'>
  readonly tracker: Pick<SaveTracker, 'stored'>
  readonly notices: Pick<Notices, 'emit'>
  readonly progress: Pick<LoadProgress, 'begins'>
  /** A change of mine was refused. */
  denied(): void
  /** JSON of what I may do here, and of the room. */
  told(json: string): void
}

export function hearServer({ messageHandlers: handlers }: WebsocketProvider, to: Hearing): void {
  handlers[messageTypes.auth] = () => to.denied()
  handlers[messageTypes.role] = (_reply, decoder) => to.told(decoding.readVarString(decoder))
  handlers[messageTypes.stored] = (_reply, decoder) => to.tracker.stored(decoding.readVarUint(decoder))
  handlers[messageTypes.notice] = (_reply, decoder) => {
    const json = decoding.readVarString(decoder)
    const coming = parseLoading(json)
    if (coming !== null) to.progress.begins(coming)
    const notice = parseNotice(json)
    if (notice) to.notices.emit(notice)
  }
  handlers[motionTypes.audience] = (_reply, decoder) => to.presence.hearAudience(decoding.readVarUint(decoder) === 1)
  handlers[motionTypes.movers] = (_reply, decoder) => to.presence.hearMovers(decoder.arr.subarray(decoder.pos))
  handlers[motionTypes.motion] = (_reply, decoder) => to.presence.hearMotion(decoder.arr.subarray(decoder.pos))
}
