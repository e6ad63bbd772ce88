/** Cropping as plain numbers: the window on the whole picture, in fractions of it as it is shown. */
import type { Box } from '../../../lib/geometry/box.ts'
import { clamp, rotateAround } from './turn.ts'

export interface Cropped {
  readonly crop: Box
  readonly placement: Box & { readonly rotation: number }
  readonly flipX: boolean
  readonly flipY: boolean
}
/** Which edges a handle moves: -1 the near one, 1 the far one, 0 none. */
export interface Grip {
  readonly x: -1 | 0 | 1
  readonly y: -1 | 0 | 1
}

export const MIN_SHARE = 0.02
export const WHOLE: Box = { x: 0, y: 0, w: 1, h: 1 }

/** The stored crop is of the unflipped picture; the shown window is its mirror image. Its own inverse. */
export const flipped = (window: Box, { flipX, flipY }: Pick<Cropped, 'flipX' | 'flipY'>): Box => ({
  ...window,
  x: flipX ? 1 - window.x - window.w : window.x,
  y: flipY ? 1 - window.y - window.h : window.y,
})

/** Size of the whole picture at the shape's scale. */
export const wholeSize = ({ crop, placement }: Cropped) => ({ w: placement.w / crop.w, h: placement.h / crop.h })

/** The whole picture's box at the shape's scale; the window that is shown of it lies where the shape is. */
export function wholePlacement(shape: Cropped): Cropped['placement'] {
  return cropTo(shape, WHOLE).placement
}

function moveEdges(from: number, size: number, grip: -1 | 0 | 1, by: number): readonly [number, number] {
  if (grip === 0) return [from, size]
  if (grip === 1) return [from, clamp(size + by, MIN_SHARE, 1 - from)]
  const start = clamp(from + by, 0, from + size - MIN_SHARE)
  return [start, from + size - start]
}

/** The window after a handle moved by `by`, in fractions of the picture; with `ratio` (`w / h` of them) it keeps that. */
export function dragGrip(window: Box, grip: Grip, by: { readonly x: number; readonly y: number }, ratio?: number): Box {
  const [x, w] = moveEdges(window.x, window.w, grip.x, by.x)
  const [y, h] = moveEdges(window.y, window.h, grip.y, by.y)
  return ratio === undefined ? { x, y, w, h } : keepRatio(window, grip, { w, h }, ratio)
}

/** Grows from what the handle does not move: the opposite corner, or the middle of the opposite edge. */
function keepRatio(window: Box, grip: Grip, wanted: { readonly w: number; readonly h: number }, ratio: number): Box {
  const anchor = { x: window.x + (window.w * (1 - grip.x)) / 2, y: window.y + (window.h * (1 - grip.y)) / 2 }
  const room = (at: number, side: -1 | 0 | 1) => (side === 1 ? 1 - at : side === -1 ? at : 2 * Math.min(at, 1 - at))
  const most = Math.min(room(anchor.x, grip.x), room(anchor.y, grip.y) * ratio)
  const least = Math.max(MIN_SHARE, MIN_SHARE * ratio)
  const asked = grip.x === 0 ? wanted.h * ratio : grip.y === 0 ? wanted.w : Math.max(wanted.w, wanted.h * ratio)
  const w = clamp(asked, Math.min(least, most), most)
  const h = w / ratio
  return { x: anchor.x - (w * (1 - grip.x)) / 2, y: anchor.y - (h * (1 - grip.y)) / 2, w, h }
}

/** The largest window of a ratio (`w / h` in fractions of the picture) around the middle of this one that fits in it. */
export function withRatio(window: Box, ratio: number): Box {
  const w = Math.min(window.w, window.h * ratio)
  const h = w / ratio
  return { x: window.x + (window.w - w) / 2, y: window.y + (window.h - h) / 2, w, h }
}

/** The window moved over the picture, as far as that reaches. */
export const dragWindow = (window: Box, by: { readonly x: number; readonly y: number }): Box => ({
  ...window,
  x: clamp(window.x + by.x, 0, 1 - window.w),
  y: clamp(window.y + by.y, 0, 1 - window.h),
})

/** What to store, so that the part in the window stays where it is on the board. */
export function cropTo(shape: Cropped, window: Box): Pick<Cropped, 'crop' | 'placement'> {
  const { placement } = shape
  const whole = wholeSize(shape)
  const before = flipped(shape.crop, shape)
  const w = window.w * whole.w
  const h = window.h * whole.h
  const shift = {
    x: (window.x + window.w / 2 - before.x - before.w / 2) * whole.w,
    y: (window.y + window.h / 2 - before.y - before.h / 2) * whole.h,
  }
  const moved = rotateAround(shift, placement.rotation)
  const x = placement.x + placement.w / 2 + moved.x - w / 2
  const y = placement.y + placement.h / 2 + moved.y - h / 2
  return { crop: flipped(window, shape), placement: { x, y, w, h, rotation: placement.rotation } }
}
