/** The parts of a board that are slides or pages: frames in the order of the slides, each with what lies in it. */
import { pushTo } from '../../lib/base/push-to.ts'
import { slidesOf } from '../../lib/document/slides.ts'
import type { FrameShape } from '../../lib/shapes/frame.ts'
import type { Shape } from '../../lib/shapes/registry.ts'

/** Of one file: each is drawn in memory until it is written. */
export const MAX_SLIDES = 200

export interface SlidePart {
  readonly frame: FrameShape | null
  readonly shapes: readonly Shape[]
}

/** Frames among `shapes` that are slides: those that were asked for, or all. */
export const framesAmong = (shapes: readonly Shape[], asked: readonly string[] | 'all' = 'all') =>
  slidesOf({ shapes }).filter(({ id }) => asked === 'all' || asked.includes(id))

/** Each frame with all that lies in it, back to front; everything where there is no frame. */
export function slideParts(shapes: readonly Shape[], asked?: readonly string[] | 'all'): readonly SlidePart[] {
  const frames = framesAmong(shapes, asked)
  if (frames.length === 0) return [{ frame: null, shapes }]
  const members = new Map<string, string[]>()
  for (const { id, parent } of shapes) pushTo(members, parent, id)
  return frames.map((frame) => {
    const inside = new Set<string>([frame.id])
    // A set is walked on while it grows.
    for (const id of inside) for (const member of members.get(id) ?? []) inside.add(member)
    return { frame, shapes: shapes.filter(({ id }) => inside.has(id)) }
  })
}
