/**
 * Everyone's presence in a room, as bytes: the latest entry per client id, who speaks for which id, and who has gone.
 * A stock client repeats what it hears of others, so entries for ids that are not one's own are ignored, not punished.
 */
import type { PresenceEntry } from '../../lib/protocol/presence-entries.ts'
import { Heirs } from './heirs.ts'
import {
  type Gone,
  ownEntry,
  type Place,
  type PresenceLimits,
  type PresenceTotal,
  placeOf,
  type Said,
  type Shown,
  type Speaker,
  sizeOf,
} from './presence-parts.ts'
import { PresenceWeight } from './presence-weight.ts'

const NO_IDS: readonly number[] = []
/** Nobody counts that far; one more than the largest whole number would throw in whoever reads it. */
const MAX_CLOCK = 2 ** 52

export class PresenceBoard {
  readonly #limits: PresenceLimits
  readonly #weight: PresenceWeight
  #speakers = 0
  readonly #shown = new Map<number, Shown>()
  readonly #gone = new Map<number, Gone>()
  readonly #heirs = new Heirs((speaker, bytes) => this.#weight.count(speaker, bytes))
  /** Told with a higher clock than their owner said: it is to pass that. */
  readonly #raised = new Set<number>()
  /** Went over to another process, which others that wait for ours have to know. */
  readonly #ceded = new Set<number>()
  readonly #changed = new Set<number>()
  /** What changed only for those who read nothing but awareness: a renewal, or a movement. */
  readonly #changedPlain = new Set<number>()
  #version = 0
  #lastOrder = 0

  constructor(limits: PresenceLimits, total: PresenceTotal = { bytes: 0 }) {
    this.#limits = limits
    this.#weight = new PresenceWeight(limits, total)
  }

