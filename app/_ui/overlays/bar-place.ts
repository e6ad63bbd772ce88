/** Where a small bar goes that belongs to something on the board: beside it, in sight, under no panel, on no neighbour. */
import type { Box } from '../../../lib/geometry/box.ts'

export interface BarRoom {
  /** Size of the bar. */
  readonly bar: { readonly w: number; readonly h: number }
  /** What the bar belongs to. */
  readonly around: Box
  /** What is visible of the window: less than the page where a keyboard lies over it. */
  readonly window: Box
  /** Panels; a bar is never under one while there is any other place. */
  readonly taken: readonly Box[]
  /** Neighbours that are better left in sight. */
  readonly near: readonly Box[]
}

const GAP = 12
/** From the edge of the window. */
const INSET = 8
/** What a covered pixel costs: of a panel, of the thing itself, of a neighbour; and one of distance from the thing. */
const TAKEN = 1000
const OWN = 30
const NEAR = 10
const FAR = 1
const ASIDE = 0.1
/** Above is better than below by so much. */
const BELOW = 20

const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y))

const gap = (a: Box, b: Box): number =>
  Math.max(0, a.x - b.x - b.w, b.x - a.x - a.w) + Math.max(0, a.y - b.y - b.h, b.y - a.y - a.h)

const sum = (boxes: readonly Box[], of: (box: Box) => number) => boxes.reduce((total, box) => total + of(box), 0)

/** The best of the places around: above first, then below, then beside; the corner of the bar in window pixels. */
export function placeBar({ bar, around, window, taken, near }: BarRoom): {
  readonly left: number
  readonly top: number
} {
  const clampX = (x: number) => Math.max(window.x + INSET, Math.min(x, window.x + window.w - INSET - bar.w))
  const clampY = (y: number) => Math.max(window.y + INSET, Math.min(y, window.y + window.h - INSET - bar.h))
  const centre = around.x + around.w / 2 - bar.w / 2
  const others = [...taken, ...near]
  const xs = [
    centre,
    around.x,
    around.x + around.w - bar.w,
    around.x + around.w + GAP,
    around.x - bar.w - GAP,
    ...others.flatMap((box) => [box.x + box.w + INSET, box.x - bar.w - INSET]),
  ]
  const ys = [
    around.y - bar.h - GAP,
    around.y + around.h + GAP,
    around.y,
    ...others.flatMap((box) => [box.y + box.h + INSET, box.y - bar.h - INSET]),
  ]
  let best = { left: clampX(centre), top: clampY(ys[0]) }
  let bestCost = Number.POSITIVE_INFINITY
  for (const y of ys) {
    for (const x of xs) {
      const place = { x: clampX(x), y: clampY(y), w: bar.w, h: bar.h }
      const cost =
        TAKEN * sum(taken, (box) => overlap(place, box)) +
        OWN * overlap(place, around) +
        NEAR * sum(near, (box) => overlap(place, box)) +
        FAR * gap(place, around) +
        ASIDE * Math.abs(place.x - centre) +
        (place.y > around.y ? BELOW : 0)
      if (cost >= bestCost) continue
      bestCost = cost
      best = { left: place.x, top: place.y }
    }
  }
  return best
}
