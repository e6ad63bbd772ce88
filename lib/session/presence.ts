/**
 * Presence: what I show goes out at most once per frame, and at most so many bytes a second, whatever it is; what others
 * show is parsed once per change.
 */
import type { Awareness } from 'y-protocols/awareness'
import type { Clock } from '../base/clock.ts'
import { type ReadonlySignal, signal } from '../base/signal.ts'
import { joinStroke } from '../document/live-stroke.ts'
import { encodePresence, parsePresence } from '../document/parse-presence.ts'
import type { PeerPresence } from '../document/presence.ts'

/** Runs the callback before the next repaint; returns a cancel function. */
export type FrameScheduler = (callback: () => void) => () => void
export type PresencePatch = Partial<Omit<PeerPresence, 'clientId'>>

/** What a hand that moves may cost: a cursor goes with every frame, a heavy drag or a long stroke with every few. */
const MAX_BYTES_PER_MS = 96
/** Others take me for gone 30 s after my last word; timers of a hidden page do not renew it in time. */
const STALE_MS = 9_000

export interface Presence {
  readonly peers: ReadonlySignal<readonly PeerPresence[]>
  show(patch: PresencePatch): void
  /** Makes what I show newer than anything that was said about me: others ignore an old clock. */
  renew(): void
  /** Renews what has not been said for a while; called whenever something is heard, as that wakes a hidden page. */
  renewWhenStale(): void
  /** Forgets how recent others' states were: a server that tells them again after a reconnect must be believed. */
  forgetOthers(): void
  close(): void
}

/** A long stroke arrives as its end: what was seen of it before goes in front. */
function withWholeStroke(now: PeerPresence | null, before: PeerPresence | null): PeerPresence | null {
  if (!now?.drawnBefore) return now
  const [shape] = now.drawing
  return shape ? { ...now, drawing: [joinStroke(before?.drawing[0], { shape, before: now.drawnBefore })] } : now
}

/** Without a clock nothing is held back. */
export function createPresence(
  awareness: Awareness,
  onFrame: FrameScheduler,
  clock: Pick<Clock, 'now' | 'after'> | null = null,
): Presence {
  const peers = signal<readonly PeerPresence[]>([])
  const parsed = new Map<number, { readonly state: unknown; readonly presence: PeerPresence | null }>()
  let ownUserId: string | undefined
  let shown: Readonly<Record<string, unknown>> = {}
  let waiting: PresencePatch | null = null
  let cancelFrame: (() => void) | null = null
  /** The line has carried what was said before by then. */
  let freeAt = 0
  let saidAt = 0
  let cancelTurn: (() => void) | null = null

  const readPeer = (clientId: number, state: unknown): PeerPresence | null => {
    const known = parsed.get(clientId)
    if (known && known.state === state) return known.presence
    const presence = withWholeStroke(parsePresence(clientId, state), known?.presence ?? null)
    parsed.set(clientId, { state, presence })
    return presence
  }

  const readPeers = (): void => {
    const states = awareness.getStates()
    for (const clientId of parsed.keys()) if (!states.has(clientId)) parsed.delete(clientId)
    const others: PeerPresence[] = []
    for (const [clientId, state] of states) {
      if (clientId === awareness.clientID) continue
      const presence = readPeer(clientId, state)
      if (presence && presence.userId !== ownUserId) others.push(presence)
    }
    peers.value = others
  }

  let isPeersChanged = false
  const say = (): void => {
    if (!waiting) return
    const now = clock?.now() ?? 0
    if (clock && now < freeAt) {
      cancelTurn ??= clock.after(freeAt - now, () => {
        cancelTurn = null
        schedule()
      })
      return
    }
    shown = { ...shown, ...encodePresence(waiting) }
    waiting = null
    saidAt = now
    freeAt = now + JSON.stringify(shown).length / MAX_BYTES_PER_MS
    awareness.setLocalState(shown)
  }
  const flush = (): void => {
    cancelFrame = null
    say()
    if (isPeersChanged) {
      isPeersChanged = false
      readPeers()
    }
  }
  const schedule = (): void => {
    cancelFrame ??= onFrame(flush)
  }

  const onAwareness = (changes: { added: number[]; updated: number[]; removed: number[] }): void => {
    const ids = [...changes.added, ...changes.updated, ...changes.removed]
    if (ids.every((id) => id === awareness.clientID)) return
    isPeersChanged = true
    // Who leaves is gone at once: a hidden page repaints no frames.
    if (changes.removed.length > 0) readPeers()
    schedule()
  }
  awareness.on('change', onAwareness)

  return {
    peers,
    show(patch) {
      waiting = { ...waiting, ...patch }
      if (patch.userId !== undefined && patch.userId !== ownUserId) {
        ownUserId = patch.userId
        isPeersChanged = true
      }
      schedule()
    },
    renewWhenStale() {
      if (!clock || clock.now() - saidAt < STALE_MS) return
      saidAt = clock.now()
      awareness.setLocalState(awareness.getLocalState())
    },
    renew() {
      saidAt = clock?.now() ?? 0
      awareness.setLocalState(awareness.getLocalState())
    },
    forgetOthers() {
      for (const id of [...awareness.meta.keys()]) if (id !== awareness.clientID) awareness.meta.delete(id)
    },
    close() {
      cancelFrame?.()
      cancelTurn?.()
      awareness.off('change', onAwareness)
      peers.value = []
    },
  }
}
