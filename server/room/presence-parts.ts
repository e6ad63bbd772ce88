/** What is kept of everyone's presence, and small questions about it. */
import type { PresenceEntry } from '../../lib/protocol/presence-entries.ts'
import type { RoomLimits } from './limits.ts'

/** A connection as far as presence goes. `order` grows with every join. */
export interface Speaker {
  readonly order: number
  /** Mostly one, and none before the first cursor: a list is a tenth of a set. */
  ids: readonly number[]
  /** The first id it spoke for. Only of this one is it the heir: whatever a stock client says later may repeat others. */
  claim: number | null
  /** Bytes that are kept for it. */
  bytes: number
  /** Another process, which speaks for all who are joined there and has looked at what they say. */
  readonly isRemote?: true
}

/** Presence of all rooms of the process. */
export interface PresenceTotal {
  bytes: number
}

export type PresenceLimits = Pick<
  RoomLimits,
  | 'maxPresenceIdsPerPeer'
  | 'maxMorePresenceIdsPerRoom'
  | 'maxGoneIds'
  | 'maxPresenceBytesPerPeer'
  | 'maxPresenceBytesPerRoom'
  | 'maxPresenceBytesPerServer'
>

/** What another process says; `isPlain`: those who are told of movements apart know it already. */
export interface Said {
  readonly entries: readonly PresenceEntry[]
  readonly isWhole: boolean
  readonly isPlain?: boolean
}

export interface Shown extends Place {
  readonly entry: PresenceEntry
  readonly owner: Speaker
  /** The clock as its owner said it; `entry` has the one that was told. */
  readonly said: number
  /** Those who are told of movements apart have not been sent this state. */
  readonly isPlain: boolean
}

/** Where in the order of all changes it changed last. */
export interface Place {
  readonly version: number
  /** ... to something that those who are told of movements apart do not know yet. */
  readonly news: number
}

export interface Gone extends Place {
  readonly clock: number
  readonly isRemote: boolean
  /** Joins up to this order may only be repeating what they heard before the id went. */
  readonly order: number
}

/** A renewal: nothing but the clock is new. */
const isSame = ({ state: a }: PresenceEntry, { state: b }: PresenceEntry): boolean =>
  a !== null && b !== null && a.length === b.length && a.every((byte, i) => byte === b[i])

export const sizeOf = (kept?: { readonly entry: PresenceEntry }): number => kept?.entry.state?.length ?? 0

/** Messages are views into the socket's read buffer, which must not be kept alive by a cursor. */
export const ownEntry = (entry: PresenceEntry): PresenceEntry =>
  entry.state ? { ...entry, state: new Uint8Array(entry.state) } : entry

/** Where a state stands in the order of changes, and whether it is news to those who are told of movements apart. */
export function placeOf(
  before: Shown | undefined,
  { entry, isPlain, version }: Pick<Shown, 'entry' | 'isPlain' | 'version'>,
): Pick<Shown, 'version' | 'news' | 'isPlain'> & { readonly isNews: boolean } {
  const isNews = !before || (!isPlain && (before.isPlain || !isSame(before.entry, entry)))
  if (isNews) return { version, news: version, isPlain: false, isNews }
  return { version, news: before.news, isPlain: isPlain || before.isPlain, isNews }
}
