/**
 * Asks people to say themselves anew. A stock client ignores every clock that it has seen, also by another connection, and
 * a process that takes over an id may have told clocks that its owner knows nothing of. The end of an id, told to whoever
 * speaks for it alone, is such a question: a living client answers at once with a clock beyond that, and one that only
 * repeated the id lets go of it.
 */
import type { Clock } from '../../lib/base/clock.ts'
import { encodePresenceMessage } from '../../lib/protocol/codec.ts'
import type { RoomLimits } from './limits.ts'
import type { Member } from './member.ts'
import type { PresenceBoard } from './presence-board.ts'

export interface Asked {
  readonly everyone: boolean
  /** Client ids, and the clock that is to be passed. */
  readonly clocks: [clientId: number, clock: number][]
}

export interface RenewalsParts {
  readonly clock: Clock
  readonly limits: Pick<RoomLimits, 'renewAfterMs' | 'renewAfterMsPerPeer'>
  readonly members: ReadonlySet<Member>
  readonly presence: PresenceBoard
  /** Asks those who are joined at other processes. */
  readonly tell: (asked: Asked) => void
}

export class Renewals {
  readonly #parts: RenewalsParts
  /** Those who are joined here are asked with the next turn; and those elsewhere. */
  #everyone = false
  #everyoneElsewhere = false
  readonly #clocks = new Map<number, number>()
  #cancel: (() => void) | null = null

  constructor(parts: RenewalsParts) {
    this.#parts = parts
  }

  /** Somebody has come who may have seen clocks that are told here for the first time. */
  askEveryone(): void {
    this.#everyone = true
    this.#everyoneElsewhere = true
    this.#schedule()
  }

  /** Other processes ask whoever is joined here. */
  hear({ everyone, clocks }: Asked): void {
    if (everyone) this.#everyone = true
    for (const [id, clock] of clocks) this.#pass(id, clock)
    this.#schedule()
  }

  /** Presence has changed: told clocks may have got ahead of their owners'. */
  look(): void {
    if (this.#parts.presence.hasRaised) this.#schedule()
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  #pass(id: number, clock: number): void {
    this.#clocks.set(id, Math.max(clock, this.#clocks.get(id) ?? 0))
  }

  /** A crowd answers the less often the larger it is. */
  #schedule(): void {
    const { clock, limits, members } = this.#parts
    this.#cancel ??= clock.after(limits.renewAfterMs + limits.renewAfterMsPerPeer * members.size, () => this.#ask())
  }

  #ask(): void {
    const { presence, members, tell } = this.#parts
    this.#cancel = null
    const elsewhere: [number, number][] = []
    for (const { clientId, clock, isRemote } of presence.takeRaised()) {
      if (isRemote) elsewhere.push([clientId, clock])
      else this.#pass(clientId, clock)
    }
    if (this.#everyoneElsewhere || elsewhere.length > 0) tell({ everyone: this.#everyoneElsewhere, clocks: elsewhere })
    for (const { speaker, peer } of members) {
      const asked = speaker.ids.filter((id) => presence.owns(speaker, id) && (this.#everyone || this.#clocks.has(id)))
      if (asked.length === 0) continue
      const entries = asked.map((id) => ({
        clientId: id,
        clock: Math.max(presence.clockOf(id), this.#clocks.get(id) ?? 0),
        state: null,
      }))
      peer.send(encodePresenceMessage(entries), 'presence')
    }
    this.#clocks.clear()
    this.#everyone = false
    this.#everyoneElsewhere = false
  }
}
