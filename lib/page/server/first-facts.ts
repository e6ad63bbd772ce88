/** What the page is told of a room before any socket is open, so that whoever draws at once draws. Runs in the page process. */
import type { RoomId } from '../../base/ids.ts'
import { readFacts } from '../../session/server-messages.ts'
import type { RoomFacts } from '../../session/session.ts'

/** A page does not wait longer than this for what its socket tells it soon after. */
const ANSWER_MS = 2_000
/** A room that does not exist yet begins with whoever draws in it first. */
const newRoom: RoomFacts = { role: 'editor', title: '', access: 'edit' }

export interface FirstFactsOptions {
  /** Where the sync server listens; undefined when the process was started without it. */
  readonly serverUrl: string | undefined
  readonly fetch: typeof fetch
}

/** Of a room that there is; null of one that is still to be begun. */
export const factsOfKnown = (facts: RoomFacts | null): RoomFacts | null => (facts === newRoom ? null : facts)

/** What a visitor without a token may do in the room; null when the server does not tell. Never throws. */
export async function readFirstFacts(room: RoomId, { serverUrl, fetch }: FirstFactsOptions): Promise<RoomFacts | null> {
  if (!serverUrl) return null
  try {
    const signal = AbortSignal.timeout(ANSWER_MS)
    const answer = await fetch(new URL(`/api/rooms/${room}`, serverUrl), {
      cache: 'no-store',
      redirect: 'error',
      signal,
    })
    // A deleted room has no first facts: its socket says what became of it.
    if (answer.status === 404) return (await answer.json())?.reason === undefined ? newRoom : null
    return answer.ok ? readFacts(await answer.json()) : null
  } catch {
    // No answer, or a strange one: the page opens all the same, and learns it from its socket.
    return null
  }
}
