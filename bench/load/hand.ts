/**
 * A hand that moves as the page says it: the same bytes, so often. Its place tells when it was there, so that a reader knows
 * how old what it sees is. tests/lib/session/page-bytes compares what it costs with what a page says.
 */
import { encodeSteps } from '../../lib/document/motion-step.ts'
import { encodePresenceMessage } from '../../lib/protocol/codec.ts'
import { encodeMotion, placeAt } from '../../lib/protocol/motion.ts'

/** As the page does: every third frame of a screen. */
export const EVERY_MS = 50
export const SCREEN = { w: 1280, h: 800 }
const SCREEN_PIXELS = 2048
const ZOOM = SCREEN_PIXELS / SCREEN.w
const RADIUS = 300
/** Some 235 pixels a second, as a pointer that wanders over a board. */
export const PERIOD_MS = 8_000
export const POINTS_A_STEP = 3

/** On the board. */
export interface Spot {
  readonly x: number
  readonly y: number
}

export interface Hand {
  readonly clientId: number
  /** The middle of its way. */
  readonly at: Spot
}

/** Hands over the board, so many to a screen; all on one when `perScreen` is not finite. */
export function handOf(n: number, count: number, perScreen: number): Hand {
  const screens = Math.max(1, Math.ceil(count / perScreen))
  const columns = Math.ceil(Math.sqrt(screens))
  const screen = n % screens
  const spread = (n * 7919) % 997
  return {
    clientId: 1_000_000_000 + n,
    at: {
      x: (screen % columns) * SCREEN.w + 300 + (spread % 29) * 24,
      y: Math.floor(screen / columns) * SCREEN.h + 300 + (spread % 11) * 18,
    },
  }
}

export function placeOf({ at }: Hand, timeMs: number): Spot {
  const turn = ((timeMs % PERIOD_MS) / PERIOD_MS) * 2 * Math.PI
  return { x: at.x + RADIUS * Math.cos(turn), y: at.y + RADIUS * Math.sin(turn) }
}

/** How long ago the hand was there, seen at `now`. */
export function ageOf({ at }: Hand, { x, y }: Spot, now: number): number {
  const turn = Math.atan2(y - at.y, x - at.x) / (2 * Math.PI)
  const when = ((turn + 1) % 1) * PERIOD_MS
  const age = ((((now % PERIOD_MS) - when) % PERIOD_MS) + PERIOD_MS) % PERIOD_MS
  // The grid puts some a little ahead of their time.
  return age > PERIOD_MS - 100 ? 0 : age
}

const viewOf = ({ at }: Hand) => ({
  ...placeAt({ x: at.x - 640, y: at.y - 400 }, ZOOM),
  w: 2 * SCREEN.w,
  h: 2 * SCREEN.h,
})

/** Who it is, as a page says it on coming. */
export const helloOf = (hand: Hand, isMoving: boolean): readonly Uint8Array[] => {
  const state = {
    userId: `person-${hand.clientId}`,
    name: `Person ${hand.clientId % 10_000}`,
    color: '#4263eb',
    cursor: isMoving ? hand.at : null,
    tool: 'select',
    selection: [],
    editing: null,
    moving: [],
    drawing: [],
    drawnBefore: 0,
    viewport: { x: hand.at.x - 640, y: hand.at.y - 400, ...SCREEN },
    laser: [],
    isIdle: false,
    following: '',
    says: '',
    reaction: null,
  }
  const bytes = new TextEncoder().encode(JSON.stringify(state))
  return [
    encodePresenceMessage([{ clientId: hand.clientId, clock: 1, state: bytes }]),
    encodeMotion({ clientId: hand.clientId, place: null, view: viewOf(hand), followed: [], step: new Uint8Array() }),
  ]
}

/** What the hand says at that time; `draws`: with the end of a stroke. */
export function movement(hand: Hand, timeMs: number, draws = false): Uint8Array {
  const here = placeOf(hand, timeMs)
  const points = Array.from({ length: POINTS_A_STEP + 1 }, (_, n) => ({
    ...placeOf(hand, timeMs - ((POINTS_A_STEP - n) * EVERY_MS) / POINTS_A_STEP),
    pressure: 0.5,
  }))
  const step = draws
    ? encodeSteps([{ name: 'stroke', tag: hand.clientId % 16_384, before: Math.floor(timeMs / 13) % 4096, points }])
    : new Uint8Array()
  return encodeMotion({ clientId: hand.clientId, place: placeAt(here, ZOOM), view: null, followed: [], step })
}
