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

/** The stored crop is of the unflipped picture; the shown window is its mirror image. Its own inverse. */
export const flipped = (window: Box, { flipX, flipY }: Pick<Cropped, 'flipX' | 'flipY'>): Box => ({
  ...window,
  x: flipX ? 1 - window.x - window.w : window.x,
  y: flipY ? 1 - window.y - window.h : window.y,
})

/** Size of the whole picture at the shape's scale. */
export const wholeSize = ({ crop, placement }: Cropped) => ({ w: placement.w / crop.w, h: placement.h / crop.h })

function moveEdges(from: number, size: number, grip: -1 | 0 | 1, by: number): readonly [number, number] {
  if (grip === 0) return [from, size]
  if (grip === 1) return [from, clamp(size + by, MIN_SHARE, 1 - from)]
  const start = clamp(from + by, 0, from + size - MIN_SHARE)
  return [start, from + size - start]
}

/** The window after a handle moved by `by`, in fractions of the picture. */
export function dragGrip(window: Box, grip: Grip, by: { readonly x: number; readonly y: number }): Box {
  const [x, w] = moveEdges(window.x, window.w, grip.x, by.x)
  const [y, h] = moveEdges(window.y, window.h, grip.y, by.y)
  return { x, y, w, h }
}

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
