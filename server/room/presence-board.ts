/**
 * Everyone's presence in a room, as bytes: the latest entry per client id, who speaks for which id, and who has gone.
 * A stock client repeats what it hears of others, so entries for ids that are not one's own are ignored, not punished.
 */
import type { PresenceEntry } from '../../lib/protocol/presence-entries.ts'
import {
  type Gone,
  ownEntry,
  type Place,
  type PresenceLimits,
  placeOf,
  type Said,
  type Shown,
  type Speaker,
  sizeOf,
} from './presence-parts.ts'

const NO_IDS: readonly number[] = []
/** What one speaker may say however full the room or the server is: a name and a cursor. */
const ALWAYS_BYTES = 2048

/** Presence of all rooms of the process. */
export interface PresenceTotal {
  bytes: number
}

export class PresenceBoard {
  readonly #limits: PresenceLimits
  readonly #total: PresenceTotal
  #bytes = 0
  #speakers = 0
  readonly #shown = new Map<number, Shown>()
  readonly #gone = new Map<number, Gone>()
  /** Newer connections that were refused an id which an older one, perhaps dead, still holds. */
  readonly #waiting = new Map<number, { readonly speaker: Speaker; readonly entry: PresenceEntry }>()
  readonly #changed = new Set<number>()
  /** What changed only for those who read nothing but awareness: a renewal, or a movement. */
  readonly #changedPlain = new Set<number>()
  #version = 0
  #lastOrder = 0

  constructor(limits: PresenceLimits, total: PresenceTotal = { bytes: 0 }) {
    this.#limits = limits
    this.#total = total
  }

