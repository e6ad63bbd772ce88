/**
 * Everyone's presence in a room, as bytes: the latest entry per client id, who speaks for which id, and who has gone.
 * A stock client repeats what it hears of others, so entries for ids that are not one's own are ignored, not punished.
 */
import type { PresenceEntry } from '../../lib/protocol/presence-entries.ts'

/** A connection as far as presence goes. `order` grows with every join. */
export interface Speaker {
  readonly order: number
  /** Mostly one, and none before the first cursor: a list is a tenth of a set. */
  ids: readonly number[]
  /** Another process, which speaks for all who are joined there and has looked at what they say. */
  readonly isRemote?: true
}

const NO_IDS: readonly number[] = []

interface Shown {
  readonly entry: PresenceEntry
  readonly owner: Speaker
}

interface Gone {
  readonly clock: number
  readonly isRemote: boolean
  /** Joins up to this order may only be repeating what they heard before the id went. */
  readonly order: number
}

export class PresenceBoard {
  readonly #maxIdsPerSpeaker: number
  readonly #maxGone: number
  readonly #shown = new Map<number, Shown>()
  readonly #gone = new Map<number, Gone>()
  /** Newer connections that were refused an id which an older one, perhaps dead, still holds. */
  readonly #waiting = new Map<number, { readonly speaker: Speaker; readonly entry: PresenceEntry }>()
  readonly #changed = new Set<number>()
  #lastOrder = 0

  constructor(limits: { readonly maxPresenceIdsPerPeer: number; readonly maxGoneIds: number }) {
    this.#maxIdsPerSpeaker = limits.maxPresenceIdsPerPeer
    this.#maxGone = limits.maxGoneIds
  }

