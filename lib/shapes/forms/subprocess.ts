/** A box with a bar at either side: a step of a flow chart that is a chart of its own. */
import { type Form, labelIn, polygon } from './form.ts'

const SIDE = 0.1
/** Bars at both sides, at most this wide. */
const MAX_SIDE = 20
const barOf = (w: number) => Math.min(MAX_SIDE, w * SIDE)

/** A step that is a chart of its own: a box with a bar at each side. */
export const subprocess: Form = {
  path: (w, h) => polygon([0, 0, 1, 0, 1, 1, 0, 1]).path(w, h, 'sharp'),
  details(w, h) {
    const bar = barOf(w)
    return [
      ['M', bar, 0],
      ['L', bar, h],
      ['M', w - bar, 0],
      ['L', w - bar, h],
    ]
  },
  label: labelIn([SIDE, 0, 1 - 2 * SIDE, 1]),
}
