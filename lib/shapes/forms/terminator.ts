/** Where a flow chart begins and ends: half circles at both ends, whatever the size. */
import { type Form, labelIn } from './form.ts'

/** How far the handles of a quarter circle reach. */
const K = 0.5522847498

export const terminator: Form = {
  path(w, h) {
    const r = Math.min(w, h) / 2
    const k = r - r * K
    return [
      ['M', r, 0],
      ['L', w - r, 0],
      ['C', w - k, 0, w, k, w, r],
      ['L', w, h - r],
      ['C', w, h - k, w - k, h, w - r, h],
      ['L', r, h],
      ['C', k, h, 0, h - k, 0, h - r],
      ['L', 0, r],
      ['C', 0, k, k, 0, r, 0],
      ['Z'],
    ]
  },
  label: labelIn([0.1, 0.1, 0.8, 0.8]),
}