  join(): Speaker {
    this.#speakers++
    return { order: ++this.#lastOrder, ids: NO_IDS, claim: null, bytes: 0 }
  }

  /** A speaker for those who are joined at another process. */
  readonly joinRemote = (): Speaker => ({ order: 0, ids: NO_IDS, claim: null, bytes: 0, isRemote: true })

  get bytes(): number {
    return this.#weight.bytes
  }

  get hasChanges(): boolean {
    return this.#changed.size + this.#changedPlain.size > 0
  }

  /** Grows with every change. */
  get version(): number {
    return this.#version
  }

  get hasRaised(): boolean {
    return this.#raised.size > 0
  }

  /** Whose told clock is ahead of its owner's; each is given once. */
  takeRaised(): readonly { readonly clientId: number; readonly clock: number; readonly isRemote: boolean }[] {
    const raised = [...this.#raised].map((clientId) => ({
      clientId,
      clock: this.clockOf(clientId),
      isRemote: this.#shown.get(clientId)?.owner.isRemote === true,
    }))
    this.#raised.clear()
    return raised
  }

  /** The clock that was told last of one who is here. */
  clockOf(clientId: number): number {
    return this.#shown.get(clientId)?.entry.clock ?? 0
  }

  /** True when `speaker` is who speaks for the id now. */
  owns(speaker: Speaker, clientId: number): boolean {
    return this.#shown.get(clientId)?.owner === speaker
  }

  readonly isHere = (clientId: number): boolean => this.#shown.has(clientId)

  /** True when `speaker` says more for itself than anyone may. What it repeats of others counts for nothing. */
  isTooMuch(speaker: Speaker, entries: readonly PresenceEntry[]): boolean {
    let bytes = speaker.bytes
    for (const { clientId, state } of entries) {
      const shown = this.#shown.get(clientId)
      if (shown && shown.owner !== speaker) continue
      bytes += (state?.length ?? 0) - sizeOf(shown)
    }
    return bytes > this.#limits.maxPresenceBytesPerPeer
  }

  /** The room is no longer: its presence counts for nothing. */
  close(): void {
    this.#weight.close()
  }

  /** Takes what `speaker` says, `isPlain`: others know it already; gives how many entries it had no right to. */
  say(speaker: Speaker, entries: readonly PresenceEntry[], isPlain = false): number {
    let refused = 0
    speaker.claim ??= entries.find(({ state }) => state !== null)?.clientId ?? null
    for (const entry of entries) if (!this.#sayOne(speaker, entry, isPlain)) refused++
    return refused
  }

  /** Takes what another process shows of those who are joined there; `isWhole`: whom it does not name has left it. */
  hear(remote: Speaker, said: Said): void {
    const { entries, isPlain = false } = said
    if (said.isWhole) {
      const named = new Set(entries.map(({ clientId }) => clientId))
      this.#heirs.dropAllOf(remote, (id) => !named.has(id))
      this.#removeAllOf(remote, (id) => !named.has(id))
    }
    for (const entry of entries) this.#hearOne(remote, entry, isPlain)
  }

  /** Whoever is joined at the other process is gone for everyone here. */
  leaveRemote(remote: Speaker): void {
    this.#heirs.dropAllOf(remote)
    this.#removeAllOf(remote, () => true)
  }

  /** Those of `entries` that were said here and not at another process; who went over to one has left here. */
  ownOf(entries: readonly PresenceEntry[]): readonly PresenceEntry[] {
    return entries.flatMap((entry) => {
      const shown = this.#shown.get(entry.clientId)
      const isCeded = this.#ceded.delete(entry.clientId)
      if (shown ? !shown.owner.isRemote : !this.#gone.get(entry.clientId)?.isRemote) return [entry]
      return isCeded ? [{ ...entry, state: null }] : []
    })
  }

  /** The speaker's entries are gone for everyone. */
  leave(speaker: Speaker): void {
    this.#speakers--
    if (speaker.claim !== null) this.#heirs.drop(speaker, speaker.claim)
    for (const id of speaker.ids) {
      const shown = this.#shown.get(id)
      if (shown?.owner === speaker) this.#remove(id, shown.entry.clock, speaker)
    }
    speaker.ids = NO_IDS
  }

  /** What changed since the last call, gone ones included. */
  takeChanges(): PresenceEntry[] {
    return this.#take(this.#changed)
  }

  /** What else is new to those who read nothing but awareness; after `takeChanges`. */
  takePlainChanges(): PresenceEntry[] {
    return this.#take(this.#changedPlain)
  }

  /** What changed after `version`, gone ones included; `isPlain`: for one who reads nothing but awareness. */
  changedSince(version: number, isPlain: boolean): PresenceEntry[] {
    const isNewer = (place: Place): boolean => (isPlain ? place.version : place.news) > version
    const shown = [...this.#shown.values()].filter(isNewer).map(({ entry }) => entry)
    const gone = [...this.#gone].filter(([, place]) => isNewer(place))
    return [...shown, ...gone.map(([clientId, { clock }]) => ({ clientId, clock, state: null }))]
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

  #take(changed: Set<number>): PresenceEntry[] {
    const changes = [...changed].map((id) => this.#entryOf(id)).filter((entry) => entry !== null)
    changed.clear()
    return changes
  }

  #entryOf(id: number): PresenceEntry | null {
    const shown = this.#shown.get(id)
    if (shown) return shown.entry
    const gone = this.#gone.get(id)
    return gone ? { clientId: id, clock: gone.clock, state: null } : null
  }

  #sayOne(speaker: Speaker, entry: PresenceEntry, isPlain: boolean): boolean {
    if (entry.clock > MAX_CLOCK) return false
    const shown = this.#shown.get(entry.clientId)
    if (shown) {
      if (shown.owner !== speaker) return this.#refuse(speaker, entry, shown)
      if (entry.state === null) this.#remove(entry.clientId, entry.clock, speaker)
      else if (entry.clock > shown.said) {
        if (!this.#hasRoomFor(speaker, entry, shown)) return false
        this.#show(speaker, entry, isPlain)
      }
      return true
    }
    // Nobody can end what is not there; a stock client repeats the end of others.
    if (entry.state === null) return speaker.ids.includes(entry.clientId)
    const gone = this.#gone.get(entry.clientId)
    // A repetition has no clock beyond what was told; who joined since then has nothing to repeat.
    if (gone && speaker.order <= gone.order && entry.clock <= gone.clock) return false
    const { maxMorePresenceIdsPerRoom, maxPresenceIdsPerPeer } = this.#limits
    const mayHave = this.#shown.size - this.#speakers < maxMorePresenceIdsPerRoom ? maxPresenceIdsPerPeer : 1
    if (speaker.ids.length >= mayHave && !speaker.ids.includes(entry.clientId)) return false
    if (!this.#hasRoomFor(speaker, entry)) return false
    this.#show(speaker, entry)
    return true
  }

  #hearOne(remote: Speaker, entry: PresenceEntry, isPlain: boolean): void {
    const { clientId, clock, state } = entry
    const shown = this.#shown.get(clientId)
    if (!shown) {
      if (state !== null) this.#show(remote, entry)
    } else if (shown.owner !== remote) {
      // Whoever is nearer holds it until it goes, as with two connections of one process.
      if (state !== null) this.#heirs.add(remote, entry)
      else this.#heirs.drop(remote, clientId)
    } else if (state === null) this.#remove(clientId, clock, remote)
    else if (clock > shown.said) this.#show(remote, entry, isPlain)
  }

  #removeAllOf(remote: Speaker, isGone: (id: number) => boolean): void {
    for (const [id, { owner, entry }] of [...this.#shown]) {
      if (owner === remote && isGone(id)) this.#remove(id, entry.clock, remote)
    }
  }

  #refuse(speaker: Speaker, entry: PresenceEntry, shown: Shown): false {
    if (entry.clientId !== speaker.claim || speaker.order <= shown.owner.order) return false
    if (entry.state === null) this.#heirs.drop(speaker, entry.clientId)
    else if (this.#hasRoomFor(speaker, entry)) this.#heirs.add(speaker, entry)
    return false
  }

  #hasRoomFor(speaker: Speaker, entry: PresenceEntry, before?: Shown): boolean {
    return this.#weight.hasRoomFor(speaker, sizeOf({ entry }) - sizeOf(before))
  }

  /** Others remember the clock that they were told last: who is to be seen must be newer than that. */
  #show(owner: Speaker, said: PresenceEntry, isPlain = false): void {
    const id = said.clientId
    if (!owner.isRemote && !owner.ids.includes(id)) owner.ids = [...owner.ids, id]
    const before = this.#shown.get(id)
    if (before) this.#weight.count(before.owner, -sizeOf(before))
    const told = before?.entry.clock ?? this.#gone.get(id)?.clock ?? -1
    const entry = { ...said, clock: Math.max(said.clock, told + 1) }
    if (entry.clock > said.clock) this.#raised.add(id)
    else this.#raised.delete(id)
    const { isNews, ...place } = placeOf(before, { entry, isPlain, version: ++this.#version })
    this.#shown.set(id, { entry: ownEntry(entry), said: said.clock, owner, ...place })
    this.#weight.count(owner, sizeOf({ entry }))
    this.#gone.delete(id)
    this.#note(id, isNews)
  }

  #remove(id: number, saidClock: number, by: Speaker): void {
    const before = this.#shown.get(id)
    if (before) this.#weight.count(before.owner, -sizeOf(before))
    this.#shown.delete(id)
    this.#raised.delete(id)
    this.#gone.delete(id)
    const version = ++this.#version
    // An end with an older clock than what was told before it would be ignored.
    const clock = Math.max(saidClock, before?.entry.clock ?? 0)
    this.#gone.set(id, { clock, order: this.#lastOrder, isRemote: by.isRemote === true, version, news: version })
    for (const oldest of this.#gone.keys()) {
      if (this.#gone.size <= this.#limits.maxGoneIds) break
      this.#gone.delete(oldest)
    }
    this.#note(id, true)
    const heir = this.#heirs.take(id)
    if (heir) this.#show(heir.speaker, heir.entry)
    if (heir?.speaker.isRemote && !by.isRemote) this.#ceded.add(id)
  }

  #note(id: number, isNews: boolean): void {
    if (isNews) {
      this.#changed.add(id)
      this.#changedPlain.delete(id)
    } else if (!this.#changed.has(id)) this.#changedPlain.add(id)
  }
}
