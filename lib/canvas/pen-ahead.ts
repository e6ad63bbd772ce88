/**
 * Where the pen will be when the next picture is seen, as the browser foresees it. It lives on this side of the canvas
 * alone: tools, document and presence never hear of it, so it cannot be kept, sent or pressed.
 */
import { distance, type ScreenPoint } from '../geometry/point.ts'

export interface TimedPoint {
  readonly screen: ScreenPoint
  /** Milliseconds, from the event. */
  readonly at: number
}
export interface PenAhead {
  /** The pressed pen moved: where it has been since the last time, and where it is foreseen. */
  moved(samples: readonly TimedPoint[], foreseen: readonly TimedPoint[]): void
  /** Nothing is foreseen any more: it was lifted, or a ruler is held to it. */
  forget(): void
  /** What is to be drawn beyond the pen at this time, nearest first. */
  at(now: number): readonly ScreenPoint[]
}

/** Two pictures of 60 a second: a guess farther ahead is wrong more often than it helps. */
const MAX_LEAD_MS = 33
const MAX_LEAD_PX = 32
/** So much of its way is looked at to know where a pen is going. */
const LOOK_BACK_MS = 40
/** A turn of this cosine (37 degrees) or sharper within that way: nobody knows where it goes next. */
const SHARP_COSINE = 0.8
/** Less is not to be seen. */
const MIN_LEAD_PX = 1
/** A pen that tells nothing for so long has stopped. */
const LIFE_MS = 50

const cosineBetween = (a: ScreenPoint, b: ScreenPoint, c: ScreenPoint, d: ScreenPoint): number => {
  const [u, v] = [distance(a, b), distance(c, d)]
  return u === 0 || v === 0 ? 1 : ((b.x - a.x) * (d.x - c.x) + (b.y - a.y) * (d.y - c.y)) / (u * v)
}

/** What of the foreseen points can be trusted after the way that the pen came, `trail`, oldest first. */
export function trustedAhead(trail: readonly TimedPoint[], foreseen: readonly TimedPoint[]): readonly ScreenPoint[] {
  const tip = trail.at(-1)
  if (!tip) return []
  const recent = trail.filter(({ at }) => tip.at - at <= LOOK_BACK_MS)
  const [first, middle] = [recent[0], recent[recent.length >> 1]]
  if (recent.length < 3) return []
  const turn = cosineBetween(first.screen, middle.screen, middle.screen, tip.screen)
  if (turn < SHARP_COSINE) return []
  const speed = distance(middle.screen, tip.screen) / Math.max(1, tip.at - middle.at)
  // The sharper it turns, the shorter the guess; at full length where it goes straight on.
  const share = (turn - SHARP_COSINE) / (1 - SHARP_COSINE)
  const ahead: ScreenPoint[] = []
  for (const { screen, at } of foreseen) {
    const ms = at - tip.at
    if (ms <= 0 || ms > MAX_LEAD_MS) continue
    const lead = distance(tip.screen, screen)
    // No farther than it came in the same time.
    if (lead > Math.min(MAX_LEAD_PX, speed * ms * 1.25) * share) break
    if (cosineBetween(middle.screen, tip.screen, tip.screen, screen) < SHARP_COSINE) break
    if (lead >= MIN_LEAD_PX) ahead.push(screen)
  }
  return ahead
}

export function createPenAhead(): PenAhead {
  let trail: readonly TimedPoint[] = []
  let ahead: readonly ScreenPoint[] = []
  return {
    moved(samples, foreseen) {
      const last = samples.at(-1)
      if (!last) return
      trail = [...trail, ...samples].filter(({ at }) => last.at - at <= LOOK_BACK_MS)
      ahead = trustedAhead(trail, foreseen)
    },
    forget() {
      trail = []
      ahead = []
    },
    at(now) {
      const tip = trail.at(-1)
      return tip && now - tip.at <= LIFE_MS ? ahead : []
    },
  }
}
