/**
 * Presence: what I show goes out at most once per frame, and at most so many bytes a second, whatever it is; movements go
 * apart from the rest where the server takes them so. What others show is parsed once per change.
 */
import type { Awareness } from 'y-protocols/awareness'
import type { Clock } from '../base/clock.ts'
import type { ReadonlySignal } from '../base/signal.ts'
import { encodePresence } from '../document/parse-presence.ts'
import type { PeerPresence } from '../document/presence.ts'
import { createMotionSender } from './motion-sender.ts'
import { createOthers } from './others.ts'

/** Runs the callback before the next repaint; returns a cancel function. */
export type FrameScheduler = (callback: () => void) => () => void
export type PresencePatch = Partial<Omit<PeerPresence, 'clientId'>>

/** What a hand that moves may cost: a cursor goes with every frame, a heavy drag or a long stroke with every few. */
const MAX_BYTES_PER_MS = 96
/** Others take me for gone 30 s after my last word; timers of a hidden page do not renew it in time. */
const STALE_MS = 9_000
/** Movements apart from the rest: so often. */
const MOTION_EVERY_MS = 40
/** For those who read awareness only: all of it, so often. */
const PLAIN_EVERY_MS = 100
/** What no step can say is said by states, so often. */
const STATE_EVERY_MS = 80
/** What of presence changes with every movement. */
const FAST: readonly string[] = ['cursor', 'moving', 'drawing', 'laser', 'viewport']
/** Shown anew for the same place. */
const PLACES: readonly string[] = ['cursor', 'viewport']
/** A view that moves is said when it has come to rest, or so long after it was said last. */
const VIEW_REST_MS = 400

/** Says movements apart, where the server takes them so (`inkroom.v2`). */
export interface MotionLine {
  readonly send: (message: Uint8Array) => void
}

