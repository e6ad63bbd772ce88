/** Tells me once of each comment that names me, also of those that were written while I was away. */
import { watch } from '../../base/signal.ts'
import type { BoardDocument } from '../../document/board-document.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { Session } from '../../session/session.ts'
import { readStored, writeStored } from '../kept/stored.ts'
import type { RoomModel } from '../room-model.ts'
import { mentions } from './mentions.ts'

const MAX_REMEMBERED = 200

export interface MentionParts {
  readonly room: Pick<RoomModel, 'id' | 'me' | 'say'>
  readonly session: Pick<Session, 'isLoaded'>
  readonly document: Pick<BoardDocument, 'board' | 'observe'>
  readonly t: Translate
}

export function wireMentions({ room, session, document, t }: MentionParts): () => void {
  const key = `mentions.${room.id}`
  const stored = readStored(key)
  let seen = Array.isArray(stored) ? new Set(stored.map(String)) : null
  const ofMe = () => {
    const { name } = room.me.value
    return document.board
      .comments()
      .flatMap(({ messages }) => messages)
      .filter(({ text, author }) => author !== name && mentions(text, name))
  }
  const remember = () => writeStored(key, [...(seen ?? [])].slice(-MAX_REMEMBERED))
  const look = () => {
    if (!session.isLoaded.value) return
    if (seen === null) {
      // A first visit: what was written before is not news for me.
      seen = new Set(ofMe().map(({ id }) => id))
      remember()
      return
    }
    for (const { id, author } of ofMe()) {
      if (seen.has(id)) continue
      seen.add(id)
      remember()
      room.say(t('comments.mentioned', { name: author }), 'plain', true)
    }
  }
  look()
  const stops = [
    watch(session.isLoaded, look),
    document.observe((change) => {
      if (change.commentsChanged) look()
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
