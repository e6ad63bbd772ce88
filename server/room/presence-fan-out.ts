/**
 * Tells the members of each other's presence, once a tick: the same bytes for all who lack the same. Whoever has no bytes left,
 * and whoever would make the turn too long, is told with a later one.
 */
import { encodePresenceMessage } from '../../lib/protocol/codec.ts'
import type { PresenceEntry } from '../../lib/protocol/presence-entries.ts'
import type { Observe } from '../observe/observe.ts'
import type { Member } from './member.ts'
import type { PresenceBoard } from './presence-board.ts'

/** Written in one turn, and one message more. A crowd that shows its cursors needs a hundredth of it. */
export const TURN_BYTES = 2 * 1024 * 1024
/** Put together anew in one turn, and one message more: that costs several times what writing costs. */
const TURN_ENCODED_BYTES = 256 * 1024

export interface PresenceFanOutParts {
  readonly presence: Pick<PresenceBoard, 'changedSince'>
  readonly members: ReadonlySet<Member>
  readonly observe: Observe
}

export interface PresenceTick {
  readonly news: readonly PresenceEntry[]
  /** Known to those who are told of movements apart. */
  readonly plain: readonly PresenceEntry[]
  /** The version of presence that was told by the last tick. */
  readonly before: number
  readonly now: number
}

const encode = (entries: readonly PresenceEntry[]): Uint8Array | null =>
  entries.length > 0 ? encodePresenceMessage(entries) : null

export class PresenceFanOut {
  readonly #parts: PresenceFanOutParts
  #isOwing = false

  constructor(parts: PresenceFanOutParts) {
    this.#parts = parts
  }

  /** Somebody is still to be told, once there are bytes and time for it. */
  get isOwing(): boolean {
    return this.#isOwing
  }

  tell(tick: PresenceTick): void {
    const { observe } = this.#parts
    const { news, plain, before, now } = tick
    if (news.length === 0 && plain.length === 0 && !this.#isOwing) return
    const members = this.#inTurn()
    const messages = this.#messages(tick)
    let dropped = 0
    let written = 0
    this.#isOwing = false
    for (const member of members) {
      if (member.missedPresence) {
        dropped++
        continue
      }
      const isPlain = !member.peer.hasMotion
      const isLate = written >= TURN_BYTES || !messages.mayHave(member.presenceSince, isPlain)
      if (isLate || member.allowance.left(now) <= 0) {
        if (news.length > 0 || (isPlain && plain.length > 0)) member.presenceSince ??= before
        this.#isOwing ||= member.presenceSince !== null
        continue
      }
      const message = messages.get(member.presenceSince, isPlain)
      member.presenceSince = null
      if (!message) continue
      written += message.length
      member.allowance.spend(message.length)
      member.peer.send(message, 'presence')
    }
    if (dropped > 0) observe.metrics.count('presence_dropped', undefined, dropped)
  }

  /** Whoever has waited longest comes first. */
  #inTurn(): Iterable<Member> {
    const { members } = this.#parts
    if (!this.#isOwing) return members
    const since = ({ presenceSince }: Member): number => presenceSince ?? Number.MAX_SAFE_INTEGER
    return [...members].sort((a, b) => since(a) - since(b))
  }

  /** What one is told who knows all up to a version, or up to this tick (null); put together once for all such. */
  #messages({ news, plain }: PresenceTick) {
    const known = new Map<string, Uint8Array | null>()
    let encoded = 0
    const keyOf = (since: number | null, isPlain: boolean): string => `${since} ${isPlain}`
    return {
      mayHave: (since: number | null, isPlain: boolean): boolean =>
        encoded < TURN_ENCODED_BYTES || known.has(keyOf(since, isPlain)),
      get: (since: number | null, isPlain: boolean): Uint8Array | null => {
        const key = keyOf(since, isPlain)
        const made = known.get(key)
        if (made !== undefined) return made
        const now = isPlain ? [...news, ...plain] : news
        const message = encode(since === null ? now : this.#parts.presence.changedSince(since, isPlain))
        encoded += message?.length ?? 0
        known.set(key, message)
        return message
      },
    }
  }
}
