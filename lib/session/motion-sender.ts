/**
 * My movements, when the line takes them apart from the rest (`inkroom.v2`): the pointer, and what else a hand does many
 * times a second, as steps from what was said of me last.
 */
import { encodeSteps, type Moving, stepsTo } from '../document/motion-step.ts'
import type { PeerPresence } from '../document/presence.ts'
import {
  encodeMotion,
  isSamePlace,
  MAX_FOLLOWED,
  MAX_STEP_BYTES,
  type MotionPlace,
  placeAt,
} from '../protocol/motion.ts'

/** A screen has about so many pixels; a grid as fine as that. */
const SCREEN_PIXELS = 2048
const NOTHING = new Uint8Array(0)
const still: Moving = { moving: [], drawing: [], laser: [], viewport: null }

export type Shown = Partial<Omit<PeerPresence, 'clientId'>>

/** What one look at what I show comes to. */
export interface Due {
  /** Null: only a new state says it. */
  readonly message: Uint8Array | null
  readonly isNews: boolean
}

export interface MotionSender {
  /** What is to be said now. */
  next(shown: Shown, options: { readonly isFollowed: boolean; readonly followed: readonly number[] }): Due | 'state'
  /** A state was said that holds all of it. */
  said(shown: Shown): void
  /** A new connection knows nothing. */
  restart(): void
}

const movingOf = ({ moving = [], drawing = [], laser = [], viewport = null }: Shown): Moving => ({
  moving,
  drawing,
  laser,
  viewport,
})

export function createMotionSender(clientId: number): MotionSender {
  let said = still
  let told = still
  /** As the server knows it; of one who has just come there is none. */
  let place: MotionPlace | null = null
  let seen: PeerPresence['viewport'] | undefined
  let followedBefore = ''

  return {
    next(shown, { isFollowed, followed }) {
      const now = movingOf(shown)
      const steps = stepsTo(now, said, told)
      if (!steps) return 'state'
      const { viewport } = now
      const zoom = SCREEN_PIXELS / (viewport?.w ?? SCREEN_PIXELS)
      const at = shown.cursor ? placeAt(shown.cursor, zoom) : null
      const isSight = viewport !== null && (viewport !== seen || followed.join() !== followedBefore)
      const all =
        isFollowed && viewport && viewport !== told.viewport
          ? [...steps, { name: 'view' as const, box: viewport }]
          : steps
      const isNews = !isSamePlace(at, place) || all.length > 0
      if (!isNews && !isSight) return { message: null, isNews: false }
      const step = all.length > 0 ? encodeSteps(all) : NOTHING
      // More than a hand does in a moment.
      if (step.length > MAX_STEP_BYTES) return 'state'
      const corner = isSight ? placeAt(viewport, zoom) : null
      const size = 2 ** (corner?.unit ?? 0)
      const view = corner && viewport && { ...corner, w: Math.ceil(viewport.w / size), h: Math.ceil(viewport.h / size) }
      const wanted = view ? followed.slice(0, MAX_FOLLOWED) : []
      place = at
      told = isFollowed ? now : { ...now, viewport: told.viewport }
      if (isSight) {
        seen = viewport
        followedBefore = followed.join()
      }
      return { message: encodeMotion({ clientId, place: at, view, followed: wanted, step }), isNews }
    },
    said(shown) {
      said = movingOf(shown)
      told = said
    },
    restart() {
      place = null
      seen = undefined
      followedBefore = ''
    },
  }
}
