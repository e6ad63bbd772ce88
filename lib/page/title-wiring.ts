/** A title that was given over HTTP, at the birth of the room or since, is the title of the board. */
import type { BoardDocument } from '../document/board-document.ts'
import type { Session } from '../session/session.ts'

type Told = Pick<Session, 'facts' | 'connection' | 'isLoaded'>

export function wireTitle({ facts, connection, isLoaded }: Told, document: BoardDocument): () => void {
  const look = () => {
    // Before the board is here nobody knows whether it has a title of its own.
    if (connection.value.name === 'live' && isLoaded.value) document.adoptTitle(facts.value.title)
  }
  const stops = [facts.subscribe(look), connection.subscribe(look), isLoaded.subscribe(look)]
  look()
  return () => {
    for (const stop of stops) stop()
  }
}
