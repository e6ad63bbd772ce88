/** Listens to the chat from the moment the room is open: what was said, who came and went, what I have not read. */

import type { WallClock } from '../../base/clock.ts'
import { watch } from '../../base/signal.ts'
import type { Session } from '../../session/session.ts'
import type { ChatLine, PageState } from '../room-model.ts'
import type { RoomApi } from '../server/room-api.ts'

const FLOAT_MS = 7_000
const MAX_FLOATING = 3
const MAX_LINES = 600
/** After a connect, until everyone who is there has been heard of; the same for a short absence. */
const SETTLE_MS = 2_500

export interface ChatParts {
  readonly session: Pick<Session, 'people' | 'connection' | 'onNotice'>
  readonly api: Pick<RoomApi, 'chat'>
  readonly page: Pick<PageState, 'chat' | 'unreadChat' | 'floatingChat' | 'panel'>
  readonly clock: WallClock
}

type Said = Extract<ChatLine, { readonly name: 'said' }>

/** Tells who came and who went, by person and not by tab; a reload or a short cut of the line is neither. */
function watchPeople(
  { session, clock }: Pick<ChatParts, 'session' | 'clock'>,
  tell: (name: 'joined' | 'left', who: string, userId: string) => void,
): () => void {
  const here = new Map<string, string>()
  let isSettled = false
  let cancelSettling = (): void => {}
  let cancelLeaving = (): void => {}
  const present = () => new Map(session.people.value.map(({ userId, name }) => [userId, name]))
  const leave = () => {
    const now = present()
    for (const [userId, who] of [...here]) {
      if (now.has(userId)) continue
      here.delete(userId)
      tell('left', who, userId)
    }
  }
  const look = () => {
    if (!isSettled) return
    const now = present()
    for (const [userId, who] of now) {
      if (!here.has(userId)) tell('joined', who, userId)
      here.set(userId, who)
    }
    cancelLeaving()
    if ([...here.keys()].some((userId) => !now.has(userId))) cancelLeaving = clock.after(SETTLE_MS, leave)
  }
  const settle = () => {
    isSettled = true
    here.clear()
    for (const [userId, who] of present()) here.set(userId, who)
  }
  const onConnection = () => {
    isSettled = false
    cancelLeaving()
    cancelSettling()
    if (session.connection.value.name === 'live') cancelSettling = clock.after(SETTLE_MS, settle)
  }
  onConnection()
  const stops = [watch(session.people, look), watch(session.connection, onConnection)]
  return () => {
    for (const stop of stops) stop()
    cancelSettling()
    cancelLeaving()
  }
}

export function wireChat({ session, api, page, clock }: ChatParts): () => void {
  let nth = 0
  const isReading = () => page.panel.value === 'chat'
  const add = (lines: readonly ChatLine[]): readonly ChatLine[] => {
    const known = new Set(page.chat.value.map(({ id }) => id))
    const fresh = lines.filter(({ id }) => !known.has(id))
    if (fresh.length > 0) {
      page.chat.value = [...page.chat.value, ...fresh].sort((a, b) => a.at - b.at).slice(-MAX_LINES)
    }
    return fresh
  }
  const float = (said: Said) => {
    page.floatingChat.value = [...page.floatingChat.value, said].slice(-MAX_FLOATING)
    clock.after(FLOAT_MS, () => {
      page.floatingChat.value = page.floatingChat.value.filter(({ id }) => id !== said.id)
    })
  }
  const hear = (said: Said) => {
    if (add([said]).length === 0 || isReading()) return
    page.unreadChat.value += 1
    float(said)
  }
  const read = async (isUnread: boolean) => {
    const answer = await api.chat()
    if (!answer.ok) return
    const fresh = add(answer.value.map((message) => ({ name: 'said', ...message })))
    if (isUnread && !isReading()) page.unreadChat.value += fresh.length
  }
  let wasLive = false
  const stops = [
    session.onNotice((notice) => {
      if (notice.name === 'chat') hear({ ...notice, name: 'said' })
    }),
    watch(page.panel, () => {
      if (!isReading()) return
      page.unreadChat.value = 0
      page.floatingChat.value = []
      void read(false)
    }),
    watch(session.connection, () => {
      if (session.connection.value.name !== 'live') return
      // What was said while the line was down.
      if (wasLive) void read(true)
      wasLive = true
    }),
    watchPeople({ session, clock }, (name, who, userId) => {
      nth += 1
      add([{ name, who, id: `${name}.${userId}.${nth}`, at: clock.date() }])
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
