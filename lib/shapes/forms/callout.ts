/** A speech bubble: a box with a tail at its lower edge. */
import { type Form, labelIn } from './form.ts'

/** Share of the height that the tail takes. */
const TAIL = 0.22

/** A speech bubble: its tail points down to the left. */
export const callout: Form = {
  path(w, h, corners) {
    const bottom = h * (1 - TAIL)
    const r = corners === 'round' ? Math.min(16, w / 6, bottom / 3) : 0
    return [
      ['M', r, 0],
      ['L', w - r, 0],
      ['Q', w, 0, w, r],
      ['L', w, bottom - r],
      ['Q', w, bottom, w - r, bottom],
      ['L', w * 0.42, bottom],
      ['L', w * 0.18, h],
      ['L', w * 0.22, bottom],
      ['L', r, bottom],
      ['Q', 0, bottom, 0, bottom - r],
      ['L', 0, r],
      ['Q', 0, 0, r, 0],
      ['Z'],
    ]
  },
  label: labelIn([0, 0, 1, 1 - TAIL]),
}