  join(): Speaker {
    return { order: ++this.#lastOrder, ids: NO_IDS }
  }

  /** A speaker for those who are joined at another process. */
  joinRemote(): Speaker {
    return { order: 0, ids: NO_IDS, isRemote: true }
  }

  get hasChanges(): boolean {
    return this.#changed.size > 0
  }

  /** Takes what `speaker` says; gives how many entries it had no right to. */
  say(speaker: Speaker, entries: readonly PresenceEntry[]): number {
    let refused = 0
    for (const entry of entries) if (!this.#sayOne(speaker, entry)) refused++
    return refused
  }

  /** Takes what another process shows of those who are joined there; `isWhole`: whom it does not name has left it. */
  hear(remote: Speaker, said: { readonly entries: readonly PresenceEntry[]; readonly isWhole: boolean }): void {
    const { entries } = said
    if (said.isWhole) {
      const named = new Set(entries.map(({ clientId }) => clientId))
      this.#removeAllOf(remote, (id) => !named.has(id))
    }
    for (const entry of entries) this.#hearOne(remote, entry)
  }

  /** Whoever is joined at the other process is gone for everyone here. */
  leaveRemote(remote: Speaker): void {
    for (const [id, { speaker }] of this.#waiting) if (speaker === remote) this.#waiting.delete(id)
    this.#removeAllOf(remote, () => true)
  }

  /** Those of `entries` that were said here and not at another process. */
  ownOf(entries: readonly PresenceEntry[]): readonly PresenceEntry[] {
    return entries.filter(({ clientId }) => {
      const shown = this.#shown.get(clientId)
      return shown ? !shown.owner.isRemote : !this.#gone.get(clientId)?.isRemote
    })
  }

  /** The speaker's entries are gone for everyone. */
  leave(speaker: Speaker): void {
    for (const [id, { speaker: waiting }] of this.#waiting) if (waiting === speaker) this.#waiting.delete(id)
    for (const id of speaker.ids) {
      const shown = this.#shown.get(id)
      if (shown?.owner === speaker) this.#remove(id, shown.entry.clock, speaker)
    }
    speaker.ids = NO_IDS
  }

  /** What changed since the last call, gone ones included. */
  takeChanges(): PresenceEntry[] {
    const changes = [...this.#changed].map((id) => this.#entryOf(id)).filter((entry) => entry !== null)
    this.#changed.clear()
    return changes
  }

  /** Everyone who is here. */
  all(): PresenceEntry[] {
    return [...this.#shown.values()].map(({ entry }) => entry)
  }

  /** Everyone who is here or went lately: for those who missed messages. */
  allAndGone(): PresenceEntry[] {
    const gone = [...this.#gone].map(([clientId, { clock }]) => ({ clientId, clock, state: null }))
    return [...this.all(), ...gone]
  }

  #entryOf(id: number): PresenceEntry | null {
    const shown = this.#shown.get(id)
    if (shown) return shown.entry
    const gone = this.#gone.get(id)
    return gone ? { clientId: id, clock: gone.clock, state: null } : null
  }

  #sayOne(speaker: Speaker, entry: PresenceEntry): boolean {
    const shown = this.#shown.get(entry.clientId)
    if (shown) {
      if (shown.owner !== speaker) return this.#refuse(speaker, entry, shown)
      if (entry.state === null) this.#remove(entry.clientId, entry.clock, speaker)
      else if (entry.clock > shown.entry.clock) this.#show(speaker, entry)
      return true
    }
    // Nobody can end what is not there; a stock client repeats the end of others.
    if (entry.state === null) return speaker.ids.includes(entry.clientId)
    const gone = this.#gone.get(entry.clientId)
    if (gone && speaker.order <= gone.order) {
      // The connection that once spoke for the id may speak again, with a newer clock; a repetition has none.
      if (!speaker.ids.includes(entry.clientId) || entry.clock <= gone.clock) return false
    }
    if (speaker.ids.length >= this.#maxIdsPerSpeaker && !speaker.ids.includes(entry.clientId)) return false
    // Others remember the clock that went; a returning client must be newer than that to be seen at once.
    this.#show(speaker, gone && entry.clock <= gone.clock ? { ...entry, clock: gone.clock + 1 } : entry)
    return true
  }

  #hearOne(remote: Speaker, entry: PresenceEntry): void {
    const { clientId, clock, state } = entry
    const shown = this.#shown.get(clientId)
    if (!shown) {
      const gone = this.#gone.get(clientId)
      if (state !== null) this.#show(remote, { ...entry, clock: gone ? Math.max(clock, gone.clock + 1) : clock })
    } else if (shown.owner !== remote) {
      // Whoever is nearer holds it until it goes, as with two connections of one process.
      if (state !== null) this.#waiting.set(clientId, { speaker: remote, entry: ownEntry(entry) })
      else if (this.#waiting.get(clientId)?.speaker === remote) this.#waiting.delete(clientId)
    } else if (state === null) this.#remove(clientId, clock, remote)
    else if (clock > shown.entry.clock) this.#show(remote, entry)
  }

  #removeAllOf(remote: Speaker, isGone: (id: number) => boolean): void {
    for (const [id, { owner, entry }] of [...this.#shown]) {
      if (owner === remote && isGone(id)) this.#remove(id, entry.clock, remote)
    }
  }

  #refuse(speaker: Speaker, entry: PresenceEntry, shown: Shown): false {
    const isReturning = speaker.order > shown.owner.order && speaker.ids.length === 0 && entry.state !== null
    if (isReturning) this.#waiting.set(entry.clientId, { speaker, entry: ownEntry(entry) })
    return false
  }

  #show(owner: Speaker, entry: PresenceEntry): void {
    if (!owner.isRemote && !owner.ids.includes(entry.clientId)) owner.ids = [...owner.ids, entry.clientId]
    this.#shown.set(entry.clientId, { entry: ownEntry(entry), owner })
    this.#gone.delete(entry.clientId)
    this.#changed.add(entry.clientId)
  }

  #remove(id: number, clock: number, by: Speaker): void {
    this.#shown.delete(id)
    this.#gone.delete(id)
    this.#gone.set(id, { clock, order: this.#lastOrder, isRemote: by.isRemote === true })
    for (const oldest of this.#gone.keys()) {
      if (this.#gone.size <= this.#maxGone) break
      this.#gone.delete(oldest)
    }
    this.#changed.add(id)
    const heir = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (heir) this.#show(heir.speaker, { ...heir.entry, clock: Math.max(heir.entry.clock, clock + 1) })
  }
}

/** Messages are views into the socket's read buffer, which must not be kept alive by a cursor. */
const ownEntry = (entry: PresenceEntry): PresenceEntry =>
  entry.state ? { ...entry, state: new Uint8Array(entry.state) } : entry
