/** What I come by: a pass that a facilitator gave me, the link I opened, or what this browser has as owner. */
import type { Clock } from '../../base/clock.ts'
import type { RoomId } from '../../base/ids.ts'
import { type Signal, watch } from '../../base/signal.ts'
import { closeCodes, WRONG_ORIGIN } from '../../protocol/close.ts'
import type { Session } from '../../session/session.ts'
import { forgetLinkToken, keepPass } from '../kept/link-token.ts'
import type { RoomApi } from '../server/room-api.ts'

/** A board that is closed to me may be opened again: so often it is looked, with growing waits. */
const FIRST_LOOK_MS = 5_000
const LAST_LOOK_MS = 60_000

/** What a server says of a link that ended or was withdrawn. */
const DEAD_LINK: readonly number[] = [closeCodes.badToken, closeCodes.gone]

export interface PassParts {
  readonly room: RoomId
  readonly session: Session
  readonly pass: Signal<string | null>
  /** What I came with besides. */
  readonly token: string | null
  /** Of it, the link that I opened. */
  readonly linkToken: string | null
  /** Whether this browser may keep what it is given. */
  readonly isKept: boolean
}

/** Comes by the pass while there is one, and by what there is besides when it has ended. */
export function wirePass({ room, session, pass, token, linkToken, isKept }: PassParts): () => void {
  const take = (next: string | null) => {
    pass.value = next
    if (isKept) keepPass(room, next)
    session.comeBy(next ?? token)
  }
  const stops = [
    session.onNotice((notice) => {
      if (notice.name === 'pass') take(notice.token)
    }),
    watch(session.connection, () => {
      const { value } = session.connection
      if (value.name !== 'refused' || !DEAD_LINK.includes(value.code)) return
      if (pass.value === null) {
        // The board's own link may open it: a withdrawn one is not tried at each visit.
        if (linkToken !== null && isKept) forgetLinkToken(room)
        return
      }
      if (value.isDeleted || value.reason !== undefined) return
      take(null)
      session.reconnectNow()
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** Whoever was shut out comes in by themselves when the board is opened to them again. */
export function wireLettingIn(
  session: Pick<Session, 'connection' | 'reconnectNow'>,
  api: Pick<RoomApi, 'look'>,
  clock: Pick<Clock, 'after'>,
): () => void {
  let cancel = (): void => {}
  let waitMs = FIRST_LOOK_MS
  const isShutOut = (): boolean => {
    const { value } = session.connection
    return value.name === 'refused' && value.code === closeCodes.notAllowed && value.reason !== WRONG_ORIGIN
  }
  const look = async (): Promise<void> => {
    const answer = await api.look()
    if (!isShutOut()) return
    if (answer.ok) session.reconnectNow()
    else wait()
  }
  const wait = (): void => {
    cancel()
    cancel = clock.after(waitMs, () => void look())
    waitMs = Math.min(LAST_LOOK_MS, waitMs * 2)
  }
  const follow = (): void => {
    cancel()
    if (session.connection.value.name === 'live') waitMs = FIRST_LOOK_MS
    if (isShutOut()) wait()
  }
  follow()
  const stop = watch(session.connection, follow)
  return () => {
    cancel()
    stop()
  }
}