export interface Presence {
  /** Others, as they are seen now. */
  readonly peers: ReadonlySignal<readonly PeerPresence[]>
  /** The same, but not told anew when somebody only moves: who is here, and what they do. */
  readonly people: ReadonlySignal<readonly PeerPresence[]>
  /** What is being said now is for those who read awareness only. */
  readonly isPlain: boolean
  show(patch: PresencePatch): void
  /** Makes what I show newer than anything that was said about me: others ignore an old clock. */
  renew(): void
  /** Renews what has not been said for a while; called whenever something is heard, as that wakes a hidden page. */
  renewWhenStale(): void
  /** Forgets how recent others' states were: a server that tells them again after a reconnect must be believed. */
  forgetOthers(): void
  /** The server takes movements apart, and whether somebody reads awareness only. Until `forgetOthers`. */
  hearAudience(plain: boolean): void
  hearMovers(body: Uint8Array): void
  hearMotion(body: Uint8Array): void
  close(): void
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
/** More than a movement. */
function isSlow(patch: PresencePatch, shown: Readonly<Record<string, unknown>>): boolean {
  const slow = Object.fromEntries(Object.entries(patch).filter(([key]) => !FAST.includes(key)))
  return Object.entries(encodePresence(slow)).some(([key, value]) => !isSame(value, shown[key]))
}

/**
 * What of a patch is not shown already; null when all of it is. Those who follow one another would else move for ever, each
 * told by the others that nothing has changed.
 */
function newsIn(patch: PresencePatch, shown: PresencePatch): PresencePatch | null {
  const news = Object.entries(patch).filter(([key, value]) => {
    const before = shown[key as keyof PresencePatch]
    return value !== before && !(PLACES.includes(key) && before !== undefined && isSame(value, before))
  })
  return news.length > 0 ? Object.fromEntries(news) : null
}

/** Without a clock nothing is held back. */
export function createPresence(
  awareness: Awareness,
  onFrame: FrameScheduler,
  clock: Pick<Clock, 'now' | 'after'> | null = null,
  line: MotionLine | null = null,
): Presence {
  const others = createOthers(awareness)
  const { peers, people } = others
  const sender = createMotionSender(awareness.clientID)
  /** Null: the server takes no movements apart. */
  let audience: { readonly plain: boolean } | null = null
  let ownUserId: string | undefined
  /** What I show, and as the state that was last said. */
  let mine: PresencePatch = {}
  let shown: Readonly<Record<string, unknown>> = {}
  let waiting: PresencePatch | null = null
  let cancelFrame: (() => void) | null = null
  /** The line has carried what was said before by then. */
  let freeAt = 0
  let saidAt = 0
  let movedAt = Number.NEGATIVE_INFINITY
  let plainAt = Number.NEGATIVE_INFINITY
  let isPlain = false
  /** The last state that was said may lack what was said apart. */
  let wasApart = false
  let isPlainDue = false
  let cancelTurn: (() => void) | null = null
  let cancelRest: (() => void) | null = null
  /** The view whose rest is waited for, or that was said. */
  let restView: PresencePatch['viewport']

  /** Looks again in a while, once. */
  const again = (ms: number): void => {
    cancelTurn ??=
      clock?.after(ms, () => {
        cancelTurn = null
        schedule()
      }) ?? null
  }

  const sayState = (now: number): void => {
    shown = { ...shown, ...encodePresence(mine) }
    isPlainDue = false
    saidAt = now
    freeAt = now + JSON.stringify(shown).length / MAX_BYTES_PER_MS
    if (!isPlain) {
      waiting = null
      cancelRest?.()
      cancelRest = null
      restView = mine.viewport
      sender.said(mine)
    }
    awareness.setLocalState(shown)
  }
  const sayPlain = (now: number): void => {
    plainAt = now
    isPlain = true
    sayState(now)
    isPlain = false
  }
  const followed = (): number[] =>
    mine.following ? peers.value.filter(({ userId }) => userId === mine.following).map(({ clientId }) => clientId) : []
  const isFollowed = (): boolean =>
    ownUserId !== undefined && people.value.some(({ following }) => following === ownUserId)

  /** Movements apart; false when a whole state has to be said. */
  const sayMotion = (now: number): boolean => {
    if (now - movedAt < MOTION_EVERY_MS) {
      waiting ??= {}
      again(MOTION_EVERY_MS - (now - movedAt))
      return true
    }
    const due = sender.next(mine, { isFollowed: isFollowed(), followed: followed() })
    if (due === 'state') return false
    waiting = null
    if (due.message) {
      movedAt = now
      line?.send(due.message)
    }
    if (due.isNews) isPlainDue = true
    if (mine.viewport && mine.viewport !== restView) {
      restView = mine.viewport
      cancelRest?.()
      cancelRest = clock?.after(VIEW_REST_MS, () => sayState(clock.now())) ?? null
    }
    return true
  }

  const say = (): void => {
    const now = clock?.now() ?? 0
    if (audience && !waiting && isPlainDue) sayPlainWhenDue(now)
    if (!waiting) return
    const isApart = audience !== null && line !== null
    if (isApart && !isSlow(waiting, shown) && sayMotion(now)) {
      sayPlainWhenDue(now)
      return
    }
    if (clock && now < freeAt) {
      again(freeAt - now)
      return
    }
    sayState(now)
    if (isApart) freeAt = Math.max(freeAt, now + STATE_EVERY_MS)
    // The state of a pointer is not read by those who are told of movements apart.
    if (isApart) sayMotion(now)
  }
  const sayPlainWhenDue = (now: number): void => {
    if (!audience?.plain) isPlainDue = false
    if (!isPlainDue) return
    if (now - plainAt >= PLAIN_EVERY_MS && now >= freeAt) sayPlain(now)
    else again(Math.max(PLAIN_EVERY_MS - (now - plainAt), freeAt - now))
  }
  const flush = (): void => {
    cancelFrame = null
    say()
    readOthers()
  }
  const readOthers = (): void => {
    // Without a clock nothing is held back.
    const waitMs = others.read(ownUserId, clock?.now() ?? Number.POSITIVE_INFINITY)
    if (waitMs !== null) again(waitMs)
  }
  const schedule = (): void => {
    cancelFrame ??= onFrame(flush)
  }

  /** As long as the server tells of movements, it tells who has gone; nobody renews themselves to me. */
  const keepOthers = (): void => {
    const own = awareness.meta.get(awareness.clientID)
    if (!audience || !own) return
    for (const [id, { clock: last }] of awareness.meta)
      awareness.meta.set(id, { clock: last, lastUpdated: own.lastUpdated })
  }
  const onAwareness = (changes: { added: number[]; updated: number[]; removed: number[] }): void => {
    const ids = [...changes.added, ...changes.updated, ...changes.removed]
    if (ids.every((id) => id === awareness.clientID)) return
    others.changed()
    // Who leaves is gone at once: a hidden page repaints no frames.
    if (changes.removed.length > 0) readOthers()
    schedule()
  }
  const onSaid = (_changes: unknown, origin: unknown): void => {
    if (origin === 'local') keepOthers()
  }
  awareness.on('change', onAwareness)
  awareness.on('update', onSaid)
  const renew = (): void => {
    if (wasApart) sayState(clock?.now() ?? 0)
    else {
      saidAt = clock?.now() ?? 0
      awareness.setLocalState(awareness.getLocalState())
    }
  }

  return {
    peers,
    people,
    get isPlain() {
      return isPlain
    },
    show(patch) {
      const news = newsIn(patch, mine)
      if (!news) return
      waiting = { ...waiting, ...news }
      mine = { ...mine, ...news }
      if (patch.userId !== undefined && patch.userId !== ownUserId) {
        ownUserId = patch.userId
        others.changed()
      }
      schedule()
    },
    renewWhenStale() {
      if (!clock || clock.now() - saidAt < STALE_MS) return
      saidAt = clock.now()
      awareness.setLocalState(awareness.getLocalState())
    },
    renew,
    forgetOthers() {
      audience = null
      sender.restart()
      others.restart()
      for (const id of [...awareness.meta.keys()]) if (id !== awareness.clientID) awareness.meta.delete(id)
    },
    hearAudience(plain) {
      const isNew = audience === null
      audience = { plain }
      wasApart = true
      keepOthers()
      if (isNew) {
        sender.restart()
        waiting ??= {}
      }
      if (plain) isPlainDue = true
      schedule()
    },
    hearMovers: others.hearMovers,
    hearMotion(body) {
      if (others.hearMotion(body)) schedule()
    },
    close() {
      cancelFrame?.()
      cancelTurn?.()
      cancelRest?.()
      awareness.off('change', onAwareness)
      awareness.off('update', onSaid)
      others.close()
    },
  }
}