  join(): Speaker {
    this.#speakers++
    return { order: ++this.#lastOrder, ids: NO_IDS, bytes: 0 }
  }

  /** A speaker for those who are joined at another process. */
  readonly joinRemote = (): Speaker => ({ order: 0, ids: NO_IDS, bytes: 0, isRemote: true })

  get bytes(): number {
    return this.#bytes
  }

  get hasChanges(): boolean {
    return this.#changed.size + this.#changedPlain.size > 0
  }

  get version(): number {
    return this.#version
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
    this.#total.bytes -= this.#bytes
    this.#bytes = 0
  }

  /** Takes what `speaker` says, `isPlain`: others know it already; gives how many entries it had no right to. */
  say(speaker: Speaker, entries: readonly PresenceEntry[], isPlain = false): number {
    let refused = 0
    for (const entry of entries) if (!this.#sayOne(speaker, entry, isPlain)) refused++
    return refused
  }

  /** Takes what another process shows of those who are joined there; `isWhole`: whom it does not name has left it. */
  hear(remote: Speaker, said: Said): void {
    const { entries, isPlain = false } = said
    if (said.isWhole) {
      const named = new Set(entries.map(({ clientId }) => clientId))
      this.#removeAllOf(remote, (id) => !named.has(id))
    }
    for (const entry of entries) this.#hearOne(remote, entry, isPlain)
  }

  /** Whoever is joined at the other process is gone for everyone here. */
  leaveRemote(remote: Speaker): void {
    for (const [id, { speaker }] of this.#waiting) if (speaker === remote) this.#stopWaiting(id)
    this.#removeAllOf(remote, () => true)
  }

  /** Those of `entries` that were said here and not at another process. */
  ownOf(entries: readonly PresenceEntry[]): readonly PresenceEntry[] {
    return entries.filter(({ clientId }) => {
      const shown = this.#shown.get(clientId)
      return shown ? !shown.owner.isRemote : !this.#gone.get(clientId)?.isRemote
    })
  }

  leave(speaker: Speaker): void {
    this.#speakers--
    for (const [id, { speaker: waiting }] of this.#waiting) if (waiting === speaker) this.#stopWaiting(id)
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
    const shown = this.#shown.get(entry.clientId)
    if (shown) {
      if (shown.owner !== speaker) return this.#refuse(speaker, entry, shown)
      if (entry.state === null) this.#remove(entry.clientId, entry.clock, speaker)
      else if (entry.clock > shown.entry.clock) {
        if (!this.#hasRoomFor(speaker, entry, shown)) return false
        this.#show(speaker, entry, isPlain)
      }
      return true
    }
    // Nobody can end what is not there; a stock client repeats the end of others.
    if (entry.state === null) return speaker.ids.includes(entry.clientId)
    const gone = this.#gone.get(entry.clientId)
    if (gone && speaker.order <= gone.order) {
      // The connection that once spoke for the id may speak again, with a newer clock; a repetition has none.
      if (!speaker.ids.includes(entry.clientId) || entry.clock <= gone.clock) return false
    }
    const { maxMorePresenceIdsPerRoom, maxPresenceIdsPerPeer } = this.#limits
    const mayHave = this.#shown.size - this.#speakers < maxMorePresenceIdsPerRoom ? maxPresenceIdsPerPeer : 1
    if (speaker.ids.length >= mayHave && !speaker.ids.includes(entry.clientId)) return false
    if (!this.#hasRoomFor(speaker, entry)) return false
    // Others remember the clock that went; a returning client must be newer than that to be seen at once.
    this.#show(speaker, gone && entry.clock <= gone.clock ? { ...entry, clock: gone.clock + 1 } : entry)
    return true
  }

  #hearOne(remote: Speaker, entry: PresenceEntry, isPlain: boolean): void {
    const { clientId, clock, state } = entry
    const shown = this.#shown.get(clientId)
    if (!shown) {
      const gone = this.#gone.get(clientId)
      if (state !== null) this.#show(remote, { ...entry, clock: gone ? Math.max(clock, gone.clock + 1) : clock })
    } else if (shown.owner !== remote) {
      // Whoever is nearer holds it until it goes, as with two connections of one process.
      if (state !== null) this.#await(remote, entry)
      else if (this.#waiting.get(clientId)?.speaker === remote) this.#stopWaiting(clientId)
    } else if (state === null) this.#remove(clientId, clock, remote)
    else if (clock > shown.entry.clock) this.#show(remote, entry, isPlain)
  }

  #removeAllOf(remote: Speaker, isGone: (id: number) => boolean): void {
    for (const [id, { owner, entry }] of [...this.#shown]) {
      if (owner === remote && isGone(id)) this.#remove(id, entry.clock, remote)
    }
  }

  #refuse(speaker: Speaker, entry: PresenceEntry, shown: Shown): false {
    const isReturning = speaker.order > shown.owner.order && speaker.ids.length === 0 && entry.state !== null
    if (isReturning && this.#hasRoomFor(speaker, entry)) this.#await(speaker, entry)
    return false
  }

  #await(speaker: Speaker, entry: PresenceEntry): void {
    this.#stopWaiting(entry.clientId)
    this.#waiting.set(entry.clientId, { speaker, entry: ownEntry(entry) })
    this.#count(speaker, sizeOf({ entry }))
  }

  #stopWaiting(id: number): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (waiting) this.#count(waiting.speaker, -sizeOf(waiting))
  }

  /** What little everyone may say is shown however much others say. */
  #hasRoomFor(speaker: Speaker, entry: PresenceEntry, before?: Shown): boolean {
    const more = sizeOf({ entry }) - sizeOf(before)
    const { maxPresenceBytesPerRoom, maxPresenceBytesPerServer, maxPresenceBytesPerPeer } = this.#limits
    if (speaker.bytes + more <= ALWAYS_BYTES) return true
    return (
      speaker.bytes + more <= maxPresenceBytesPerPeer &&
      this.#bytes + more <= maxPresenceBytesPerRoom &&
      this.#total.bytes + more <= maxPresenceBytesPerServer
    )
  }

  #count(speaker: Speaker, bytes: number): void {
    speaker.bytes += bytes
    this.#bytes += bytes
    this.#total.bytes += bytes
  }

  #show(owner: Speaker, entry: PresenceEntry, isPlain = false): void {
    if (!owner.isRemote && !owner.ids.includes(entry.clientId)) owner.ids = [...owner.ids, entry.clientId]
    const before = this.#shown.get(entry.clientId)
    if (before) this.#count(before.owner, -sizeOf(before))
    const { isNews, ...place } = placeOf(before, { entry, isPlain, version: ++this.#version })
    this.#shown.set(entry.clientId, { entry: ownEntry(entry), owner, ...place })
    this.#count(owner, sizeOf({ entry }))
    this.#gone.delete(entry.clientId)
    this.#note(entry.clientId, isNews)
  }

  #remove(id: number, clock: number, by: Speaker): void {
    const before = this.#shown.get(id)
    if (before) this.#count(before.owner, -sizeOf(before))
    this.#shown.delete(id)
    this.#gone.delete(id)
    const version = ++this.#version
    this.#gone.set(id, { clock, order: this.#lastOrder, isRemote: by.isRemote === true, version, news: version })
    for (const oldest of this.#gone.keys()) {
      if (this.#gone.size <= this.#limits.maxGoneIds) break
      this.#gone.delete(oldest)
    }
    this.#note(id, true)
    const heir = this.#waiting.get(id)
    this.#stopWaiting(id)
    if (heir) this.#show(heir.speaker, { ...heir.entry, clock: Math.max(heir.entry.clock, clock + 1) })
  }

  #note(id: number, isNews: boolean): void {
    if (isNews) {
      this.#changed.add(id)
      this.#changedPlain.delete(id)
    } else if (!this.#changed.has(id)) this.#changedPlain.add(id)
  }
}
