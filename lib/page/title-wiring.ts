/**
 * One title, two ways in: what was given over HTTP, at the birth of the room or since, is the title of the board; what is
 * typed on the board is what HTTP tells.
 */
import { watch } from '../base/signal.ts'
import type { BoardDocument } from '../document/board-document.ts'
import { unknownFacts } from '../session/server-messages.ts'
import type { Session } from '../session/session.ts'
import type { RoomApi } from './server/room-api.ts'

interface TitleOptions {
  readonly session: Pick<Session, 'facts' | 'connection' | 'isLoaded' | 'saveState'>
  readonly document: Pick<BoardDocument, 'board' | 'writable' | 'adoptTitle' | 'observe'>
  readonly api: Pick<RoomApi, 'changeTitle'>
}

export function wireTitle({ session, document, api }: TitleOptions): () => void {
  const { facts, connection, isLoaded, saveState } = session
  /** What the record has to be told: my last change, or what the board was called before I came. */
  let untold: string | null = null
  let isTelling = false
  let hasCompared = false

  const adopt = () => {
    // What is on its way to the record comes back from there; until then an older title is no news.
    if (untold === null && connection.value.name === 'live' && isLoaded.value) document.adoptTitle(facts.value.title)
  }
  const tell = async () => {
    // A room has no record before something of it is stored.
    if (untold === null || isTelling || !document.writable.value || saveState.value.name !== 'saved') return
    isTelling = true
    const title = untold
    const told = await api.changeTitle(title)
    isTelling = false
    // Who may not, or too late: the board keeps its title. Without an answer it is tried at the next change of the line.
    const isOver = told.ok || told.error.code !== 'unreachable'
    if (isOver && untold === title) untold = null
    else if (isOver) void tell()
  }
  const look = () => {
    adopt()
    if (connection.value.name !== 'live') hasCompared = false
    else if (!hasCompared && facts.value !== unknownFacts && saveState.value.name === 'saved') {
      hasCompared = true
      const { title } = document.board
      // Once at each arrival: somebody may have changed it offline, or gone before the record heard of it.
      if (title !== '' && title !== facts.value.title) untold ??= title
    }
    void tell()
  }
  const stops = [
    ...[facts, connection, isLoaded, saveState].map((part) => watch(part, look)),
    document.observe((change) => {
      if (!change.titleChanged || change.origin === 'remote') return
      const { title } = document.board
      if (title === facts.value.title && !isTelling) return
      untold = title
      void tell()
    }),
  ]
  look()
  return () => {
    for (const stop of stops) stop()
  }
}
