/** What others show: their states, parsed once for each change, and their movements over them. */
import type { Awareness } from 'y-protocols/awareness'
import { batch, type ReadonlySignal, signal } from '../base/signal.ts'
import { joinStroke } from '../document/live-stroke.ts'
import { parsePresence } from '../document/parse-presence.ts'
import type { PeerPresence } from '../document/presence.ts'
import { createMotionOverlay, type MotionOverlay } from './motion-overlay.ts'

export interface Others {
  /** As they are seen now. */
  readonly peers: ReadonlySignal<readonly PeerPresence[]>
  /** The same, but not told anew when somebody only moves. */
  readonly people: ReadonlySignal<readonly PeerPresence[]>
  /** Somebody's state is another one, or who I am. */
  changed(): void
  /**
   * Brings the signals up to what was heard. In a crowd `people` is told anew only every so often: how long from `now` (ms),
   * when there is more to tell; null when there is not.
   */
  read(ownUserId: string | undefined, now: number): number | null
  hearMovers(body: Uint8Array): void
  /** True when somebody has moved. */
  hearMotion(body: Uint8Array): boolean
  /** A new connection tells all movements anew. */
  restart(): void
  close(): void
}

/** With more people than this somebody always changes something; who reads the list need not run at each change. */
const CROWD = 50
const CROWD_EVERY_MS = 250

interface Parsed {
  readonly state: unknown
  readonly said: PeerPresence | null
  seen: PeerPresence | null
}

/** A long stroke arrives as its end: what was seen of it before goes in front. */
function withWholeStroke(now: PeerPresence | null, before: PeerPresence | null): PeerPresence | null {
  if (!now?.drawnBefore) return now
  const [shape] = now.drawing
  return shape ? { ...now, drawing: [joinStroke(before?.drawing[0], { shape, before: now.drawnBefore })] } : now
}

/** What each of them says, read once for each state. */
function createStates(overlay: MotionOverlay) {
  const parsed = new Map<number, Parsed>()
  const stateOf = (clientId: number, state: unknown): Parsed => {
    const known = parsed.get(clientId)
    if (known && known.state === state) return known
    const said = withWholeStroke(parsePresence(clientId, state), known?.seen ?? null)
    const entry = { state, said, seen: said && overlay.over(said) }
    parsed.set(clientId, entry)
    return entry
  }
  return {
    stateOf,
    seenNow(clientId: number, state: unknown, moved: ReadonlySet<number>): PeerPresence | null {
      const entry = stateOf(clientId, state)
      if (moved.has(clientId)) entry.seen = entry.said && overlay.over(entry.said)
      return entry.seen
    },
    keepOnly(states: ReadonlyMap<number, unknown>): void {
      for (const clientId of parsed.keys()) {
        if (states.has(clientId)) continue
        parsed.delete(clientId)
        overlay.forget(clientId)
      }
    },
  }
}

export function createOthers(awareness: Awareness): Others {
  const peers = signal<readonly PeerPresence[]>([])
  const people = signal<readonly PeerPresence[]>([])
  const overlay = createMotionOverlay()
  const { stateOf, seenNow, keepOnly } = createStates(overlay)
  const moved = new Set<number>()
  let isChanged = false
  let isPeopleDue = false
  let toldAt = Number.NEGATIVE_INFINITY

  /** How long `people` has yet to wait; null when it has been told. */
  const tellPeople = (all: readonly PeerPresence[], now: number): number | null => {
    if (!isPeopleDue) return null
    const waitMs = toldAt + CROWD_EVERY_MS - now
    if (all.length > CROWD && waitMs > 0) return waitMs
    isPeopleDue = false
    toldAt = now
    people.value = all
    return null
  }

  const tellAll = (all: readonly PeerPresence[], now: number): number | null =>
    batch(() => {
      peers.value = all
      return tellPeople(all, now)
    })
  return {
    peers,
    people,
    changed() {
      isChanged = true
    },
    read(ownUserId, now) {
      if (!isChanged && moved.size === 0) return tellPeople(peers.value, now)
      isPeopleDue ||= isChanged
      isChanged = false
      const states = awareness.getStates()
      keepOnly(states)
      const all: PeerPresence[] = []
      for (const [clientId, state] of states) {
        if (clientId === awareness.clientID) continue
        const presence = seenNow(clientId, state, moved)
        if (presence && presence.userId !== ownUserId) all.push(presence)
      }
      moved.clear()
      return tellAll(all, now)
    },
    hearMovers: (body) => overlay.hearMovers(body),
    hearMotion(body) {
      const states = awareness.getStates()
      const saidOf = (clientId: number): PeerPresence | null => {
        const state = states.get(clientId)
        return state && clientId !== awareness.clientID ? stateOf(clientId, state).said : null
      }
      for (const id of overlay.hearMotion(body, saidOf)) if (id !== awareness.clientID) moved.add(id)
      return moved.size > 0
    },
    restart: () => overlay.clear(),
    close() {
      peers.value = []
      people.value = []
    },
  }
}
